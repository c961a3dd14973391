"""Webhooks as their tenant changes them step by step, secrets included."""

from typing import Any

import pytest

from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tests.component.webhooks.calls import (
    CODE,
    ENTRIES,
    EVENT,
    HTTP,
    NEXT_SECRET,
    SECRET,
    URL,
    WebhookApi,
    body,
)


def test_a_new_secret_signs_besides_the_former_one_for_a_day(webhooks: WebhookApi) -> None:
    webhooks.create()

    assert webhooks.upsert(f"{HTTP}/secretKey", NEXT_SECRET).status == 204
    # A call whose answer was lost is repeated.
    assert webhooks.upsert(f"{HTTP}/secretKey", NEXT_SECRET).status == 204

    assert webhooks.secrets() == [NEXT_SECRET, SECRET]
    assert webhooks.shown()["configuration"]["formerSecretKeyEndsAt"] > now().isoformat()
    assert webhooks.upsert(f"{HTTP}/secretKey", "a third secret!!".replace(" ", "-")).status == 204
    assert webhooks.secrets() == ["a-third-secret!!", NEXT_SECRET]


def test_a_secret_that_somebody_else_knows_is_ended_at_once(webhooks: WebhookApi) -> None:
    webhooks.create()
    key = f"{HTTP}/secretKey"

    answer = webhooks.patch(
        {"op": "REMOVE", "path": key}, {"op": "UPSERT", "path": key, "value": NEXT_SECRET}
    )

    assert answer.status == 204
    assert webhooks.secrets() == [NEXT_SECRET]
    assert webhooks.remove(key).status == 400  # what is sent would not be signed
    assert webhooks.secrets() == [NEXT_SECRET]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("/active", False)], {"active": False}),
        ([("/contactEmail", "ops@example.com")], {"contactEmail": "ops@example.com"}),
        ([(f"{HTTP}/destinationUrl", "https://b.example.com")], {"destinationUrl": "https://b.example.com"}),
        ([(f"{HTTP}/headers", {"X-A": {"value": "a"}})], {"headers": {"X-A": {"value": "a"}}}),
        ([("/configuration", {"destinationUrl": URL})], {"headers": {}, "eventsConfiguration": []}),
    ],
)
def test_a_step_changes_what_its_path_names(
    webhooks: WebhookApi, steps: list[tuple[str, Any]], expected: dict[str, Any]
) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT]))

    answer = webhooks.patch(*({"op": "UPSERT", "path": path, "value": value} for path, value in steps))

    assert answer.status == 204, answer.text
    shown = webhooks.shown()
    assert {name: {**shown["configuration"], **shown}[name] for name in expected} == expected
    assert webhooks.secrets() == [SECRET]


def test_steps_change_what_is_said_of_one_event_type(webhooks: WebhookApi) -> None:
    def events() -> list[Any]:
        return [
            {name: each.get(name) for name in ("eventType", "active", "name", "excludedFields")}
            for each in webhooks.shown()["configuration"]["eventsConfiguration"]
        ]

    webhooks.create(body(eventsConfiguration=[EVENT]))
    by_type = f"{HTTP}/eventsConfiguration/customer.deleted"
    steps = (
        (f"{ENTRIES}/new-ones/active", False),
        (f"{ENTRIES}/new-ones/excludedFields", ["lastName"]),
        (f"{ENTRIES}/new-ones/filter", ""),
        (by_type, {"name": "gone"}),
        (f"{by_type}/destinationUrl", "https://b.example.com"),
        (ENTRIES, {"id": "other", "eventType": "customer.deleted", "name": "other"}),
    )

    answer = webhooks.patch(*({"op": "UPSERT", "path": path, "value": value} for path, value in steps))

    assert answer.status == 204, answer.text
    assert events() == [
        {
            "eventType": "customer.created",
            "active": False,
            "name": EVENT["name"],
            "excludedFields": ["lastName"],
        },
        {"eventType": "customer.deleted", "active": True, "name": "gone", "excludedFields": []},
        {"eventType": "customer.deleted", "active": True, "name": "other", "excludedFields": []},
    ]
    assert "several events" in webhooks.upsert(f"{by_type}/secretKey", NEXT_SECRET).text
    assert webhooks.remove(f"{ENTRIES}/other").status == 204
    assert webhooks.remove(by_type).status == 204
    assert webhooks.remove(f"{ENTRIES}/new-ones/name").status == 204
    assert [(each["eventType"], each["name"]) for each in events()] == [("customer.created", None)]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            {"op": "UPSERT", "path": "/code", "value": "x"},
            "0.path: '/code' is not a path that can be",
        ),
        ({"op": "MOVE", "path": "/active", "value": True}, "0.op: must be 'REMOVE' or 'UPSERT'"),
        ({"op": "UPSERT", "path": "/active"}, "0.value: is required"),
        ({"op": "UPSERT", "path": "/active", "value": "no"}, "0.value: must be a valid boolean"),
        ({"op": "REMOVE", "path": "/active"}, "0.path: cannot be removed"),
        ({"op": "UPSERT", "path": "/configuration/svix/apiKey", "value": "k"}, "SVIX is not offered"),
        ({"op": "UPSERT", "path": f"{HTTP}/eventsConfiguration/a.b", "value": {}}, "no event type 'a.b'"),
        ({"op": "REMOVE", "path": f"{ENTRIES}/unknown"}, "no event configuration with the id 'unknown'"),
        ({"op": "UPSERT", "path": f"{ENTRIES}/new-ones", "value": EVENT | {"id": "x"}}, "the id in the path"),
        ("no object", "0: must be an object"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused_and_no_other_is_taken(
    webhooks: WebhookApi, step: Any, told: str
) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT]))

    answer = webhooks.patch({"op": "UPSERT", "path": "/active", "value": False}, step)

    assert answer.status == 400
    assert told.replace("0.", "1.").replace("0:", "1:") in " ".join(answer.json["details"])
    assert webhooks.shown()["active"] is True


@pytest.mark.parametrize("name", ["filter", "headers", "active", "events"])
def test_an_event_may_be_called_as_a_member_is(webhooks: WebhookApi, name: str) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT | {"id": name}]))

    assert webhooks.upsert(f"{ENTRIES}/{name}/active", value=False).status == 204
    assert [each["active"] for each in webhooks.shown()["configuration"]["eventsConfiguration"]] == [False]
    assert webhooks.remove(f"{ENTRIES}/{name}").status == 204
    assert webhooks.shown()["configuration"]["eventsConfiguration"] == []


def test_headers_that_an_event_has_no_more_are_those_of_the_webhook(webhooks: WebhookApi) -> None:
    webhooks.create(body(eventsConfiguration=[EVENT | {"id": "one", "headers": {"X-A": {"value": "a"}}}]))

    assert webhooks.remove(f"{ENTRIES}/one/headers").status == 204

    stored = wiring().webhooks.find(webhooks.caller.tenant, CODE)
    assert stored is not None
    assert [event.headers for event in stored.events] == [None]
    assert webhooks.remove(f"{HTTP}/headers").status == 204
    assert webhooks.shown()["configuration"]["headers"] == {}
