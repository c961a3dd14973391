"""The marks that follow from entries of the index of words: the dictionary, and the registry of partitions.

A mark is there if, and only if, something is there that it stands for: an entry of a word, or anything in a
partition. Others write at the same time, and any process may end at any step. So a mark is put after what it
stands for. Whoever has put one looks once more, and removes it if nothing is there any more; whoever has
removed one looks once more, and puts it again if something has come. The last to look then leaves what is
right. Each step is taken again by whoever repeats the change that has led to it.

But nobody may repeat it: the index may be cleared, which finds partitions by their marks. So the marks of
partitions are put before entries, too. One that is left without anything is known to `clear` and `verify`.

Partitions of the dictionary stay in the registry: they are letters. So their marks are put before words.
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

    def announce(self, tenant: str, words: Set[Held]) -> set[Place]:
        """Put the marks of the partitions of words before their entries. Returns those that were missing."""
        marks = {registry_key(tenant, *place): place for place in map(place_of, words)}
        # Whoever removes a mark at this moment looks once more, and so does `put`.
        missing = marks.keys() - self._table.batch_get(marks, consistent=False).keys()
        self._table.write_all(list(map(key_item, missing)))
        return {marks[each] for each in missing}

    def put(self, tenant: str, words: Set[Held], *, thoroughly: bool = False) -> Marked:
        """Put the marks of words that have entries, as far as they are missing.

        A word that the dictionary has forward has been put backward, and its partitions marked; only who
        looks `thoroughly` does not rely on that.
        """
        places = set(map(place_of, words))
        forward, backward, sides = self._of_dictionary(tenant, words)
        marks = {registry_key(tenant, *each): each for each in places}
        of_sides = {registry_key(tenant, *place) for each in sides.values() for place in each}
        wanted = [*marks, *forward, *((*backward.values(), *of_sides) if thoroughly else ())]
        found = self._table.batch_get(wanted)
        lacking = [
            held
            for key, held in forward.items()
            if key not in found or (thoroughly and backward[held] not in found)
        ]
        missing = {mark for mark in marks if mark not in found}
        if thoroughly:
            missing |= of_sides - found.keys()
        elif lacking:
            needed = {registry_key(tenant, *place) for held in lacking for place in sides[held]}
            missing |= needed - self._table.batch_get(needed).keys()
        first = [*missing, *(backward[held] for held in lacking)]
        self._table.write_all(list(map(key_item, first)))
        self._table.write_all([key_item(key) for key, held in forward.items() if held in lacking])
        gone = {held for held in lacking if not self._has_entry(tenant, held)}
        if gone:
            self.release(tenant, gone)
        known = {place_of(held) for held in lacking if held not in gone}
        self.release_empty(tenant, {marks[mark] for mark in missing & marks.keys()} - known)
        return Marked(len(lacking), len(missing))

    def release(self, tenant: str, words: Set[Held]) -> Marked:
        """Remove the marks of words that have lost entries, where no other entry has them."""
        there = {each for each in words if each.is_correctable and self._has_entry(tenant, each)}
        gone = {each for each in words if each.is_correctable} - there
        forward, backward, _ = self._of_dictionary(tenant, gone)
        self._table.delete_all(list(forward))
        self._table.delete_all([backward[held] for held in forward.values()])
        back = {each for each in gone if self._has_entry(tenant, each)}
        places = set(map(place_of, words)) - set(map(place_of, there | back))
        marked = self.put(tenant, there | back, thoroughly=True)
        return marked.plus(Marked(len(gone - back), self.release_places(tenant, places)))

    def release_places(self, tenant: str, places: Set[Place]) -> int:
        """Remove partitions from the registry that have no entries, and put back those that have some.

        Returns how many were removed.
        """
        full = {each for each in places if self._has_anything(tenant, each)}
        empty = places - full
        self._table.delete_all([registry_key(tenant, *each) for each in empty])
        back = {each for each in empty if self._has_anything(tenant, each)}
        marks = {registry_key(tenant, *each): each for each in full | back}
        missing = marks.keys() - self._table.batch_get(marks).keys()
        self._table.write_all(list(map(key_item, missing)))
        self.release_empty(tenant, {marks[mark] for mark in missing})
        return len(empty - back)

    def release_empty(self, tenant: str, put: Set[Place]) -> None:
        """Remove partitions again that were put into the registry while they lost their last entry."""
        empty = {each for each in put if not self._has_anything(tenant, each)}
        if empty:
            self.release_places(tenant, empty)

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
