"""Webhooks as their tenant makes, sees, changes and removes them."""

import json
from collections import Counter
from typing import Any

import pytest

from shared.domain.instants import now
from shared.domain.webhooks.webhook import MAX_WEBHOOKS
from shared.runtime.wiring import wiring
from tests.component.webhooks.calls import (
    CODE,
    CONFIG,
    EVENT,
    HTTP,
    NEXT_SECRET,
    ONE,
    SECRET,
    SUBSCRIPTIONS,
    URL,
    WebhookApi,
    body,
)
from tests.component.wire import Wire
from webhook import (
    create_webhook,
    delete_webhook,
    get_webhook,
    list_event_subscriptions,
    list_webhooks,
    update_webhook,
)


def test_a_webhook_is_shown_as_it_was_made_but_for_its_secrets(webhooks: WebhookApi) -> None:
    made = webhooks.create(
        body(headers={"X-Source": {"value": "shop 1"}}, eventsConfiguration=[EVENT])
        | {"contactEmail": "it@example.com"}
    )

    assert (made.status, made.json) == (201, {"code": CODE})
    assert made.headers["Location"] == f"/webhook/{webhooks.caller.tenant}/config/{CODE}"
    shown = webhooks.shown()
    metadata = shown.pop("metadata")
    assert shown == {
        "code": CODE,
        "active": True,
        "provider": "HTTP",
        "contactEmail": "it@example.com",
        "configuration": {
            "destinationUrl": URL,
            "secretKeyExists": True,
            "headers": {"X-Source": {"value": "shop 1"}},
            "eventsConfiguration": [
                {
                    "id": "new-ones",
                    "name": "New customers",
                    "eventType": "customer.created",
                    "destinationUrl": "https://crm.example.com/new",
                    "secretKeyExists": True,
                    "headers": {"X-Kind": {"value": "new"}},
                    "excludedFields": ["contactEmail", "mixins"],
                    "active": True,
                }
            ],
        },
    }
    assert metadata["version"] == 1
    assert [each["code"] for each in webhooks.listed().json] == [CODE]


def test_no_secret_is_stored_or_returned_in_clear(webhooks: WebhookApi) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT]))
    tenant = webhooks.caller.tenant

    stored = json.dumps(list(wiring().webhooks._items(tenant, "")))
    answers = webhooks.get().text + webhooks.listed().text

    assert webhooks.secrets() == [SECRET]
    for secret in (SECRET, SECRET.removeprefix("whsec_"), NEXT_SECRET):
        assert secret not in stored
        assert secret not in answers


def test_without_configuration_nothing_is_sent_anywhere(webhooks: WebhookApi) -> None:
    assert webhooks.create({"code": CODE, "provider": "HTTP", "active": False}).status == 201

    assert webhooks.shown()["configuration"] == {
        "secretKeyExists": False,
        "headers": {},
        "eventsConfiguration": [],
    }


@pytest.mark.parametrize("provider", ["SVIX", "SVIX_SHARED"])
def test_providers_of_others_are_not_offered(webhooks: WebhookApi, provider: str) -> None:
    answer = webhooks.create({"code": CODE, "provider": provider, "configuration": {"apiKey": "k"}})

    assert answer.status == 400
    assert answer.json["details"] == [f"provider: '{provider}' is not offered here; send HTTP"]


def test_errors_are_those_of_the_published_service(webhooks: WebhookApi) -> None:
    answer = webhooks.create({"provider": "HTTP", "active": "yes"})

    assert answer.json["code"] == 400
    assert answer.json["status"] == "Bad Request"
    assert all(isinstance(detail, str) for detail in answer.json["details"])
    assert "code: is required" in answer.json["details"]


def test_a_code_is_taken_once(webhooks: WebhookApi) -> None:
    webhooks.create()

    answer = webhooks.create()

    assert (answer.status, answer.json["message"]) == (409, f"Webhook '{CODE}' already exists.")


def test_a_tenant_has_so_many_webhooks_at_most(webhooks: WebhookApi) -> None:
    for number in range(MAX_WEBHOOKS):
        assert webhooks.create(body(f"hook{number}")).status == 201

    answer = webhooks.create(body("more"))

    assert answer.status == 409
    assert str(MAX_WEBHOOKS) in answer.json["message"]


