"""Deliveries as a tenant sees them, and those that are sent again."""

from datetime import timedelta

import pytest

from shared.domain.instants import instant_text
from shared.use_cases.webhooks.resending import PAUSE_OF_REPLAYS
from tests.component.webhooks.calls import (
    READ,
    WebhookApi,
    listed,
    replay,
    retry,
)
from tests.component.webhooks.delivering import Postman, created, time_around
from tests.component.webhooks.receiver import Receiver


@pytest.fixture
def sent(webhook: WebhookApi, receiver: Receiver, postman: Postman) -> list[str]:
    """Three deliveries that succeeded, and one that waits; their ids, newest first."""
    for _ in range(3):
        created(webhook)
    postman.deliver()
    receiver.status = 500
    created(webhook)
    postman.deliver()
    receiver.status = 204
    receiver.taken()
    return [each["id"] for each in listed(webhook).json]


def test_deliveries_are_listed_newest_first_without_what_was_sent(
    webhook: WebhookApi, sent: list[str]
) -> None:
    found = listed(webhook)

    assert (found.status, len(found.json)) == (200, 4)
    assert [each["id"] for each in found.json] == sorted(sent, reverse=True)
    waits = found.json[0]
    assert (waits["state"], waits["attempts"]) == ("WAITING", 1)
    assert (waits["lastAttempt"]["status"], waits["lastAttempt"]["failure"]) == (500, "NOT_2XX")
    assert {each["state"] for each in found.json[1:]} == {"SUCCEEDED"}
    assert "Weber" not in found.text


def test_pages_follow_one_another_also_of_one_state(webhook: WebhookApi, sent: list[str]) -> None:
    first = listed(webhook, pageSize=3)
    rest = listed(webhook, pageSize=3, next=first.headers["X-Next-Cursor"])

    assert [each["id"] for each in [*first.json, *rest.json]] == sent
    assert "X-Next-Cursor" not in rest.headers
    assert [each["id"] for each in listed(webhook, state="WAITING").json] == sent[:1]
    assert listed(webhook, state="SENT").status == 400
    assert listed(webhook, next="made up").status == 400
    assert listed(webhook, code="another").status == 404


def test_a_delivery_is_sent_again_at_once(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, sent: list[str]
) -> None:
    for delivery_id in (sent[0], sent[-1]):
        assert retry(webhook, delivery_id).status == 202
        postman.clock.forward(timedelta(seconds=1))
        postman.until(timedelta(seconds=1))
        (request,) = receiver.taken()
        assert delivery_id.endswith(request.headers["webhook-id"])
    assert retry(webhook, "1600000000000-" + "0" * 32).status == 404
    assert retry(webhook, "nothing").status == 400
    assert retry(webhook, sent[0], scope=READ).status == 403


def test_the_deliveries_of_a_time_are_sent_again(
    webhook: WebhookApi,
    receiver: Receiver,
    postman: Postman,
    sent: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.use_cases.webhooks.resending.REPLAYED_AT_ONCE", 2)
    time = time_around(postman)

    first = replay(webhook, time)
    too_soon = replay(webhook, time)
    postman.clock.forward(PAUSE_OF_REPLAYS)
    again = replay(webhook, time)  # after an answer that was lost
    postman.clock.forward(PAUSE_OF_REPLAYS)
    second = replay(webhook, {**time, "next": first.json["next"]})

    assert (first.status, first.json["count"]) == (202, 2)
    assert (too_soon.status, too_soon.headers["Retry-After"]) == (429, "10")
    assert (again.json["count"], again.json["next"]) == (0, first.json["next"])
    assert second.json == {"count": 1}  # the other one still waits
    postman.clock.forward(timedelta(seconds=1))
    postman.until(timedelta(minutes=1))
    assert len(receiver.taken()) == 4


def test_a_time_is_one_with_a_zone_and_an_end(webhook: WebhookApi, sent: list[str]) -> None:
    wrong = [
        {},
        {"from": "2026-11-22", "to": "2026-11-23"},
        {"from": "2026-11-23T00:00:00Z", "to": "2026-11-22T00:00:00Z"},
        {"from": "0001-01-01T00:00:00+23:00", "to": "9999-12-31T23:59:59-23:00"},
        {"from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z", "next": "x"},
    ]
    assert [replay(webhook, each).status for each in wrong] == [400] * 5


def test_nothing_is_sent_again_to_a_webhook_that_is_not_active(
    webhook: WebhookApi, postman: Postman, sent: list[str]
) -> None:
    webhook.upsert("/active", value=False)
    at = postman.clock.at
    time = {"from": instant_text(at - timedelta(days=1)), "to": instant_text(at)}

    assert retry(webhook, sent[-1]).status == 409
    assert replay(webhook, time).status == 409
