"""The event types that a tenant has sent to its webhooks."""

import pytest

from shared.domain.webhooks.event_types import EVENT_TYPES
from shared.runtime.wiring import wiring
from tests.component.webhooks.calls import WebhookApi, body

CREATED, RESET = "customer.created", "customer.password-reset"


def test_every_event_type_is_listed_with_what_a_webhook_is_sent(webhooks: WebhookApi) -> None:
    shown = webhooks.subscriptions().json

    assert [each["event"]["type"] for each in shown] == list(EVENT_TYPES)
    assert {each["subscription"] for each in shown} == {"NONE"}
    created = webhooks.subscription(CREATED)["event"]
    assert created["name"]["en"]
    assert created["description"]["en"]
    assert created["group"] == {"en": "Customers"}
    assert {"eventType", "eventId", "contactEmail"} <= created["eventSchema"]["properties"].keys()


def test_no_schema_has_a_one_time_token(webhooks: WebhookApi) -> None:
    for each in webhooks.subscriptions().json:
        schema = each["event"]["eventSchema"]
        assert not {"token", "url", "activateAccountUrl"} & schema["properties"].keys()
        assert set(schema["required"]) <= schema["properties"].keys()


def test_a_subscription_begins_changes_and_ends(webhooks: WebhookApi) -> None:
    webhooks.create(body())
    tenant = webhooks.caller.tenant

    first = webhooks.subscribe(
        {"eventType": CREATED, "action": "SUBSCRIBE", "fieldsToUnsubscribe": ["mixins", "contactEmail"]},
        {"eventType": RESET, "action": "SUBSCRIBE"},
    )

    assert first.status == 207
    assert first.json == [
        {"eventType": CREATED, "code": 200, "status": "OK"},
        {"eventType": RESET, "code": 200, "status": "OK"},
    ]
    (destination,) = wiring().webhooks.subscribed(tenant, CREATED)
    assert destination.excluded_fields == {"mixins", "contactEmail"}

    webhooks.subscribe(
        {"eventType": CREATED, "fieldsToSubscribe": ["mixins"], "metadata": {"version": 1}},
        {"eventType": RESET, "action": "UNSUBSCRIBE"},
    )

    shown = webhooks.subscription(CREATED)
    assert (shown["subscription"], shown["excludedFields"]) == ("SUBSCRIBED", ["contactEmail"])
    assert shown["metadata"]["version"] == 2
    assert webhooks.subscription(RESET)["subscription"] == "UNSUBSCRIBED"
    assert not wiring().webhooks.subscribed(tenant, RESET)


def test_each_change_has_its_own_answer(webhooks: WebhookApi) -> None:
    webhooks.subscribe({"eventType": CREATED, "action": "SUBSCRIBE"})

    answers = webhooks.subscribe(
        {"eventType": "order.created", "action": "SUBSCRIBE"},
        {"eventType": CREATED, "action": "UNSUBSCRIBE", "metadata": {"version": 7}},
        {"eventType": RESET, "action": "SUBSCRIBE", "fieldsToUnsubscribe": ["token"]},
        {"eventType": "customer.updated", "action": "SUBSCRIBE"},
    ).json

    assert [(each["code"], each["status"]) for each in answers] == [
        (400, "Bad Request"),
        (409, "Conflict"),
        (400, "Bad Request"),
        (200, "OK"),
    ]
    assert "order.created" in answers[0]["message"]
    assert "token" in answers[2]["message"]
    assert webhooks.subscription(CREATED)["subscription"] == "SUBSCRIBED"
    assert webhooks.subscription("customer.updated")["subscription"] == "SUBSCRIBED"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"action": "SUBSCRIBE"}, "0.eventType: is required"),
        ({"eventType": CREATED, "action": "WATCH"}, "0.action: must be 'SUBSCRIBE' or 'UNSUBSCRIBE'"),
        (
            {"eventType": CREATED, "fieldsToUnsubscribe": "mixins"},
            "0.fieldsToUnsubscribe: must be a valid list",
        ),
        (7, "0: must be an object"),
    ],
)
def test_a_call_that_cannot_be_understood_changes_nothing(
    webhooks: WebhookApi, change: object, told: str
) -> None:
    answer = webhooks.subscribe({"eventType": RESET, "action": "SUBSCRIBE"}, change)

    assert answer.status == 400
    assert told.replace("0", "1", 1) in " ".join(answer.json["details"])
    assert webhooks.subscription(RESET)["subscription"] == "NONE"
