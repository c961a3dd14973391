"""Histories of customers whose changes are indexed by workers that overtake each other, or end anywhere."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.items.customer import item_of, mark_of
from shared.adapters.dynamodb.items.search_entry import SIGNATURE, SearchItem, signature_in
from shared.adapters.dynamodb.keys import customer_key, realm
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.search_keys import (
    DICTIONARY,
    dictionary_keys,
    dictionary_listed,
    entry_key,
    listed_under,
    registry_key,
)
from shared.adapters.dynamodb.stores import search_indexes
from shared.adapters.dynamodb.stores.search_entries import SearchEntries
from shared.adapters.dynamodb.stores.search_indexes import SearchIndexes
from shared.adapters.dynamodb.stores.search_marks import held_in
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Key, Put
from shared.domain.callers.writer import NOBODY
from shared.domain.customers.address import Address
from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.search.entries import entries_of
from shared.domain.tenants.search_index import SearchIndex
from shared.domain.tenants.search_reach import SearchReach
from shared.domain.tenants.standing import Standing
from shared.runtime.reach import WorkingFor
from shared.use_cases.projections.search_index import search_index
from tests.component.wire import Killed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from shared.domain.search.entries import Stored

BORN = datetime(2026, 1, 31, tzinfo=UTC)
NUMBERS = ("1", "K-2")
RESTRICTIONS = (None, "DE")
NAMES = ("Weber", "weber", "Weberin", "Li", "王小明", "Müller-Lüdenscheidt", "김민준", None)
LETTERS = "WRDB"
"""Of the index's partitions."""

Index = Mapping[Key, bytes]


def index_of(tenant: str, customers: Sequence[Stored], reach: SearchReach) -> Index:
    """Return the index that a rebuild has for these customers, by keys; what has no signature has `b""`."""
    entries = {entry: each for one in customers for entry, each in entries_of(one, reach).items()}
    index = {entry_key(tenant, entry): signature for entry, signature in entries.items()}
    for held in held_in(entries):
        marks = [registry_key(tenant, held.reach, listed_under(held.word))]
        if held.is_correctable:
            marks += dictionary_keys(tenant, held.reach, held.word.text)
            listed = dictionary_listed(held.word.text)
            marks += [registry_key(tenant, held.reach, each) for each in listed]
        index |= dict.fromkeys(marks, b"")
    return index


def stored_index(tenant: str, items: Sequence[Mapping[str, Any]]) -> Index:
    """Return the index among the items of a tenant."""
    return {
        Key.of(raw): signature_in(raw)
        for raw in map(dict, items)
        if raw["pk"]["S"].removeprefix(f"{tenant}#")[:2] in {f"{letter}#" for letter in LETTERS}
    }


def items_under(prefix: str) -> list[dict[str, Any]]:
    """Return the items of all tenants whose names begin so; it looks through the whole table."""
    pages = _Client(os.environ["TABLE_NAME"]).table.scan(SearchItem.pk.startswith(prefix), SIGNATURE)
    return [raw for page in pages for raw in page]


def is_of_dictionary(key: Key) -> bool:
    """Whether it says that a partition of the dictionary may have words; they are letters, and stay."""
    return "#B#" in key.pk and key.sk.startswith(DICTIONARY)


