"""DynamoDB gets in the way: the caller has success or a clean error, and nothing is half written."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb import table as table_module
from shared.adapters.dynamodb.stores.service_clients import ServiceClients
from shared.adapters.dynamodb.stores.signing_keys import SigningKeys
from shared.adapters.tokens.signer import Es256Signer
from shared.domain.callers.service_clients import new_service_client
from shared.runtime import deadline
from shared.runtime.wiring import wiring
from tenant_managed.customers import (
    create_customer,
    delete_customer,
    get_customer,
    list_customers,
    update_customer,
)
from tests.clock import Clock
from tests.component import wire as wire_module
from tests.component.api import Answer, Api
from tests.component.wire import CONFLICT, SLOW_SECONDS, THROTTLED, Wire

pytestmark = pytest.mark.usefixtures("impatient")

ENOUGH = table_module.ATTEMPTS


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def create(api: Api, wire: Wire) -> Callable[..., Answer]:
    def call(body: Any, **options: Any) -> Answer:
        handler = wire.through(create_customer.lambda_handler)
        return api.call(handler, "POST", "/customers", body=body, **options)

    return call


@pytest.mark.parametrize("fault", [THROTTLED, CONFLICT, "lost", "html"])
def test_a_create_gets_through_faults_that_pass(
    api: Api, wire: Wire, create: Callable[..., Answer], fault: str
) -> None:
    wire.fail("TransactWriteItems", fault, times=3)

    answer = create({"contactEmail": "anna@example.com"})

    assert answer.status == 201
    assert [c["email"] for c in api.listed().json] == ["anna@example.com"]


@pytest.mark.parametrize("fault", [THROTTLED, CONFLICT])
def test_a_create_that_cannot_get_through_leaves_nothing(
    api: Api, wire: Wire, create: Callable[..., Answer], fault: str
) -> None:
    wire.fail("TransactWriteItems", fault, times=ENOUGH)

    refused = create({"id": "1001", "contactEmail": "anna@example.com"})

    assert refused.status == 503
    assert refused.json["type"] == "service_unavailable"
    assert refused.headers["Retry-After"] == "1"
    assert api.get("1001").status == 404
    assert api.create({"id": "1001", "contactEmail": "anna@example.com"}).status == 201


def test_a_create_whose_answer_is_lost_is_carried_out_once(
    api: Api, wire: Wire, create: Callable[..., Answer]
) -> None:
    wire.fail("TransactWriteItems", "lost", times=1)

    answer = create({"id": "1001", "contactEmail": "anna@example.com"})

    assert answer.status == 201
    assert api.get("1001").json["metadata"]["version"] == 1


def test_a_contact_whose_single_write_is_answered_late_is_not_a_duplicate(
    wire: Wire, create: Callable[..., Answer]
) -> None:
    wire.fail("PutItem", "lost", times=1)

    answer = create({"id": "1001", "type": "CONTACT"})

    assert answer.status == 201


def test_an_update_recognises_its_own_write_when_the_answer_is_lost(api: Api, wire: Wire) -> None:
    number = api.created({"lastName": "Weber"})
    wire.fail("UpdateItem", "lost", times=1)

    answer = api.call(
        wire.through(update_customer.lambda_handler),
        "PATCH",
        "/customers/",
        number,
        {"lastName": "Koch", "metadata": {"version": 1}},
    )

    assert answer.status == 200
    assert api.get(number).json["lastName"] == "Koch"
    assert api.get(number).json["metadata"]["version"] == 2


def test_a_delete_recognises_its_own_mark_when_the_answer_is_lost(api: Api, wire: Wire) -> None:
    number = api.created({"type": "CONTACT"})
    wire.fail("PutItem", "lost", times=1)

    answer = api.call(wire.through(delete_customer.lambda_handler), "DELETE", "/customers/", number)

    assert answer.status == 202
    assert api.get(number).status == 404


def test_a_service_client_whose_answer_is_lost_is_not_a_duplicate_of_itself(tenant: str, wire: Wire) -> None:
    client, _ = new_service_client(tenant, "shop", ("customer.customer_read",), ("DE",))
    clients = ServiceClients(wire.table)
    wire.fail("PutItem", "lost", times=1)

    clients.add(client)

    assert clients.find(client.id) == client


def test_a_rotation_whose_answer_is_lost_keeps_the_key_before(wire: Wire) -> None:
    wiring().token_signer.load()
    before = [key.kid for key in wiring().signing_keys.read()]
    wire.fail("PutItem", "lost", times=1)

    rotated = Es256Signer(SigningKeys(wire.table, wiring().sealing_key), wiring().key_cipher).rotate()

    assert [key.kid for key in wiring().signing_keys.read()] == [*before, rotated]


@pytest.mark.parametrize("times", [1, ENOUGH])
def test_reads_ride_out_throttling_or_say_when_to_come_back(api: Api, wire: Wire, times: int) -> None:
    number = api.created({})
    wire.fail("GetItem", THROTTLED, times)
    wire.fail("Query", THROTTLED, times)

    got = api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number)
    wire.fail("GetItem", THROTTLED, times=0)
    listed = api.call(wire.through(list_customers.lambda_handler), "GET", "/customers")

    expected = 503 if times == ENOUGH else 200
    assert (got.status, listed.status) == (expected, expected)


def test_an_unforeseen_error_reveals_nothing_to_the_client_and_no_data_to_the_log(
    api: Api, wire: Wire, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    wire.fail("GetItem", "ResourceNotFoundException", times=1)

    answer = api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", "canary-4711")

    said = capsys.readouterr().out + str([vars(record) for record in caplog.records])
    assert answer.status == 500
    assert answer.json == {
        "status": 500,
        "type": "internal_error",
        "message": "An unexpected error occurred.",
    }
    assert "ResourceNotFoundException" in said
    assert "canary-4711" not in said


def test_a_read_gets_through_what_is_answered_in_html(api: Api, wire: Wire) -> None:
    number = api.created()
    wire.fail("GetItem", "html", times=2)

    answer = api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number)

    assert answer.status == 200


class TestDeadline:
    @pytest.fixture(autouse=True)
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Clock:
        """A clock on which only what is slow takes time, however busy the machine is."""
        clock = Clock()
        for module in (deadline, table_module, wire_module):
            monkeypatch.setattr(module, "time", clock)
        monkeypatch.setattr(deadline, "SECONDS", 1.5 * SLOW_SECONDS)
        return clock

    def test_a_call_that_the_table_makes_wait_too_long_is_503_and_begins_nothing_more(
        self, api: Api, wire: Wire, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = api.created()
        monkeypatch.setattr(table_module, "pause", lambda _: SLOW_SECONDS)
        wire.fail("GetItem", "slow", times=1)
        wire.fail("UpdateItem", THROTTLED, times=ENOUGH)

        with wire.counting() as requests:
            answer = api.call(
                wire.through(update_customer.lambda_handler),
                "PATCH",
                "/customers/",
                number,
                {"title": "late"},
            )

        assert (answer.status, answer.json["type"]) == (503, "service_unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert requests == {"GetItem": 1, "UpdateItem": 1}
        assert "title" not in api.get(number).json

    def test_what_is_slow_but_in_time_is_answered(self, api: Api, wire: Wire) -> None:
        number = api.created()
        wire.fail("GetItem", "slow", times=1)

        answer = api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number)

        assert answer.status == 200

    def test_the_next_call_has_its_own_time(self, api: Api, wire: Wire, clock: Clock) -> None:
        number = api.created()
        handler = wire.through(get_customer.lambda_handler)

        for _ in range(3):
            wire.fail("GetItem", "slow", times=1)
            assert api.call(handler, "GET", "/customers/", number).status == 200
        clock.sleep(SLOW_SECONDS)
        assert wiring().customers.find(api.tenant, number) is not None
