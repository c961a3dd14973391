"""The index is that of a rebuild, in whatever order changes are settled, repeated and interrupted."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.search.entries import Entry, entries_of, settlement_of, touched_by
from shared.domain.search.reach import EVERYTHING
from shared.domain.search.signature import signature_of
from shared.domain.search.words import words_of
from shared.domain.tenants.search_reach import SearchReach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.domain.search.entries import Settlement, Stored

BORN = datetime(2026, 1, 31, tzinfo=UTC)
ANNA = Customer(
    tenant="acme",
    number="1",
    created_at=BORN,
    modified_at=BORN,
    incarnation="i",
    first_name="Anna",
    last_name="Weber",
    restriction="DE",
)
MARK = DeletedCustomer("acme", "1", "i")


def settled(before: Stored, after: Stored, present: Stored) -> Settlement:
    touched = touched_by(before, after, SearchReach.RESTRICTIONS)
    return settlement_of(touched, entries_of(present, SearchReach.RESTRICTIONS))


def signature(customer: Customer) -> bytes:
    return signature_of(words_of(customer))


def test_a_change_that_touches_no_word_settles_nothing() -> None:
    for before, after in (
        (ANNA, replace(ANNA, title="Dr", version=2, last_login=BORN)),
        (None, replace(ANNA, unconfirmed_until=1)),
        (None, MARK),
    ):
        assert not touched_by(before, after, SearchReach.EVERYTHING)


def test_a_changed_name_signs_all_entries_and_takes_one_away() -> None:
    after = replace(ANNA, last_name="Huber")
    settlement = settled(ANNA, after, after)
    assert {entry.word.text for entry in settlement.put} == {"anna", "huber", "1"}
    assert {entry.word.text for entry in settlement.deleted} == {"weber"}
    assert set(settlement.put.values()) == {signature(after)}


def test_another_restriction_moves_all_entries() -> None:
    after = replace(ANNA, restriction="FR")
    settlement = settled(ANNA, after, after)
    assert {entry.reach for entry in settlement.put} == {"=FR"}
    assert settlement.deleted == entries_of(ANNA, SearchReach.RESTRICTIONS).keys()


def test_another_restriction_leaves_the_entries_of_those_who_see_all() -> None:
    touched = touched_by(ANNA, replace(ANNA, restriction="FR"), SearchReach.EVERYTHING)
    for present, left in ((replace(ANNA, restriction="IT"), 3), (MARK, 0)):
        settlement = settlement_of(touched, entries_of(present, SearchReach.EVERYTHING))
        assert {entry.reach for entry in settlement.put} == ({EVERYTHING} if left else set())
        assert len(settlement.put) == left
        assert {entry.reach for entry in settlement.deleted} >= {"=DE", "=FR"}


def test_of_a_deleted_customer_no_word_is_left() -> None:
    settlement = settled(ANNA, MARK, MARK)
    assert not settlement.put
    assert settlement.deleted == entries_of(ANNA, SearchReach.RESTRICTIONS).keys()


def test_words_of_later_changes_are_left_to_these() -> None:
    later = replace(ANNA, last_name="Huber")
    settlement = settled(None, ANNA, later)
    assert {entry.word.text for entry in settlement.put} == {"anna", "1"}
    assert {entry.word.text for entry in settlement.deleted} == {"weber"}
    assert set(settlement.put.values()) == {signature(later)}


STATES: tuple[Stored, ...] = (
    ANNA,
    replace(ANNA, last_name="Huber"),
    replace(ANNA, last_name="Weber Huber"),
    replace(ANNA, restriction="FR"),
    replace(ANNA, created_at=BORN + timedelta(milliseconds=1)),
    replace(ANNA, unconfirmed_until=1),
    MARK,
    None,
)
HISTORIES = 1500


class _Run:
    """Changes of one customer, and workers that settle them, which do one step of their work at a time."""

    def __init__(self, history: list[Stored], chance: random.Random, reach: SearchReach) -> None:
        self.states = [None, *history]
        self.written = 0
        self.index: dict[Entry, bytes] = {}
        self.waiting: list[int] = []
        self.working: list[tuple[int, Iterator[None]]] = []
        self._chance = chance
        self._reach = reach

    def actions(self) -> list[str]:
        """Return what can happen next."""
        writes = ["write"] if self.written < len(self.states) - 1 else []
        begins = ["begin"] if self.waiting else []
        return [*writes, *begins, *(["go on", "go on", "go on", "interrupt"] if self.working else [])]

    def act(self, action: str) -> None:
        """Let one thing happen. The change of a worker that is interrupted waits again."""
        match action:
            case "write":
                self.waiting.append(self.written)
                self.written += 1
            case "begin":
                change = self.waiting.pop(self._any_of(self.waiting))
                self.working.append((change, self._settling(change)))
            case _:
                place = self._any_of(self.working)
                change, work = self.working[place]
                if action == "interrupt":
                    self.waiting.append(change)
                if action == "interrupt" or next(work, work) is work:
                    del self.working[place]

    def _settling(self, change: int) -> Iterator[None]:
        seen = -1
        while seen != self.written:
            seen = self.written
            touched = touched_by(self.states[change], self.states[change + 1], self._reach)
            settlement = settlement_of(touched, entries_of(self.states[seen], self._reach))
            yield
            entries = sorted([*settlement.put, *settlement.deleted], key=repr)
            self._chance.shuffle(entries)
            for entry in entries:
                if entry in settlement.put:
                    self.index[entry] = settlement.put[entry]
                else:
                    self.index.pop(entry, None)
                if self._chance.random() < 0.3:
                    yield

    def _any_of(self, waiting: Sequence[object]) -> int:
        return self._chance.randrange(len(waiting))


def test_the_index_is_that_of_a_rebuild() -> None:
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        reach = chance.choice(list(SearchReach))
        run = _Run(chance.choices(STATES, k=chance.randint(1, 6)), chance, reach)
        while actions := run.actions():
            run.act(chance.choice(actions))
        assert run.index == entries_of(run.states[-1], reach), f"history {seed}"