@pytest.mark.parametrize(
    ("configuration", "told"),
    [
        ({"secretKey": None}, "configuration.secretKey: is required: all that is sent is signed"),
        ({"secretKey": "short"}, "configuration.secretKey: must have 16 to 256 characters"),
        ({"secretKey": "whsec_c2hvcnQ="}, "configuration.secretKey: must be whsec_ and the base64"),
        ({"headers": {"Host": {"value": "x"}}}, "must not be a header that the service itself sets"),
        ({"headers": {"webhook-signature": {"value": "x"}}}, "must not be a header that the service"),
        ({"headers": {"Authorization": {"value": "x"}}}, "must not be a header of credentials"),
        ({"headers": {"X-A": {"value": "a\r\nX-B: b"}}}, "must be 1 to 1024 characters of ASCII"),
        ({"headers": {"X-A": {"value": "a"}, "x-a": {"value": "b"}}}, "must not have a header twice"),
        ({"eventsConfiguration": [EVENT, EVENT]}, "has the id 'new-ones' more than once"),
        ({"eventsConfiguration": [EVENT | {"eventType": "order.created"}]}, "no event type 'order.created'"),
        ({"eventsConfiguration": [EVENT | {"filter": "a:b"}]}, "filters are not offered"),
        ({"eventsConfiguration": [EVENT | {"excludedFields": ["mail"]}]}, "'mail' is not a member of"),
        ({"eventsConfiguration": [EVENT | {"excludedFields": ["eventId"]}]}, "'eventId' is always sent"),
        ({"destinationUrl": "crm.example.com"}, "such as https://example.com/webhooks"),
        ({"destinationUrl": None, "eventsConfiguration": [{"eventType": "customer.created"}]}, "is required"),
        ({"eventsConfiguration": [EVENT] * 51}, "must have at most 50 elements"),
    ],
)
def test_what_cannot_be_is_refused_and_said(
    webhooks: WebhookApi, configuration: dict[str, Any], told: str
) -> None:
    answer = webhooks.create(body(**configuration))

    assert answer.status == 400
    assert told in " ".join(answer.json["details"])
    assert webhooks.listed().json == []


def test_a_webhook_that_would_fill_the_table_is_refused(webhooks: WebhookApi) -> None:
    long = {f"X-{number}": {"value": "x" * 1024} for number in range(20)}
    events = [{"eventType": "customer.created", "headers": long}] * 2

    answer = webhooks.create(body(eventsConfiguration=events))

    assert answer.json["details"] == ["configuration: must not be larger than 32768 bytes"]


def test_put_replaces_all_except_what_nobody_can_read(webhooks: WebhookApi) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT]) | {"contactEmail": "it@example.com"})
    shown = webhooks.shown()
    shown["configuration"]["destinationUrl"] = "https://other.example.com"
    shown["configuration"]["eventsConfiguration"][0]["active"] = False

    assert webhooks.put(shown).status == 204

    after = webhooks.shown()
    assert after["configuration"] == shown["configuration"]
    assert (after["contactEmail"], after["metadata"]["version"]) == ("it@example.com", 2)
    assert webhooks.secrets() == [SECRET]


def test_a_write_that_changes_nothing_makes_no_version(webhooks: WebhookApi) -> None:
    webhooks.create()
    tag = webhooks.get().headers["ETag"]

    assert webhooks.put(body()).status == 204
    assert webhooks.upsert(f"{HTTP}/secretKey", SECRET).status == 204

    assert webhooks.get().headers["ETag"] == tag
    assert webhooks.secrets() == [SECRET]


def test_what_the_service_has_disabled_says_so_until_its_tenant_activates_it(webhooks: WebhookApi) -> None:
    webhooks.create()
    at = now()
    wiring().webhooks.revise(webhooks.caller.tenant, CODE, lambda it: it.disable("FAILING", at))

    assert webhooks.shown()["active"] is False
    assert webhooks.shown()["disabled"]["reason"] == "FAILING"
    assert webhooks.upsert("/active", value=True).status == 204
    assert "disabled" not in webhooks.shown()


def test_an_active_webhook_is_removed_only_by_force(webhooks: WebhookApi) -> None:
    webhooks.create()

    assert webhooks.delete().status == 409
    assert webhooks.delete(query={"force": "true"}).status == 204
    assert webhooks.get().status == 404
    assert webhooks.delete(query={"force": "true"}).status == 404
    assert webhooks.create().status == 201


