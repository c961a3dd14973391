"""Answers about webhooks, in the shapes of the published service."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.instants import instant_text
from shared.domain.webhooks.event_types import group_of, payload_schema
from shared.domain.webhooks.webhook import live
from shared.http.errors import detail, refusal, said
from shared.http.messages import Response
from shared.http.published_errors import published_refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.errors import DomainError
    from shared.domain.webhooks.deliveries import Delivery
    from shared.domain.webhooks.subscriptions import EventSubscription
    from shared.domain.webhooks.webhook import Secrets, Webhook, WebhookEvent


def webhook_document(webhook: Webhook, now: datetime) -> dict[str, Any]:
    """Return a webhook as it is shown: of its secrets, only whether there is one."""
    configuration = {
        "destinationUrl": webhook.destination_url,
        **_of_secrets(webhook.secrets, now),
        "headers": _headers(webhook.headers),
        "eventsConfiguration": [_event_document(event, now) for event in webhook.events],
    }
    document = {
        "code": webhook.code,
        "active": webhook.active,
        "provider": "HTTP",
        "configuration": _present(configuration),
        "contactEmail": webhook.contact_email,
        "disabled": webhook.disabled
        and {"reason": webhook.disabled.reason, "since": instant_text(webhook.disabled.at)},
        "metadata": _metadata(webhook),
    }
    return _present(document)


def _event_document(event: WebhookEvent, now: datetime) -> dict[str, Any]:
    return _present(
        {
            "id": event.id,
            "name": event.name,
            "eventType": event.event_type,
            "destinationUrl": event.destination_url,
            **_of_secrets(event.secrets, now),
            "headers": _headers(event.headers) if event.headers is not None else None,
            "excludedFields": list(event.excluded_fields),
            "active": event.active,
        }
    )


def _of_secrets(secrets: Secrets, now: datetime) -> dict[str, Any]:
    ends = [instant_text(each.ends_at) for each in live(secrets, now) if each.ends_at is not None]
    return {"secretKeyExists": bool(secrets), "formerSecretKeyEndsAt": ends[0] if ends else None}


def _headers(headers: Mapping[str, str]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in headers.items()}


def delivery_document(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as it is shown: what was sent is in none."""
    last = delivery.last
    attempt = last and {"at": instant_text(last.at), "status": last.status, "failure": last.failure}
    return _present(
        {
            "id": delivery.id,
            "eventId": delivery.event_id,
            "eventType": delivery.event_type,
            "occurredAt": instant_text(delivery.occurred_at),
            "configurationId": delivery.configuration_id,
            "state": delivery.state,
            "attempts": delivery.attempts,
            "nextAttemptAt": delivery.due and instant_text(delivery.due),
            "lastAttempt": attempt and _present(attempt),
        }
    )


def subscription_document(
    event_type: str, subscription: EventSubscription | None, described: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a tenant says of an event type, with the event's description."""
    event = {
        "type": event_type,
        "name": {"en": described["title"]},
        "description": {"en": described.get("description") or described["title"]},
        "group": {"en": group_of(event_type)},
        "eventSchema": payload_schema(event_type, described),
    }
    if subscription is None:
        return {"event": event, "subscription": "NONE", "excludedFields": []}
    return {
        "event": event,
        "metadata": _metadata(subscription),
        "subscription": "SUBSCRIBED" if subscription.subscribed else "UNSUBSCRIBED",
        "excludedFields": list(subscription.excluded_fields),
    }


def subscription_answer(event_type: str, error: DomainError | None) -> dict[str, Any]:
    """Return the answer to the change of one subscription."""
    if error is None:
        return {"eventType": event_type, "code": 200, "status": "OK"}
    status = HTTPStatus(refusal(error).status)
    message = said(detail(error.problems[0])) if error.problems else error.message
    return {"eventType": event_type, "code": status.value, "status": status.phrase, "message": message}


def webhook_refusal(error: BaseException, parameters: Mapping[str, str]) -> Response:
    """Return the answer to a call that failed: each of `details` is a text, as published clients read it."""
    response = published_refusal(error, parameters)
    document = json_text.loads(response.body or "{}")
    if "details" not in document:
        return response
    document["details"] = [said(each) for each in document["details"]]
    return Response(response.status, json_text.dumps(document), response.headers)


def _metadata(stored: Webhook | EventSubscription) -> dict[str, Any]:
    return {
        "createdAt": instant_text(stored.created_at),
        "modifiedAt": instant_text(stored.modified_at),
        "version": stored.version,
    }


def _present(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}
