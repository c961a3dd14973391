"""Events on their way from a write to a receiver."""

import base64
import json
import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from standardwebhooks import Webhook

from shared.domain.webhooks.deliveries import RETRIES_AFTER, DeliveryState
from shared.runtime.wiring import wiring
from tests.component.events.stream import Bus
from tests.component.webhooks.calls import CODE, NEXT_SECRET, SECRET, WebhookApi, body
from tests.component.webhooks.delivering import CREATED, Postman, created, only, status_of
from tests.component.webhooks.receiver import Receiver


def counted(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """How many deliveries came to which end, as the metrics say."""
    found: Counter[str] = Counter()
    for text in capsys.readouterr().out.splitlines():
        line = json.loads(text)
        if "Deliveries" in line:
            found[line["outcome"]] += line["Deliveries"][0]
    return dict(found)


def test_a_write_reaches_the_receiver_signed_as_standard_webhooks_say(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    number = created(webhook, contactEmail="löwe@example.com", mixins={"shop": {"points": 1}})

    assert postman.deliver() == []

    (request,) = receiver.taken()
    told = Webhook(SECRET).verify(request.body, request.headers)
    assert told["eventType"] == CREATED
    assert (told["customerNumber"], told["sequence"], told["tenant"]) == (number, 1, postman.tenant)
    assert told["eventId"] == request.headers["webhook-id"]
    assert told["mixins"] == {"shop": {"points": 1}}
    assert request.headers["Content-Type"] == "application/json"
    delivery = only(webhook, DeliveryState.SUCCEEDED)
    assert (delivery.attempts, status_of(delivery)) == (1, 204)
    assert postman.wakes.taken() == []
    month = f"{postman.clock.at:%Y-%m}"
    assert wiring().deliveries.sent_by_month(postman.tenant, month, month) == {month: 1}


def test_what_comes_twice_is_sent_once(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, capsys: pytest.CaptureFixture[str]
) -> None:
    created(webhook)
    (message,) = postman.fan_out()

    assert postman.deliver([message, message]) == []
    assert postman.deliver([message]) == []

    assert len(receiver.taken()) == 1
    assert counted(capsys) == {"delivered": 1}


def test_a_replayed_stream_sends_nothing_twice(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    created(webhook)
    records = postman.stream.records(postman.tenant)
    monkeypatch.setattr(postman.stream, "records", lambda _: records)

    postman.deliver()
    postman.deliver()

    assert len(receiver.taken()) == 1


def test_while_a_secret_is_changed_both_sign(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    assert webhook.upsert("/configuration/http/secretKey", NEXT_SECRET).status == 204
    created(webhook)

    postman.deliver()

    (request,) = receiver.taken()
    assert len(request.headers["webhook-signature"].split()) == 2
    for secret in (SECRET, NEXT_SECRET.encode()):
        assert Webhook(secret).verify(request.body, request.headers)
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(base64.b64encode(b"of somebody else").decode()).verify(request.body, request.headers)


def test_headers_of_the_call_are_the_services_even_if_others_are_stored(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    stored = {"Content-Length": "0", "HOST": "x", "Webhook-Signature": "v1,x", "date": "now", "X-Shop": "1"}
    wiring().webhooks.revise(postman.tenant, CODE, lambda each: replace(each, headers=stored))
    created(webhook)

    postman.deliver()

    (request,) = receiver.taken()
    assert Webhook(SECRET).verify(request.body, request.headers)
    sent = {name.lower(): value for name, value in request.headers.items()}
    assert (sent.get("date"), sent["host"] == "x", sent["x-shop"]) == (None, False, "1")


def test_an_event_is_tried_again_at_the_times_of_the_schedule_and_is_dead_in_the_end(
    webhook: WebhookApi,
    receiver: Receiver,
    postman: Postman,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("shared.domain.webhooks.deliveries.DISABLED_AFTER", timedelta(days=30))
    receiver.status = 503
    times = []
    receiver.called = lambda: times.append(postman.clock.at)
    created(webhook)

    postman.deliver()
    postman.until(timedelta(days=6))

    gaps = [after - before for before, after in pairwise(times)]
    assert gaps == list(RETRIES_AFTER)
    delivery = only(webhook, DeliveryState.DEAD)
    assert (delivery.attempts, status_of(delivery), delivery.due) == (10, 503, None)
    assert postman.wakes.texts == []
    assert len({request.headers["webhook-id"] for request in receiver.taken()}) == 1
    assert counted(capsys) == {"failed": 9, "dead": 1}


def test_once_the_receiver_is_well_what_waits_is_sent_and_nothing_is_planned(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    receiver.taken()
    receiver.status = 200

    postman.until(timedelta(seconds=5))

    assert len(receiver.taken()) == 1
    assert only(webhook).state is DeliveryState.SUCCEEDED
    assert postman.wakes.texts == []
    assert wiring().deliveries.reception(postman.tenant, CODE).failing_since is None


def test_a_redirect_is_a_failure_and_is_not_followed(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status, receiver.headers = 307, {"Location": receiver.url + "/elsewhere"}
    created(webhook)

    postman.deliver()

    assert [request.path for request in receiver.taken()] == ["/hooks"]
    assert status_of(only(webhook, DeliveryState.WAITING)) == 307


@pytest.mark.parametrize(("status", "attempts"), [(410, 1), (500, 10)])
def test_a_receiver_that_is_gone_or_fails_for_three_days_is_sent_nothing_more_and_somebody_is_told(
    status: int, attempts: int, webhook: WebhookApi, receiver: Receiver, postman: Postman, bus: Bus
) -> None:
    assert (
        webhook.put({**body(None, destinationUrl=receiver.url), "contactEmail": "ops@example.com"}).status
        == 204
    )
    receiver.status = status
    created(webhook)
    postman.deliver()

    postman.until(timedelta(days=4))

    (told,) = [each["detail"] for each in bus.taken() if each["detail-type"] == "customer.message"]
    assert (told["kind"], told["webhook"], told["email"]) == ("WEBHOOK_DISABLED", CODE, "ops@example.com")
    assert len(receiver.taken()) == attempts
    assert webhook.shown()["active"] is False
    assert only(webhook).state is DeliveryState.DEAD
    # Whoever makes it active again begins with a receiver of which nothing is known.
    assert wiring().deliveries.reception(postman.tenant, CODE).failing_since is None


def test_a_failing_receiver_gets_one_attempt_at_a_time_and_all_else_waits(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, most = threading.Semaphore(1), []

    def one_alone() -> None:
        most.append(busy.acquire(blocking=False))
        busy.release()

    receiver.status = 500
    for _ in range(5):
        created(webhook)
    postman.deliver()
    assert wiring().deliveries.reception(postman.tenant, CODE).is_failing
    receiver.taken()
    receiver.called = one_alone

    for _ in range(20):
        created(webhook)
    postman.deliver()

    assert receiver.taken() == []  # no attempt, however many events there are
    postman.until(timedelta(seconds=6))
    assert len(receiver.taken()) == 1
    assert most == [True]
    receiver.status = 200
    postman.until(timedelta(minutes=10))
    assert len(receiver.taken()) == 25
    assert postman.wakes.texts == []


def test_a_look_that_was_cut_off_is_made_up_for(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    (wake,) = postman.wakes.taken()
    postman.clock.forward(timedelta(seconds=5))
    reception = wiring().deliveries.reception(postman.tenant, CODE)
    assert reception.wakes_at is not None
    # Somebody has claimed it, and is gone.
    wiring().deliveries.claim(postman.tenant, CODE, postman.clock.at + timedelta(minutes=2))

    assert postman.deliver([wake]) == []
    assert len(receiver.taken()) == 1
    receiver.status = 200
    postman.until(timedelta(minutes=3))

    assert only(webhook).state is DeliveryState.SUCCEEDED


def test_an_inactive_webhook_is_sent_nothing_that_was_on_its_way(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, capsys: pytest.CaptureFixture[str]
) -> None:
    created(webhook)
    messages = postman.fan_out()
    webhook.upsert("/active", value=False)

    postman.deliver(messages)

    assert receiver.taken() == []
    assert only(webhook).state is DeliveryState.DEAD
    assert counted(capsys) == {"disabled": 1}


def test_members_that_are_excluded_stay_here(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    webhook.subscribe({"eventType": CREATED, "fieldsToUnsubscribe": ["contactEmail", "accounts"]})
    created(webhook, contactEmail="anna@example.com")

    postman.deliver()

    (request,) = receiver.taken()
    assert b"anna@example.com" not in request.body
    assert request.json["lastName"] == "Weber"


def test_messages_belong_to_the_group_of_their_tenant_however_many_webhooks_it_has(
    webhook: WebhookApi, postman: Postman
) -> None:
    created(webhook)
    postman.fan_out()
    assert postman.first.groups == [postman.tenant]


def test_a_tenant_without_webhooks_costs_no_message(webhooks: WebhookApi, postman: Postman) -> None:
    created(webhooks)
    assert postman.fan_out() == []


def test_a_delivery_is_kept_for_seven_days_however_old_its_event_is(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    created(webhook)
    (message,) = postman.fan_out()
    told = json.loads(message)
    told["id"] = f"{1_600_000_000_000:013}-{told['id'].split('-')[1]}"

    postman.deliver([json.dumps(told)])

    delivery = only(webhook)
    assert delivery.expires_at is not None
    assert abs(delivery.expires_at - postman.clock.at - timedelta(days=7)) < timedelta(minutes=1)


def test_a_message_that_cannot_be_read_comes_again_alone(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    created(webhook)
    messages = postman.fan_out()

    again = postman.deliver(["{}", *messages])

    assert again == ["{}"]
    assert len(receiver.taken()) == 1
