"""`Idempotency-Key` on import (api.md §1, Additions): a record for each customer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tenant_managed.migration import import_customers
from tests.component.api import Api
from tests.component.migration.imports import send, with_hash, with_legacy_hash
from tests.component.wire import Killed, Wire

KEY = {"Idempotency-Key": "one"}
ELEMENTS: list[Any] = [with_hash(f"{name}@example.com") for name in ("anna", "ben", "cleo", "dora")]


def test_a_repeated_call_gives_each_customer_its_first_answer(api: Api) -> None:
    api.created({"contactEmail": "taken@example.com"})
    elements = [with_hash(), "none", with_hash("taken@example.com"), with_hash("ben@example.com", "md5:1")]
    first = send(api, *elements, headers=KEY)

    again = send(api, *elements, headers=KEY)

    assert [element["code"] for element in first.json] == [201, 400, 409, 201]
    assert (again.status, again.json) == (207, first.json)
    assert len(api.numbers()) == 3


def test_a_refusal_is_repeated_although_it_would_succeed_now(api: Api) -> None:
    taken = api.created({"contactEmail": "anna@example.com"})
    first = send(api, with_hash("anna@example.com"), headers=KEY)
    api.delete(taken)

    again = send(api, with_hash("anna@example.com"), headers=KEY)

    assert first.json[0]["code"] == 409
    assert again.json == first.json
    assert api.numbers() == []


def test_a_customer_that_was_created_stays_so_although_it_would_be_refused_now(
    api: Api, tenant: str, retain: Callable[..., Retention]
) -> None:
    retain()
    first = send(api, with_legacy_hash(), headers=KEY)
    wiring().retentions.delete(tenant)

    again = send(api, with_legacy_hash(), headers=KEY)

    assert first.json[0]["code"] == 201
    assert again.json == first.json


def test_another_list_with_the_same_key_is_refused_as_a_whole(api: Api) -> None:
    send(api, "none of these succeeds", headers=KEY)

    answer = send(api, *ELEMENTS, headers=KEY)

    assert (answer.status, answer.json["type"]) == (422, "idempotency_key_reused")
    assert api.numbers() == []


def test_another_list_is_refused_even_when_nothing_of_the_first_was_kept(api: Api, wire: Wire) -> None:
    wire.fail("TransactWriteItems", "ResourceNotFoundException", times=1)
    handler = wire.through(import_customers.lambda_handler)
    send(api, with_hash("anna@example.com"), headers=KEY, handler=handler)

    answer = send(api, with_hash("ben@example.com"), headers=KEY)

    assert answer.status == 422
    assert api.numbers() == []


def test_without_a_key_a_repeated_call_is_a_new_one(api: Api) -> None:
    send(api, with_hash())

    assert send(api, with_hash()).json[0]["code"] == 409


@pytest.mark.parametrize("done", range(len(ELEMENTS)))
@pytest.mark.parametrize("end", ["killed", "killed late"])
def test_an_interrupted_call_is_resumed(api: Api, wire: Wire, end: str, done: int) -> None:
    wire.fail("TransactWriteItems", end, times=1, after=done)
    with pytest.raises(Killed):
        send(api, *ELEMENTS, headers=KEY, handler=wire.through(import_customers.lambda_handler))
    created_before = api.numbers()

    answer = send(api, *ELEMENTS, headers=KEY)

    assert len(created_before) == done + (end == "killed late")
    assert [element["code"] for element in answer.json] == [201] * len(ELEMENTS)
    assert sorted(element["id"] for element in answer.json) == sorted(api.numbers())
    assert set(created_before) <= {element["id"] for element in answer.json}


def test_trouble_is_not_kept_so_that_the_call_can_be_repeated(api: Api, wire: Wire) -> None:
    wire.fail("TransactWriteItems", "ResourceNotFoundException", times=1, after=1)
    handler = wire.through(import_customers.lambda_handler)
    first = send(api, *ELEMENTS, headers=KEY, handler=handler)

    again = send(api, *ELEMENTS, headers=KEY)

    assert [element["code"] for element in first.json] == [201, 500, 201, 201]
    assert [element["code"] for element in again.json] == [201] * len(ELEMENTS)
    assert [again.json[n]["id"] for n in (0, 2, 3)] == [first.json[n]["id"] for n in (0, 2, 3)]


def test_equal_calls_at_the_same_time_create_each_customer_once(api: Api) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: send(api, *ELEMENTS, headers=KEY), range(4)))

    created = {element["id"] for answer in answers for element in answer.json}
    assert sorted(created) == sorted(api.numbers())
    assert len(created) == len(ELEMENTS)


@pytest.mark.parametrize("of_list", ["A#0", 'A"', "A", "0"])
def test_the_key_of_a_list_is_never_that_of_an_element_of_another(api: Api, of_list: str) -> None:
    # Given a list that was imported, and whose customer is deleted
    (first,) = send(api, with_hash(), headers={"Idempotency-Key": of_list}).json
    api.delete(first["id"])

    # When the same list is imported with other keys
    for key in ("A", "A#0#0", "#0", 'A#0"'):
        if key != of_list:
            (again,) = send(api, with_hash(), headers={"Idempotency-Key": key}).json

            # Then it is imported like any other
            assert (again["code"], len(again["id"])) == (201, 8)
            assert api.numbers() == [again["id"]]
            api.delete(again["id"])
