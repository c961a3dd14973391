"""`customers search`: an index is built, verified and cleared beside changes, and after being broken off."""

import itertools
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb.items.search_entry import entry_item, key_item
from shared.adapters.dynamodb.search_keys import dictionary_keys, entry_key, registry_key
from shared.adapters.dynamodb.stores import search_indexes
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Key, Write
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.domain.search.entries import Entry, entries_of
from shared.domain.search.words import Listing, Word
from shared.domain.tenants.search_index import KNOWN_AFTER_SECONDS, SearchIndex, SearchIndexHasChanged
from shared.domain.tenants.search_reach import SearchReach
from shared.runtime.wiring import wiring
from shared.use_cases.search.search_index import build_search_index, clear_search_index
from tests.component.api import Api
from tests.component.cli.running import customers
from tests.component.cli.transfers import place
from tests.component.customer_data.stored import items_of
from tests.component.events.search_histories import index_of, is_of_dictionary, stored_index
from tests.component.events.stream import Stream, index_changes
from tests.component.tenants import a_minute_later, keep_search
from tests.component.wire import Killed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NUMBERS = ("one", "two", "three", "four")


@pytest.fixture(autouse=True)
def nothing_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_indexes, "SETTLING_SECONDS", 0)


@pytest.fixture
def residents(api: Api, restrictions: list[str]) -> list[str]:
    """Customers who have never been indexed, of several restrictions."""
    names = ("Weber", "Weberin", "Müller-Lüdenscheidt", "王小明")
    return [
        api.created({"id": number, "type": "CONTACT", "lastName": name, "company": "Weber AG", **restriction})
        for number, name, restriction in zip(
            NUMBERS, names, ({}, {"restriction": restrictions[0]}, {}, {}), strict=True
        )
    ]


def present(tenant: str) -> list[Customer]:
    found = [wiring().customers.find(tenant, number) for number in NUMBERS]
    return [each for each in found if isinstance(each, Customer)]


def assert_index_is_right(tenant: str, reach: SearchReach = SearchReach.RESTRICTIONS) -> None:
    stored, expected = stored_index(tenant, items_of(tenant)), index_of(tenant, present(tenant), reach)
    assert {key: each for key, each in stored.items() if key in expected or not is_of_dictionary(key)} == (
        expected
    )


def build(tenant: str, *, waited: list[float] | None = None) -> int:
    return build_search_index(
        wiring().standings,
        wiring().search_indexes,
        tenant,
        progress=lambda _: None,
        sleep=(waited if waited is not None else []).append,
    )


def clear(tenant: str, *, waited: list[float] | None = None) -> int:
    return clear_search_index(
        wiring().standings,
        wiring().search_indexes,
        tenant,
        progress=lambda _: None,
        sleep=(waited if waited is not None else []).append,
    )


@pytest.mark.usefixtures("residents")
def test_a_build_waits_until_all_know_of_it_and_then_has_everybody(api: Api) -> None:
    waited: list[float] = []

    assert build(api.tenant, waited=waited) == len(NUMBERS)

    assert waited == [KNOWN_AFTER_SECONDS]
    assert_index_is_right(api.tenant)
    a_minute_later(api.tenant)
    index = wiring().tenants.search_index(api.tenant)
    assert index is not None
    assert index.built_at is not None


@pytest.mark.usefixtures("residents")
def test_a_build_that_is_broken_off_goes_on_and_writes_nothing_twice(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_indexes, "BATCH_GET_LIMIT", 1)
    table, write = wiring().table, wiring().table.write
    written: list[Write] = []
    left = 2

    def killing(*writes: Write) -> None:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        written.extend(writes[1:])
        write(*writes)

    monkeypatch.setattr(table, "write", killing)
    keep_search(api.tenant)
    with pytest.raises(Killed):
        build(api.tenant)
    assert written
    left = 100

    # The customer who was under way comes again.
    assert 1 <= build(api.tenant) < len(NUMBERS)
    assert_index_is_right(api.tenant)
    entries = [each for one in present(api.tenant) for each in entries_of(one, SearchReach.RESTRICTIONS)]
    assert len(written) == len(entries)

    assert build(api.tenant) == len(NUMBERS)
    assert len(written) == len(entries)


