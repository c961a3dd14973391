"""What follows from the entries of the index of words: the dictionary, and the registry of partitions.

A mark is there if, and only if, something is there that it stands for: an entry of a word, or anything in a
partition. Others write at the same time, and any process may end at any step. So a mark is put after what it
stands for; and who finds nothing that a mark stands for removes the mark, looks once more, and puts it again
if something has come. Who has put something before that look finds it there, and who comes later lacks the
mark. Each step is taken again by whoever repeats the change that has led to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.items.search_entry import SearchItem, key_item
from shared.adapters.dynamodb.search_keys import (
    BEHIND_WORD,
    dictionary_keys,
    dictionary_listed,
    entries_partition,
    listed_under,
    partition_of,
    registry_key,
)
from shared.domain.search.corrections import is_in_dictionary
from shared.domain.search.words import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Key
    from shared.domain.search.entries import Entry
    from shared.domain.search.words import Word


class Held(NamedTuple):
    """A word that customers in a reach have."""

    reach: str
    word: Word

    @property
    def is_correctable(self) -> bool:
        """Whether it has its place in the dictionary."""
        return self.word.listing is not Listing.ENDINGS and is_in_dictionary(self.word.text)


class Place(NamedTuple):
    """A partition of a reach, by its name in the registry."""

    reach: str
    listed: str


class Marked(NamedTuple):
    """How many words of the dictionary, and partitions in the registry, were put or removed."""

    words: int = 0
    partitions: int = 0

    def plus(self, other: Marked) -> Marked:
        """Return both together."""
        return Marked(self.words + other.words, self.partitions + other.partitions)


def place_of(held: Held) -> Place:
    """Return the partition of a word's entries."""
    return Place(held.reach, listed_under(held.word))


def held_in(entries: Iterable[Entry]) -> frozenset[Held]:
    """Return the words of entries."""
    return frozenset(Held(each.reach, each.word) for each in entries)


class SearchMarks:
    """The dictionary and the registry of a tenant's index."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def put(self, tenant: str, words: Set[Held], *, thoroughly: bool = False) -> Marked:
        """Put the marks of words that have entries, as far as they are missing.

        A word that the dictionary has forward has been put backward, and its partitions marked; only who
        looks `thoroughly` does not rely on that.
        """
        places = set(map(place_of, words))
        forward, backward, sides = self._of_dictionary(tenant, words)
        if thoroughly:
            places |= {place for each in sides.values() for place in each}
        marks = {registry_key(tenant, *each) for each in places}
        found = self._table.batch_get([*marks, *forward, *(backward.values() if thoroughly else ())])
        lacking = [
            held
            for key, held in forward.items()
            if key not in found or (thoroughly and backward[held] not in found)
        ]
        missing = marks - found.keys()
        if lacking and not thoroughly:
            of_sides = {registry_key(tenant, *place) for held in lacking for place in sides[held]}
            missing |= of_sides - self._table.batch_get(of_sides).keys()
        first = [*missing, *(backward[held] for held in lacking)]
        self._table.write_all(list(map(key_item, first)))
        self._table.write_all([key_item(key) for key, held in forward.items() if held in lacking])
        return Marked(len(lacking), len(missing))

    def release(self, tenant: str, words: Set[Held]) -> Marked:
        """Remove the marks of words that have lost entries, where no other entry has them."""
        there = {each for each in words if each.is_correctable and self._has_entry(tenant, each)}
        gone = {each for each in words if each.is_correctable} - there
        forward, backward, sides = self._of_dictionary(tenant, gone)
        self._table.delete_all(list(forward))
        self._table.delete_all([backward[held] for held in forward.values()])
        back = {each for each in gone if self._has_entry(tenant, each)}
        known = set(map(place_of, there | back))
        places = set(map(place_of, words)) - known
        marked = self.put(tenant, there | back, thoroughly=True)
        sides_left = {place for held in gone - back for place in sides[held]}
        return marked.plus(Marked(len(gone - back), self.release_places(tenant, places | sides_left)))

    def release_places(self, tenant: str, places: Set[Place]) -> int:
        """Remove partitions from the registry that have nothing, and put back what has something.

        Returns how many were removed.
        """
        full = {each for each in places if self._has_anything(tenant, each)}
        empty = places - full
        self._table.delete_all([registry_key(tenant, *each) for each in empty])
        back = {each for each in empty if self._has_anything(tenant, each)}
        marks = [registry_key(tenant, *each) for each in full | back]
        found = self._table.batch_get(marks)
        self._table.write_all([key_item(mark) for mark in marks if mark not in found])
        return len(empty - back)

    def _of_dictionary(
        self, tenant: str, words: Set[Held]
    ) -> tuple[dict[Key, Held], dict[Held, Key], dict[Held, list[Place]]]:
        """Return words by their forward keys, and by words their backward keys and the partitions of both."""
        forward: dict[Key, Held] = {}
        backward: dict[Held, Key] = {}
        sides: dict[Held, list[Place]] = {}
        for held in words:
            if not held.is_correctable:
                continue
            ahead, behind = dictionary_keys(tenant, held.reach, held.word.text)
            # A word may be a name of one customer and a place of another.
            first = forward.setdefault(ahead, held)
            backward[first] = behind
            sides[held] = [Place(held.reach, each) for each in dictionary_listed(held.word.text)]
        return forward, backward, sides

    def _has_entry(self, tenant: str, held: Held) -> bool:
        partition = entries_partition(tenant, held.reach, held.word)
        beginning = SearchItem.sk.startswith(held.word.text + BEHIND_WORD)
        return self._is_any((SearchItem.pk == partition) & beginning)

    def _has_anything(self, tenant: str, place: Place) -> bool:
        return self._is_any(SearchItem.pk == partition_of(tenant, *place))

    def _is_any(self, condition: Condition) -> bool:
        return next(self._table.query(condition, limit=1, consistent=True), None) is not None
