"""Many callers at once, with real threads: exactly one wins where only one can, and nothing is lost."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from threading import Barrier
from typing import Any

import pytest

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Update
from shared.domain.customers.customer import Customer
from shared.domain.errors import CustomerNotFound
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.rivals import RIVALS, at_once, statuses
from tests.component.stored_customers import customer_of


def test_of_many_creates_with_one_email_exactly_one_wins(api: Api) -> None:
    spellings = ["Anna@Example.com", "anna@example.com", "ANNA@EXAMPLE.COM"]

    answers = at_once(lambda rival: api.create({"contactEmail": spellings[rival % 3]}))

    assert statuses(answers) == {201: 1, 409: RIVALS - 1}
    assert len(api.numbers()) == 1


def test_of_many_creates_with_one_number_exactly_one_wins(api: Api) -> None:
    answers = at_once(lambda rival: api.create({"id": "1001", "contactEmail": f"a{rival}@example.com"}))

    assert statuses(answers) == {201: 1, 409: RIVALS - 1}
    winner = api.get("1001").json["email"]
    for rival in range(RIVALS):
        email = f"a{rival}@example.com"
        assert api.create({"contactEmail": email}).status == (409 if email == winner else 201)


def test_of_many_updates_with_one_version_exactly_one_wins(api: Api) -> None:
    number = api.created({})

    answers = at_once(
        lambda rival: api.patch(number, {"lastName": f"name {rival}", "metadata": {"version": 1}})
    )

    assert statuses(answers) == {200: 1, 409: RIVALS - 1}
    assert api.get(number).json["metadata"]["version"] == 2


def test_of_many_replacements_with_one_entity_tag_exactly_one_wins(api: Api) -> None:
    number = api.created({})
    known = {"If-Match": api.get(number).headers["ETag"]}

    answers = at_once(lambda rival: api.put(number, {"lastName": f"name {rival}"}, headers=known))

    assert statuses(answers) == {204: 1, 412: RIVALS - 1}


def test_updates_without_a_version_never_lose_one_another(api: Api) -> None:
    number = api.created({"mixins": {"counts": {}}})

    answers = at_once(
        lambda rival: api.patch(number, {"mixins": {"counts": {f"m{rival}": rival}}}), rivals=50
    )

    customer = api.get(number, query={"expand": "mixin:*"}).json
    assert statuses(answers) == {200: 50}
    assert customer["mixins"]["counts"] == {f"m{rival}": rival for rival in range(50)}
    assert customer["metadata"]["version"] == 51


def without_asking_again(write: Callable[[int], Answer], rivals: int, each: int = 1) -> list[Answer]:
    """The answers to so many writes of each rival, all begun together."""
    start = Barrier(rivals)

    def run(rival: int) -> list[Answer]:
        start.wait()
        return [write(rival * each + position) for position in range(each)]

    with ThreadPoolExecutor(rivals) as pool:
        return list(chain.from_iterable(pool.map(run, range(rivals))))


@pytest.mark.parametrize(("rivals", "each"), [(50, 1), (16, 8)])
def test_every_change_of_many_writers_applies_at_the_first_call(api: Api, rivals: int, each: int) -> None:
    number = api.created({"mixins": {"counts": {}}})

    answers = without_asking_again(
        lambda change: api.patch(number, {"mixins": {"counts": {f"m{change}": change}}}), rivals, each
    )

    customer = api.get(number, query={"expand": "mixin:*"}).json
    assert statuses(answers) == {200: rivals * each}
    assert customer["mixins"]["counts"] == {f"m{change}": change for change in range(rivals * each)}


@pytest.mark.parametrize("rival_writes", [True, False])
def test_a_writer_that_went_away_is_waited_for_a_moment_only(
    api: Api, table: Table, rival_writes: bool
) -> None:
    number = api.created({})
    key = customer_key(api.tenant, number)
    for _ in range(2):
        table.update(Update(key, [CustomerItem.drawn.add(1)], CustomerItem.version.exists()))
    if rival_writes:
        table.update(Update(key, [CustomerItem.called.set(1)], CustomerItem.version.exists()))

    begun = time.monotonic()
    assert api.patch(number, {"title": "Dr"}).status == 200
    waited = time.monotonic() - begun
    assert api.patch(number, {"title": "Prof"}).status == 200

    assert waited > 0.3
    assert api.get(number).json["title"] == "Prof"
    item = table.get(key) or {}
    assert item["called"] == item["drawn"] == {"N": "3"}


def test_who_draws_a_number_and_has_nothing_to_write_keeps_nobody_waiting(api: Api, table: Table) -> None:
    number = api.created({})
    key = customer_key(api.tenant, number)
    customer = customer_of(api.tenant, number)
    applied = iter(range(9))

    def rule(current: Customer) -> Customer:
        if next(applied) > 1:
            raise CustomerNotFound(number)
        api.patch(number, {"title": f"{current.version}"})
        return replace(current, version=current.version + 1, last_name="Koch")

    with pytest.raises(CustomerNotFound):
        wiring().customers.revise(customer, rule, updated_by="test")

    item = table.get(key) or {}
    assert item["called"] == item["drawn"] == {"N": "1"}


def test_many_puts_of_one_unknown_number_create_it_once(api: Api) -> None:
    answers = at_once(lambda rival: api.put("1001", {"lastName": f"name {rival}"}))

    assert statuses(answers) == {201: 1, 204: RIVALS - 1}


def test_a_delete_among_updates_leaves_no_ghost(api: Api) -> None:
    number = api.created({"contactEmail": "anna@example.com"})

    answers = at_once(
        lambda rival: (
            api.delete(number) if rival % 5 == 0 else api.patch(number, {"lastName": f"name {rival}"})
        )
    )

    assert statuses(answers)[202] == 1
    assert api.get(number).status == 404
    assert api.numbers() == []
    assert api.create({"contactEmail": "anna@example.com"}).status == 201


def test_the_same_call_many_times_with_one_idempotency_key_creates_once(api: Api) -> None:
    body: dict[str, Any] = {"contactEmail": "anna@example.com"}

    answers = at_once(lambda _: api.create(body, headers={"Idempotency-Key": "once"}))

    assert statuses(answers) == {201: RIVALS}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(api.numbers()) == 1
