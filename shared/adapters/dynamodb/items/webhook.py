"""How webhooks and the event types that a tenant has subscribed to are laid out in their items."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem
from shared.adapters.dynamodb.webhook_keys import (
    SUBSCRIPTION_PREFIX,
    WEBHOOK_PREFIX,
    event_subscription_key,
    webhook_key,
)
from shared.domain.instants import instant_from, instant_text
from shared.domain.webhooks.subscriptions import EventSubscription
from shared.domain.webhooks.webhook import Disablement, SealedSecret, Webhook, WebhookEvent

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json
    from shared.domain.webhooks.webhook import Secrets


class WebhookItem(TableItem):
    """A webhook; secrets are encrypted. `write_id`: see `CustomerItem`."""

    active = BooleanAttribute()
    version = NumberAttribute()
    write_id = UnicodeAttribute(attr_name="writeId")
    created_at = InstantAttribute(attr_name="createdAt")
    modified_at = InstantAttribute(attr_name="modifiedAt")
    destination_url = UnicodeAttribute(attr_name="destinationUrl", null=True)
    secrets = DocumentAttribute(null=True)
    headers = DocumentAttribute(null=True)
    events = DocumentAttribute(null=True)
    contact_email = UnicodeAttribute(attr_name="contactEmail", null=True)
    disabled_since = InstantAttribute(attr_name="disabledSince", null=True)
    disabled_because = UnicodeAttribute(attr_name="disabledBecause", null=True)
    receiver_since = InstantAttribute(attr_name="receiverSince", null=True)


class WebhookCountItem(TableItem):
    """How many webhooks a tenant has."""

    times = NumberAttribute()


class EventSubscriptionItem(TableItem):
    """A tenant's subscription to an event type, or that it has none. `write_id`: see `CustomerItem`."""

    subscribed = BooleanAttribute()
    version = NumberAttribute()
    write_id = UnicodeAttribute(attr_name="writeId")
    created_at = InstantAttribute(attr_name="createdAt")
    modified_at = InstantAttribute(attr_name="modifiedAt")
    excluded_fields = DocumentAttribute(attr_name="excludedFields", null=True)


def webhook_item(tenant: str, webhook: Webhook) -> WebhookItem:
    """Return the item of a webhook, as a write of its own."""
    key = webhook_key(tenant, webhook.code)
    return WebhookItem(
        pk=key.pk,
        sk=key.sk,
        active=webhook.active,
        version=webhook.version,
        write_id=uuid.uuid4().hex,
        created_at=webhook.created_at,
        modified_at=webhook.modified_at,
        destination_url=webhook.destination_url,
        secrets=_stored_secrets(webhook.secrets) or None,
        headers=dict(webhook.headers) or None,
        events=[_stored_event(event) for event in webhook.events] or None,
        contact_email=webhook.contact_email,
        disabled_since=webhook.disabled.at if webhook.disabled else None,
        disabled_because=webhook.disabled.reason if webhook.disabled else None,
        receiver_since=webhook.receiver_since,
    )


def webhook_from(raw: Item) -> Webhook:
    """Return the webhook of an item."""
    item: Any = WebhookItem.from_raw_data(raw)
    disabled = None
    if item.disabled_since is not None:
        disabled = Disablement(item.disabled_because or "", item.disabled_since)
    return Webhook(
        code=item.sk.removeprefix(WEBHOOK_PREFIX),
        active=item.active,
        created_at=item.created_at,
        modified_at=item.modified_at,
        destination_url=item.destination_url,
        secrets=_secrets_from(item.secrets),
        headers=item.headers or {},
        events=tuple(map(_event_from, item.events or ())),
        contact_email=item.contact_email,
        disabled=disabled,
        receiver_since=item.receiver_since,
        version=int(item.version),
        write_id=item.write_id,
    )


def event_subscription_item(tenant: str, subscription: EventSubscription) -> EventSubscriptionItem:
    """Return the item of a subscription, as a write of its own."""
    key = event_subscription_key(tenant, subscription.event_type)
    return EventSubscriptionItem(
        pk=key.pk,
        sk=key.sk,
        subscribed=subscription.subscribed,
        version=subscription.version,
        write_id=uuid.uuid4().hex,
        created_at=subscription.created_at,
        modified_at=subscription.modified_at,
        excluded_fields=list(subscription.excluded_fields) or None,
    )


def event_subscription_from(raw: Item) -> EventSubscription:
    """Return the subscription of an item."""
    item: Any = EventSubscriptionItem.from_raw_data(raw)
    return EventSubscription(
        event_type=item.sk.removeprefix(SUBSCRIPTION_PREFIX),
        subscribed=item.subscribed,
        created_at=item.created_at,
        modified_at=item.modified_at,
        excluded_fields=tuple(item.excluded_fields or ()),
        version=int(item.version),
        write_id=item.write_id,
    )


def is_still(write_id: str | None) -> Condition:
    """Return the condition that the item is the one of this write; None: that there is none."""
    if write_id is None:
        return TableItem.pk.does_not_exist()
    return WebhookItem.write_id == write_id


def _stored_secrets(secrets: Secrets) -> list[Json]:
    return [[each.sealed, *([instant_text(each.ends_at)] if each.ends_at else [])] for each in secrets]


def _secrets_from(stored: Json) -> Secrets:
    return tuple(
        SealedSecret(sealed, instant_from(ends_at[0]) if ends_at else None)
        for sealed, *ends_at in stored or ()
    )


def _stored_event(event: WebhookEvent) -> dict[str, Json]:
    stored = {
        "id": event.id,
        "eventType": event.event_type,
        "active": event.active,
        "name": event.name,
        "destinationUrl": event.destination_url,
        "secrets": _stored_secrets(event.secrets) or None,
        "headers": dict(event.headers) if event.headers is not None else None,
        "excludedFields": list(event.excluded_fields) or None,
    }
    return {name: value for name, value in stored.items() if value is not None}


def _event_from(stored: dict[str, Any]) -> WebhookEvent:
    return WebhookEvent(
        id=stored["id"],
        event_type=stored["eventType"],
        name=stored.get("name"),
        destination_url=stored.get("destinationUrl"),
        secrets=_secrets_from(stored.get("secrets")),
        headers=stored.get("headers"),
        excluded_fields=tuple(stored.get("excludedFields", ())),
        active=stored["active"],
    )