class Worker(threading.Thread):
    """Does something, one request at a time, each when it is told to."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        super().__init__(name=name, daemon=True)
        self._work = work
        self._go, self._paused = threading.Semaphore(0), threading.Semaphore(0)
        self._order = "go"
        self.error: BaseException | None = None
        self.is_done = False

    def run(self) -> None:
        self.pause()
        try:
            if self._order == "go":
                self._work()
        except BaseException as error:  # noqa: BLE001 - told to the one who gave the order
            self.error = error
        self.is_done = True
        self._paused.release()

    def pause(self) -> str:
        """Wait for the next order, and return it."""
        self._paused.release()
        self._go.acquire()
        return self._order

    def step(self, order: str) -> None:
        """Let it go on up to its next request, or end at this one, perhaps `late`, when it is carried out."""
        self._paused.acquire()
        self._order = order
        self._go.release()
        self._paused.acquire()
        self._paused.release()
        if isinstance(self.error, Killed):
            return
        if self.error is not None:
            raise self.error


class _Client:
    """A client whose requests are steps of the worker that makes them."""

    def __init__(self, table_name: str) -> None:
        client: Any = make_client(lambda: None)
        self._exchange = client.exchange
        client.exchange = self.exchange
        self.table = Table(client, table_name, lambda: None)

    def exchange(self, operation: str, body: bytes) -> tuple[int, bytes]:
        worker = threading.current_thread()
        order = worker.pause() if isinstance(worker, Worker) else "go"
        if order == "killed":
            raise Killed
        answer: tuple[int, bytes] = self._exchange(operation, body)
        if order == "killed late":
            raise Killed
        return answer


@dataclass
class _Tenants:
    """The one tenant, as functions know it."""

    tenant: str
    reach: SearchReach

    def standing(self, _tenant: str) -> Standing:
        return Standing(search=SearchIndex(self.reach, BORN, built_at=BORN))

    find = standing

    def partitions(self, tenant: str, _restrictions: None) -> list[str]:
        return [realm(tenant, each, 0) for each in RESTRICTIONS]

    def restrictions_ever(self, _tenant: str) -> frozenset[str]:
        return frozenset(filter(None, RESTRICTIONS))


class History:
    """A tenant whose customers change, and the work that follows from it."""

    def __init__(self, tenant: str, random: Random) -> None:
        self.reach = random.choice(list(SearchReach))
        self.states: dict[str, Stored] = dict.fromkeys(NUMBERS)
        self._tenant = tenant
        self._random = random
        self._writes_left = random.randint(1, 8)
        self._kills_left = random.randint(0, 3)
        self._waiting: list[tuple[str, Callable[[], object]]] = []
        self._workers: list[tuple[str, Callable[[], object], Worker]] = []
        self._numbers = itertools.count(1)
        self._client = _Client(os.environ["TABLE_NAME"])
        tenants: Any = _Tenants(tenant, self.reach)
        self._indexes = SearchIndexes(self._client.table, tenants, tenants)
        self._projection = search_index(SearchEntries(self._client.table), tenants, WorkingFor)
        if random.random() < 0.3:
            looks = random.choice((self._indexes.build, self._indexes.verify))
            self._waiting.append(("look", lambda: list(looks(tenant, self.reach))))

    def run(self) -> None:
        """Let one thing happen after another, until nothing is left to do."""
        while actions := self._actions():
            self._act(self._random.choice(actions))

    def is_settled(self, items: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether the index among these items is that of a rebuild."""
        stored = stored_index(self._tenant, items)
        expected = index_of(self._tenant, list(self.states.values()), self.reach)
        kept = {key for key in stored.keys() - expected.keys() if is_of_dictionary(key)}
        return {key: each for key, each in stored.items() if key not in kept} == expected

    def _actions(self) -> list[str]:
        found = ["write"] * 2 if self._writes_left else []
        found += ["begin"] * 3 * (bool(self._waiting) and len(self._workers) < 3)
        if self._workers:
            found += ["go"] * 6
            found += ["killed", "killed late"] * bool(self._kills_left)
        return found

    def _act(self, action: str) -> None:
        if action == "write":
            self._writes_left -= 1
            self._write(self._random.choice(NUMBERS))
        elif action == "begin":
            name, work = self._waiting.pop(self._random.randrange(len(self._waiting)))
            worker = Worker(name, work)
            worker.start()
            self._workers.append((name, work, worker))
        else:
            self._kills_left -= action != "go"
            place = self._random.randrange(len(self._workers))
            name, work, worker = self._workers[place]
            worker.step(action)
            if worker.is_done:
                del self._workers[place]
                worker.join()
                if isinstance(worker.error, Killed) or action != "go":
                    self._waiting.append((name, work))

    def _write(self, number: str) -> None:
        before = self.states[number]
        after = self._after(before, number)
        key = customer_key(self._tenant, number)
        if isinstance(after, Customer):
            item = item_of(
                after, shards=1, key_of=order_key, write_id=str(next(self._numbers)), updated_by="", trace=""
            )
            self._client.table.write_alone(Put(item.raw()))
        elif isinstance(before, Customer) and after is not None:
            mark = mark_of(before, write_id=str(next(self._numbers)), deleted_by="")
            self._client.table.write_alone(Put(mark.raw()))
        else:
            self._client.table.write_alone(Delete(key))
        self.states[number] = after
        change = ProfileWritten(before=before, after=after, write_id="w", writer=NOBODY, at=BORN)
        self._waiting.append(("change", lambda: self._settle(change)))

    def _settle(self, change: ProfileWritten) -> None:
        for error in self._projection.project({0: change}).values():
            raise error

    def _after(self, before: Stored, number: str) -> Stored:
        random, version = self._random, next(self._numbers)
        if isinstance(before, Customer):
            if before.unconfirmed_until is not None:
                return random.choice((None, replace(before, unconfirmed_until=None, version=version)))
            if random.random() < 0.25:
                return DeletedCustomer(self._tenant, number, before.incarnation)
            changes: list[dict[str, Any]] = [
                {"last_name": random.choice(NAMES)},
                {"restriction": random.choice(RESTRICTIONS)},
                {"contact_phone": random.choice(("+49 30 123456", "030 123456", None))},
                {"title": "Dr"},
                {"addresses": random.choice(((), (Address(id="a", texts={"city": "Weber"}),)))},
            ]
            return replace(before, version=version, **random.choice(changes))
        return Customer(
            tenant=self._tenant,
            number=number,
            created_at=BORN + timedelta(milliseconds=random.choice((0, 1))),
            modified_at=BORN,
            incarnation=f"i{version}",
            version=version,
            last_name=random.choice(NAMES),
            contact_email=random.choice(("weber.li@example.com", None)),
            restriction=random.choice(RESTRICTIONS),
            unconfirmed_until=random.choice((None, None, None, 1 << 40)),
        )


@contextmanager
def no_pauses() -> Iterator[None]:
    """Nobody waits for changes under way, nor for rivals."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_indexes, "SETTLING_SECONDS", 0)
        patch.setattr("shared.adapters.patience._LONGEST_TURN", 0)
        yield
