"""Deletions among calls that are made at the same moment, with real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from tests.component.api import Api
from tests.component.customer_data.lives import Lives
from tests.component.customer_data.stored import Deletions, clean_up, items_of, places_of
from tests.component.customer_managed.credential_calls import request_reset
from tests.component.customer_managed.storefront import PASSWORD, Storefront

MARK = {("C", "PROFILE")}
COUNTS = {("A", "MAIL"), ("A", "TRIES"), ("F", "FAILURES"), ("F", "SIGNUPS")}


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Return the outcomes of calls that are started together."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_what_races_a_deletion_leaves_nothing_usable_and_nothing_at_all_after_the_cleaning(
    storefront: Storefront, lives: Lives, api: Api, email: str, deletions: Deletions
) -> None:
    tokens = []
    for attempt in range(4):
        address = f"{attempt}.{email}"
        number = api.created({"contactEmail": address, "password": PASSWORD})
        visits = [storefront.new_visit()["access_token"] for _ in range(6)]
        others = (
            partial(request_reset, storefront, address),
            partial(lives.add_address, number),
            partial(lives.assign, number, "le-1"),
            partial(api.delete, number),
        )
        answers: list[Any] = together(
            *(partial(storefront.log_in, address, token=visit) for visit in visits), *others
        )
        tokens += [answer.json for answer in answers[: len(visits)] if answer.status == 200]

    assert all(storefront.validated(each["access_token"]).status == 401 for each in tokens)
    assert all(storefront.refresh(each["refresh_token"]).status == 400 for each in tokens)
    deletions.dealt_with()

    after_the_deletion = {("C", "IDEMPOTENCY")}  # of a call that was refused with 404
    assert places_of(api.tenant) <= MARK | COUNTS | after_the_deletion


def test_an_event_that_is_handled_several_times_at_once_is_handled(
    lives: Lives, email: str, deletions: Deletions
) -> None:
    numbers = [lives.full(f"{position}.{email}") for position in range(2)]
    for number in numbers:
        lives.api.delete(number)
    events = deletions.taken()

    failed = together(*[partial(clean_up, *events)] * 6)

    assert failed == [[]] * 6
    assert places_of(lives.tenant) <= MARK | COUNTS


def test_a_customer_created_again_during_the_cleanup_of_the_last_one_is_spared(
    lives: Lives, email: str, deletions: Deletions, configure: Callable[[str, object], None]
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    for attempt in range(4):
        number = lives.of_provider(f"{attempt}.{email}")
        lives.api.delete(number)
        events = deletions.taken()

        together(
            partial(clean_up, *events),
            partial(lives.of_provider, f"{attempt}.{email}", created=number),
        )

        assert clean_up(*events) == []
        places = [(raw["pk"]["S"].split("#")[1], raw["sk"]["S"][:9]) for raw in items_of(lives.tenant)]
        assert places.count(("C", "ELSEWHERE")) == 2 * (attempt + 1)
        assert {letter for letter, _ in places} == {"A", "C", "L", "P"}
