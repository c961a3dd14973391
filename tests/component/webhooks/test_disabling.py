"""Receivers that are gone or are other ones, webhooks made again, and looks that are lost."""

from dataclasses import replace
from datetime import timedelta

from shared.adapters.dynamodb.webhook_keys import due_key
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.instants import instant_text
from shared.domain.webhooks.deliveries import DeliveryState, instant_number
from shared.runtime.wiring import wiring
from shared.use_cases.webhooks.resending import PAUSE_OF_REPLAYS
from tests.component.webhooks.calls import CODE, WebhookApi, body, listed, replay, retry
from tests.component.webhooks.delivering import CREATED, Postman, created, kept, only, time_around
from tests.component.webhooks.receiver import Receiver


def test_a_receiver_that_is_gone_is_sent_nothing_more_of_what_waits(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    for _ in range(5):
        created(webhook)
    postman.deliver()
    for _ in range(8):
        created(webhook)
    postman.deliver()
    receiver.taken()
    receiver.status = 410

    postman.until(timedelta(minutes=10))

    assert len(receiver.taken()) == 1
    assert webhook.shown()["disabled"]["reason"] == "GONE"
    assert {each.state for each in kept(postman.tenant)} == {DeliveryState.DEAD}
    assert postman.wakes.texts == []


def test_a_webhook_that_is_switched_on_again_begins_with_three_days(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    postman.until(timedelta(hours=1))
    long_ago = timedelta(days=4)
    wiring().deliveries.revise_reception(
        postman.tenant, CODE, lambda each: replace(each, failing_since=postman.clock.at - long_ago)
    )
    webhook.upsert("/active", value=False)
    webhook.upsert("/active", value=True)

    postman.until(timedelta(days=2))

    assert webhook.shown()["active"] is True
    postman.until(timedelta(days=4))
    assert webhook.shown()["disabled"]["reason"] == "FAILING"


def test_what_a_former_address_answers_does_not_disable_the_webhook(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    elsewhere = body(None, destinationUrl=receiver.url + "/elsewhere")
    receiver.status = 410

    def change() -> None:
        webhook.put(elsewhere)

    receiver.called = change
    created(webhook)

    postman.deliver()

    assert [request.path for request in receiver.taken()] == ["/hooks"]
    assert webhook.shown()["active"] is True
    receiver.called, receiver.status = lambda: None, 204
    postman.until(timedelta(minutes=1))
    assert [request.path for request in receiver.taken()] == ["/hooks/elsewhere"]


def test_a_webhook_made_again_has_nothing_of_the_former_one(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    former = only(webhook)
    webhooks = wiring().webhooks
    found = webhooks.find(postman.tenant, CODE)
    assert found is not None
    webhooks.remove(postman.tenant, CODE, lambda _: None)
    webhooks.add(postman.tenant, replace(found, created_at=found.created_at + timedelta(seconds=5)))
    receiver.taken()
    receiver.status = 204

    assert listed(webhook).json == []
    assert retry(webhook, former.id).status == 404
    assert replay(webhook, time_around(postman)).json == {"count": 0}
    postman.until(timedelta(days=1))

    assert receiver.taken() == []
    assert only(webhook).state is DeliveryState.DEAD


def test_a_time_ends_before_its_end(webhook: WebhookApi, receiver: Receiver, postman: Postman) -> None:
    created(webhook)
    postman.deliver()
    at = only(webhook).occurred_at
    begin = instant_text(at - timedelta(days=1))

    assert replay(webhook, {"from": begin, "to": instant_text(at)}).json == {"count": 0}
    later = {"from": begin, "to": instant_text(at + timedelta(milliseconds=1))}
    postman.clock.forward(PAUSE_OF_REPLAYS)
    assert replay(webhook, later).json == {"count": 1}


def test_a_planned_look_that_is_lost_is_made_up_for_by_the_next_event(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    postman.wakes.taken()
    receiver.status = 204
    postman.clock.forward(timedelta(hours=1))
    created(webhook)
    postman.deliver()

    postman.until(timedelta(seconds=2))

    assert {each.state for each in kept(postman.tenant)} == {DeliveryState.SUCCEEDED}


def test_a_row_that_is_wrong_is_mended(webhook: WebhookApi, receiver: Receiver, postman: Postman) -> None:
    receiver.status = 500
    created(webhook)
    postman.deliver()
    delivery, table = only(webhook), wiring().table
    assert delivery.due is not None
    right = due_key(postman.tenant, CODE, instant_number(delivery.due), delivery.id)
    wrong = due_key(postman.tenant, CODE, instant_number(delivery.due - timedelta(hours=1)), delivery.id)
    table.write_alone(Put({**wrong.raw(), "expiresAt": {"N": "9999999999"}}))
    table.write_alone(Delete(right))

    assert wiring().deliveries.due(postman.tenant, CODE, postman.clock.at, 10) == []

    assert wiring().deliveries.next_due(postman.tenant, CODE) == delivery.due


def test_what_the_tenant_no_longer_wants_is_not_sent_when_it_is_tried_again(
    webhook: WebhookApi, receiver: Receiver, postman: Postman
) -> None:
    receiver.status = 500
    created(webhook, contactEmail="anna@example.com")
    postman.deliver()
    webhook.subscribe({"eventType": CREATED, "fieldsToUnsubscribe": ["contactEmail", "accounts"]})
    postman.until(timedelta(seconds=10))
    webhook.subscribe({"eventType": CREATED, "action": "UNSUBSCRIBE"})

    postman.until(timedelta(hours=1))

    first, second = receiver.taken()
    assert b"anna@example.com" in first.body
    assert b"anna@example.com" not in second.body
    assert second.json["lastName"] == "Weber"
    assert only(webhook).state is DeliveryState.DEAD