def test_an_inactive_one_needs_no_force(webhooks: WebhookApi) -> None:
    webhooks.create(body() | {"active": False})

    assert webhooks.delete().status == 204


@pytest.mark.parametrize("call", ["put", "patch", "delete"])
def test_a_stale_tag_changes_nothing(webhooks: WebhookApi, call: str) -> None:
    webhooks.create()
    tag = webhooks.get().headers["ETag"]
    webhooks.upsert("/active", value=False)
    stale: dict[str, Any] = {"headers": {"if-match": tag}}

    answer = {
        "put": lambda: webhooks.put(body(), **stale),
        "patch": lambda: webhooks.patch({"op": "UPSERT", "path": "/active", "value": True}, **stale),
        "delete": lambda: webhooks.delete(**stale),
    }[call]()

    assert answer.status == 412
    assert webhooks.shown()["active"] is False
    assert webhooks.get(headers={"if-none-match": webhooks.get().headers["ETag"]}).status == 304


@pytest.mark.parametrize("call", ["get", "put", "patch", "delete"])
def test_an_unknown_code_is_not_found(webhooks: WebhookApi, call: str) -> None:
    answer = {
        "get": lambda: webhooks.get(),  # noqa: PLW0108 - of one type
        "put": lambda: webhooks.put(body()),
        "patch": lambda: webhooks.upsert("/active", value=True),
        "delete": lambda: webhooks.delete(),  # noqa: PLW0108 - of one type
    }[call]()

    assert (answer.status, answer.json["message"]) == (404, f"Webhook '{CODE}' not found.")


def test_the_code_in_a_body_is_that_of_the_path(webhooks: WebhookApi) -> None:
    webhooks.create()

    assert webhooks.put(body("other")).status == 400
    assert webhooks.put(body(None)).status == 204


def test_there_is_no_dashboard_and_the_answer_says_where_to_look(webhooks: WebhookApi) -> None:
    answer = webhooks.dashboard()

    assert answer.status == 404
    assert "config" in answer.json["message"]


def test_lost_answers_make_no_second_webhook_and_no_second_secret(webhooks: WebhookApi) -> None:
    wire = Wire()
    caller, tenant = webhooks.caller, webhooks.caller.tenant
    create, change = wire.through(create_webhook.lambda_handler), wire.through(update_webhook.lambda_handler)
    remove = wire.through(delete_webhook.lambda_handler)
    wire.wiring.webhook_secrets = wiring().webhook_secrets
    step = {"op": "UPSERT", "path": f"{HTTP}/secretKey", "value": NEXT_SECRET}

    wire.fail("TransactWriteItems", "lost", 1)
    assert caller.request(create, f"POST {CONFIG}", body()).status == 201
    wire.fail("PutItem", "lost", 1)
    assert caller.request(change, f"PATCH {ONE}", [step], code=CODE).status == 204
    assert webhooks.secrets() == [NEXT_SECRET, SECRET]
    wire.fail("TransactWriteItems", "lost", 1)
    removed = caller.request(remove, f"DELETE {ONE}", code=CODE, query={"force": "true"})

    assert removed.status == 204
    assert wiring().webhooks.of_tenant(tenant) == []


def test_each_operation_asks_once_for_what_it_needs(webhooks: WebhookApi) -> None:
    wire = Wire()
    wire.wiring.webhook_secrets = wiring().webhook_secrets
    wire.wiring.tenants.of(webhooks.caller.tenant)
    step = {"op": "UPSERT", "path": "/active", "value": False}

    def asked(operation: Any, route: str, document: Any = None, **options: Any) -> Counter[str]:
        with wire.counting() as requests:
            webhooks.caller.request(wire.through(operation.lambda_handler), route, document, **options)
        return requests

    assert asked(create_webhook, f"POST {CONFIG}", body()) == {"Query": 1, "TransactWriteItems": 1}
    assert asked(get_webhook, f"GET {ONE}", code=CODE) == {"GetItem": 1}
    assert asked(list_webhooks, f"GET {CONFIG}") == {"Query": 1}
    assert asked(update_webhook, f"PATCH {ONE}", [step], code=CODE) == {"GetItem": 1, "PutItem": 1}
    assert asked(delete_webhook, f"DELETE {ONE}", code=CODE) == {"GetItem": 1, "TransactWriteItems": 1}
    assert asked(list_event_subscriptions, f"GET {SUBSCRIPTIONS}") == {"Query": 1}
