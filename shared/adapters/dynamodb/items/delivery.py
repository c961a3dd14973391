"""Deliveries of webhooks in the table, when they are due, and how receivers fare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from shared.adapters.dynamodb.items.item import InstantAttribute, TableItem
from shared.adapters.dynamodb.items.packed import PackedDocumentAttribute
from shared.adapters.dynamodb.webhook_keys import DELIVERY_PREFIX, delivery_key, due_key, reception_key
from shared.domain.instants import now
from shared.domain.webhooks.deliveries import (
    KEPT,
    Delivery,
    DeliveryState,
    Failure,
    Outcome,
    Reception,
    instant_number,
)

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item


class _StoredPayload(Mapping[str, Any]):
    """A payload as it is stored, unpacked only when somebody reads it, and never packed again."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _members(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", PackedDocumentAttribute().deserialize(self.text))

    def __getitem__(self, member: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return a member's value."""
        return self._members[member]

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the members' names."""
        return iter(self._members)

    def __len__(self) -> int:
        """Return how many members there are."""
        return len(self._members)


class _PayloadAttribute(PackedDocumentAttribute):
    """A payload, of which a delivery that was read keeps the text."""

    def serialize(self, value: Any) -> str:  # noqa: ANN401 - any mapping
        """Return the text, packed if it is long."""
        return value.text if isinstance(value, _StoredPayload) else super().serialize(dict(value))

    def deserialize(self, value: str) -> Any:  # noqa: ANN401 - as it is declared above
        """Return the payload of a text."""
        return _StoredPayload(value)


class DeliveryItem(TableItem):
    """A delivery. Most have been sent at once, and are one write unit with the names short."""

    configuration_id = UnicodeAttribute(attr_name="entry", null=True)
    event_type = UnicodeAttribute(attr_name="type")
    payload = _PayloadAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute()
    due = InstantAttribute(null=True)
    last_at = InstantAttribute(attr_name="at", null=True)
    status = NumberAttribute(null=True)
    failure = UnicodeAttribute(null=True)


class DueItem(TableItem):
    """The fact that a delivery is due; its key says all."""


class ReceptionItem(TableItem):
    """How a receiver fares. `version`: of the last write; `claimed_until`: see `DeliveryStore.claim`."""

    version = NumberAttribute()
    failing_since = InstantAttribute(attr_name="failingSince", null=True)
    failures = NumberAttribute()
    is_failing = BooleanAttribute(attr_name="isFailing")
    not_before = InstantAttribute(attr_name="notBefore", null=True)
    wakes_at = InstantAttribute(attr_name="wakesAt", null=True)
    claimed_until = InstantAttribute(attr_name="claimedUntil", null=True)
    last_look = InstantAttribute(attr_name="lastLook", null=True)


class SentCountItem(TableItem):
    """How many deliveries of a tenant succeeded in a month."""

    times = NumberAttribute()


class ReplayItem(TableItem):
    """The fact that deliveries of a webhook were replayed: until it expires, none are replayed again."""


class NoticesItem(TableItem):
    """The ids of the events by which somebody was told on a day that a webhook is disabled."""

    ids = UnicodeSetAttribute(null=True)


def delivery_item(delivery: Delivery) -> Item:
    """Return the item of a delivery."""
    key = delivery_key(delivery.tenant, delivery.code, delivery.id)
    last = delivery.last
    return DeliveryItem(
        pk=key.pk,
        sk=key.sk,
        expires_at=_expiry(delivery),
        configuration_id=delivery.configuration_id,
        event_type=delivery.event_type,
        payload=delivery.payload,
        state=str(delivery.state),
        attempts=delivery.attempts,
        due=delivery.due,
        last_at=last.at if last is not None else None,
        status=last.status if last is not None else None,
        failure=str(last.failure) if last is not None and last.failure is not None else None,
    ).raw()


def due_item(delivery: Delivery) -> Item | None:
    """Return the item that says when a delivery is due; None if it is never."""
    if delivery.due is None:
        return None
    key = due_key(delivery.tenant, delivery.code, instant_number(delivery.due), delivery.id)
    return DueItem(pk=key.pk, sk=key.sk, expires_at=_expiry(delivery)).raw()


def _expiry(delivery: Delivery) -> int:
    return int((delivery.expires_at or now() + KEPT).timestamp())


def delivery_from(raw: Item) -> Delivery:
    """Return the delivery of an item."""
    item: Any = DeliveryItem.from_raw_data(raw)
    tenant, _, code = item.pk.split("#", 2)
    last = None
    if item.last_at is not None:
        failure = Failure(item.failure) if item.failure is not None else None
        status = int(item.status) if item.status is not None else None
        last = Outcome(item.last_at, status, failure)
    return Delivery(
        tenant=tenant,
        code=code,
        id=item.sk.removeprefix(DELIVERY_PREFIX),
        configuration_id=item.configuration_id,
        event_type=item.event_type,
        payload=item.payload,
        state=DeliveryState(item.state),
        attempts=int(item.attempts),
        due=item.due,
        last=last,
        expires_at=datetime.fromtimestamp(int(item.expires_at), UTC),
    )


def reception_item(tenant: str, code: str, reception: Reception, version: int) -> Item:
    """Return the item of how a receiver fares."""
    key = reception_key(tenant, code)
    return ReceptionItem(
        pk=key.pk,
        sk=key.sk,
        expires_at=int((now() + KEPT).timestamp()),
        version=version,
        failing_since=reception.failing_since,
        failures=reception.failures,
        is_failing=reception.is_failing,
        not_before=reception.not_before,
        wakes_at=reception.wakes_at,
        claimed_until=reception.claimed_until,
        last_look=reception.last_look,
    ).raw()


def reception_from(raw: Item | None) -> Reception:
    """Return how a receiver fares, by its item if there is one."""
    if raw is None:
        return Reception()
    item: Any = ReceptionItem.from_raw_data(raw)
    return Reception(
        failing_since=item.failing_since,
        failures=int(item.failures),
        is_failing=item.is_failing,
        not_before=item.not_before,
        wakes_at=item.wakes_at,
        claimed_until=item.claimed_until,
        last_look=item.last_look,
    )