def test_changes_beside_a_build_end_up_in_the_index(
    api: Api, residents: list[str], engine_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_search(api.tenant)
    stream, write = Stream(engine_url), wiring().table.write
    rivals: list[Callable[[], object]] = [
        lambda: api.patch(residents[0], {"lastName": "Huber"}),
        lambda: api.delete(residents[1]),
    ]

    def with_rivals(*writes: Write) -> None:
        if rivals and writes[0].__class__.__name__ == "Check":
            rivals.pop()()
        write(*writes)

    monkeypatch.setattr(wiring().table, "write", with_rivals)
    build(api.tenant)
    monkeypatch.undo()
    assert not rivals
    index_changes(stream.records(api.tenant))

    assert_index_is_right(api.tenant)


def begin(tenant: str, since: datetime) -> None:
    """Have an index be begun at a time of the operator's clock."""
    search = SearchIndex(SearchReach.RESTRICTIONS, since)
    wiring().standings.revise(tenant, lambda standing: replace(standing, search=search))


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(0), timedelta(hours=-1)])
def test_changes_are_indexed_as_soon_as_the_index_is_known_whatever_the_operators_clock_says(
    api: Api, engine_url: str, ahead: timedelta
) -> None:
    begin(api.tenant, now() + ahead)
    a_minute_later(api.tenant)
    stream = Stream(engine_url)
    api.created({"id": NUMBERS[0], "type": "CONTACT", "lastName": "Weber"})
    index_changes(stream.records(api.tenant))
    assert_index_is_right(api.tenant)
    assert stored_index(api.tenant, items_of(api.tenant))


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(hours=-1)])
@pytest.mark.usefixtures("residents")
def test_who_builds_and_who_clears_waits_whatever_the_clock_of_who_began_says(
    api: Api, ahead: timedelta
) -> None:
    begin(api.tenant, now() + ahead)
    waited: list[float] = []

    build(api.tenant, waited=waited)
    wiring().standings.revise(
        api.tenant, lambda standing: replace(standing, search=SearchIndex(None, now() + ahead))
    )
    clear(api.tenant, waited=waited)

    assert waited == [KNOWN_AFTER_SECONDS, KNOWN_AFTER_SECONDS]


@pytest.mark.usefixtures("residents")
def test_a_build_goes_on_without_waiting_again_whoever_waited(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_indexes, "BATCH_GET_LIMIT", 1)
    waited: list[float] = []
    parts = wiring().search_indexes.build
    with monkeypatch.context() as context:

        def killed_behind_one(tenant: str, reach: SearchReach) -> "Iterator[int]":
            for count in parts(tenant, reach):
                yield count
                if count:
                    raise Killed

        context.setattr(wiring().search_indexes, "build", killed_behind_one)
        with pytest.raises(Killed):
            build(api.tenant, waited=waited)

    build(api.tenant, waited=waited)
    build(api.tenant, waited=waited)

    assert waited == [KNOWN_AFTER_SECONDS]
    assert_index_is_right(api.tenant)


def test_a_build_removes_what_a_function_left_that_did_not_know_of_the_index_yet(
    api: Api, residents: list[str], engine_url: str
) -> None:
    begin(api.tenant, now())
    a_minute_later(api.tenant)
    stream = Stream(engine_url)
    api.patch(residents[0], {"lastName": "Huber"})
    api.patch(residents[1], {"lastName": "Schmidt"})
    index_changes(stream.records(api.tenant))
    api.patch(residents[0], {"lastName": "Maier"})  # settled by one that does not know of it
    api.delete(residents[1])

    build(api.tenant)

    assert_index_is_right(api.tenant)


def is_killed_at(request: int, work: "Callable[[], object]") -> bool:
    """Do some work up to its request of this number; whether it had so many."""
    client: Any = wiring().table._client
    exchange, requests = client.exchange, itertools.count()

    def killing(*arguments: object) -> object:
        if next(requests) >= request:
            raise Killed
        return exchange(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "exchange", killing)
        try:
            work()
        except Killed:
            return True
    return False


def test_whenever_a_build_is_killed_clear_leaves_nothing(api: Api) -> None:
    api.created({"id": NUMBERS[0], "type": "CONTACT", "lastName": "Weber"})

    def is_killed(request: int) -> bool:
        keep_search(api.tenant)
        return is_killed_at(request, lambda: build(api.tenant))

    for request in itertools.count():
        was_killed = is_killed(request)
        clear(api.tenant)
        assert not stored_index(api.tenant, items_of(api.tenant)), f"killed at request {request}"
        if not was_killed:
            break
    assert request > 10


def test_whenever_the_consumer_is_killed_clear_leaves_nothing(api: Api) -> None:
    api.created({"id": NUMBERS[0], "type": "CONTACT", "lastName": "Weber"})
    entries = entries_of(present(api.tenant)[0], SearchReach.RESTRICTIONS).keys()

    def settle() -> None:
        wiring().search_entries.settle(api.tenant, SearchReach.RESTRICTIONS, {NUMBERS[0]: entries})

    for request in itertools.count():
        was_killed = is_killed_at(request, settle)
        clear(api.tenant)
        assert not stored_index(api.tenant, items_of(api.tenant)), f"killed at request {request}"
        if not was_killed:
            break
    assert request > 5


