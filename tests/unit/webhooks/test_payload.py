"""The payloads of webhooks: nothing in them that only messages may carry."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.messages.events import OMITTABLE, Event, EventName
from shared.domain.webhooks.payload import (
    ALWAYS_SENT,
    MAX_PAYLOAD_BYTES,
    SENT,
    PayloadTooLarge,
    body_of,
    fitted,
    payload_of,
)
from tests.event_schemas import SCHEMAS

SECRETS = {"token", "url", "activateAccountUrl"}
"""Members of events that are a one-time token, or a link with one."""
FRAME = {"tenant", "eventId", "occurredAt", "omitted"}
CANARY = "canary-7d1f"


def members(name: EventName) -> set[str]:
    """The members that shared/events.yaml describes."""
    described = SCHEMAS[name]
    ours = described.get("then", {}).get("properties", {}).get("detail", {}).get("properties", {})
    return {*described["properties"]["detail"].get("properties", {}), *ours}


def event(name: EventName, /, **payload: Any) -> Event:
    return Event(name, "acme", "0" * 32, datetime(2026, 11, 30, tzinfo=UTC), payload)


@pytest.mark.parametrize("name", SENT)
def test_every_member_that_is_described_is_sent_or_is_a_secret(name: EventName) -> None:
    assert members(name) - FRAME - SENT[name] <= SECRETS
    assert not SENT[name] & SECRETS


@pytest.mark.parametrize("name", SENT)
def test_no_token_and_nothing_new_is_in_a_payload(name: EventName) -> None:
    told = dict.fromkeys(members(name) - FRAME, "told") | dict.fromkeys(SECRETS, CANARY)

    payload = payload_of(event(name, **told, addedTomorrow=CANARY, passwordHash=CANARY))

    assert CANARY not in body_of(payload).decode()
    assert payload.keys() >= ALWAYS_SENT
    assert payload.keys() == ALWAYS_SENT | (SENT[name] & told.keys())


def test_requests_of_the_service_to_itself_are_not_sent() -> None:
    assert set(EventName) - SENT.keys() == {EventName.MESSAGE, EventName.DELETION_REQUEST, EventName.JOINS}


def test_what_a_tenant_excludes_stays_here_except_what_tells_events_apart() -> None:
    told = event(EventName.CREATED, customerNumber="1", contactEmail="anna@example.com", sequence=1)

    payload = payload_of(told, ["contactEmail", "eventId", "tenant"])

    assert "contactEmail" not in payload
    assert payload.keys() >= ALWAYS_SENT


def test_a_payload_says_the_customers_version_where_the_change_has_one() -> None:
    changed = event(EventName.EMAIL_CHANGE, customerId="1", token=CANARY)

    assert payload_of(changed, sequence=7)["sequence"] == 7
    assert "sequence" not in payload_of(event(EventName.LOGGED_IN, customerId="1"), sequence=7)
    assert payload_of(event(EventName.CREATED, sequence=3), sequence=7)["sequence"] == 3


def large() -> Iterator[dict[str, Any]]:
    half = "ü" * (MAX_PAYLOAD_BYTES // 3)
    yield {"mixins": {"shop": half}, "addresses": [half], "customerNumber": "1"}
    yield {
        "mixins": {"shop": half * 2},
        "addresses": [half * 2],
        "metadata": {"version": 1},
        "customerNumber": "1",
    }


@pytest.mark.parametrize("payload", list(large()))
def test_what_is_too_large_goes_without_what_the_api_has(payload: dict[str, Any]) -> None:
    sent = fitted(payload)

    assert len(body_of(sent)) <= MAX_PAYLOAD_BYTES
    assert sent["omitted"] == [member for member in OMITTABLE if member in payload and member not in sent]
    assert sent["customerNumber"] == "1"


def test_what_is_too_large_all_the_same_is_an_error() -> None:
    with pytest.raises(PayloadTooLarge):
        fitted({"lastName": "x" * MAX_PAYLOAD_BYTES})