@pytest.mark.usefixtures("residents")
@pytest.mark.parametrize("work", ["build", "verify"])
@pytest.mark.parametrize("is_begun_again", [False, True])
def test_what_writes_beside_a_clear_stops_with_a_sentence(
    api: Api, monkeypatch: pytest.MonkeyPatch, work: str, is_begun_again: bool
) -> None:
    monkeypatch.setattr(search_indexes, "BATCH_GET_LIMIT", 1)
    keep_search(api.tenant)
    build(api.tenant)
    parts = getattr(wiring().search_indexes, work)(api.tenant, SearchReach.RESTRICTIONS)
    next(parts)

    clear(api.tenant)
    if is_begun_again:
        keep_search(api.tenant)

    with pytest.raises(SearchIndexHasChanged, match="has been cleared"):
        list(parts)
    assert not stored_index(api.tenant, items_of(api.tenant))


@pytest.mark.usefixtures("residents")
def test_a_clear_stops_where_an_index_is_begun_meanwhile(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_search(api.tenant)
    build(api.tenant)
    table, delete_all = wiring().table, wiring().table.delete_all
    keys: list[Key] = []

    def with_rival(removed: list[Key]) -> None:
        delete_all(removed)
        keys.extend(removed)
        wiring().standings.revise(api.tenant, lambda standing: replace(standing, search=None))
        keep_search(api.tenant)

    monkeypatch.setattr(table, "delete_all", with_rival)
    with pytest.raises(SearchIndexHasChanged):
        clear(api.tenant)
    assert 0 < len(keys) < len(index_of(api.tenant, present(api.tenant), SearchReach.RESTRICTIONS))


def damage(table: Table, tenant: str) -> None:
    """Have the index be wrong in every way."""
    weber = present(tenant)[0]
    ((entry, signature), *_, (other, _)) = sorted(entries_of(weber, SearchReach.RESTRICTIONS).items())
    gone = Entry("=", Word(Listing.NAMES, "verschollen"), entry.created, "nobody")
    left: list[Key] = [
        entry_key(tenant, entry),
        dictionary_keys(tenant, "=", "mullerludenscheidt"[:6])[1],
        registry_key(tenant, "=", "Wwe"),
    ]
    table.delete_all(left)
    table.write_all(
        [
            entry_item(tenant, other, signature + b"\0\0\0"),
            entry_item(tenant, gone, b"\0\0"),
            key_item(registry_key(tenant, "=", "Wve")),
            key_item(registry_key(tenant, "=", "Wqq")),
            *map(key_item, dictionary_keys(tenant, "=", "strange")),
            key_item(registry_key(tenant, "=", "Dfs")),
        ]
    )


def said(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    capsys.readouterr()
    done = customers("search", *arguments, "--json", *place())
    return int(done.code), json.loads(capsys.readouterr().out or "null")


@pytest.mark.usefixtures("residents")
def test_verify_mends_what_differs_both_ways_and_says_so(
    api: Api, table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_search(api.tenant)
    build(api.tenant)
    nothing = {"added": 0, "removed": 0, "signed": 0, "words": 0, "partitions": 0}
    verify: Sequence[str] = ("verify", "--tenant", api.tenant)
    untouched = {"tenant": api.tenant, "customers": len(NUMBERS), "mended": nothing}
    assert said(*verify, capsys=capsys) == (0, untouched)

    damage(table, api.tenant)
    code, document = said(*verify, capsys=capsys)

    assert code == 4
    assert document["mended"] == {"added": 1, "removed": 1, "signed": 1, "words": 2, "partitions": 3}
    assert_index_is_right(api.tenant)
    assert said(*verify, capsys=capsys) == (0, untouched)


@pytest.mark.usefixtures("residents")
def test_clear_leaves_nothing_of_the_index_and_waits_until_nobody_writes_to_it(
    api: Api, capsys: pytest.CaptureFixture[str], engine_url: str
) -> None:
    keep_search(api.tenant, SearchReach.EVERYTHING)
    build(api.tenant)
    assert_index_is_right(api.tenant, SearchReach.EVERYTHING)
    stream, waited = Stream(engine_url), list[float]()
    api.patch(NUMBERS[0], {"lastName": "Huber"})

    def late(seconds: float) -> None:
        waited.append(seconds)
        index_changes(stream.records(api.tenant))  # by a function that does not know of it yet

    removed = clear_search_index(
        wiring().standings, wiring().search_indexes, api.tenant, progress=lambda _: None, sleep=late
    )

    assert waited == [KNOWN_AFTER_SECONDS]
    assert removed > len(NUMBERS)
    assert not stored_index(api.tenant, items_of(api.tenant))
    a_minute_later(api.tenant)
    assert wiring().tenants.search_index(api.tenant) is None
    assert said("clear", "--tenant", api.tenant, capsys=capsys) == (
        0,
        {"tenant": api.tenant, "itemsRemoved": 0},
    )
    assert said("verify", "--tenant", api.tenant, capsys=capsys)[0] == 1
    assert said("build", "--tenant", "unknownone", capsys=capsys)[0] == 1
