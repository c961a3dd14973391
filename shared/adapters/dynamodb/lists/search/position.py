"""Where a page of a search begins: the memory of a walk through its pages, in a cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.lists.search.word_lists import Place
from shared.domain.errors import InvalidQuery
from shared.domain.search.corrections import MAX_NEAREST, is_in_dictionary
from shared.domain.search.distance import edits_allowed, edits_between
from shared.domain.search.words import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.json_text import Json
    from shared.domain.search.typed import TypedWord

_MAX_KEY_BYTES = 1024
_MOST_FOUND = 1 << 20
_LATEST = 1 << 43


class Order(IntEnum):
    """The order in which the customers of a list are shown.

    `LISTED`: that of the list. `RANKED`: by quality, newest first, by profiles, all of which are read.
    `ESTIMATED`: the same by entries and signatures alone.
    """

    LISTED = 0
    RANKED = 1
    ESTIMATED = 2


Instead = tuple[tuple[str, ...] | None, ...]
Rank = tuple[int, int, str]
"""The place of a customer by quality, then newest first, then by number."""


@dataclass(frozen=True, slots=True)
class Sought:
    """How far the nearest words have been looked for.

    `found`: those of the first of the words that are due. `near`: of the next one, as far as is known.
    `behind`: the reach behind which its dictionaries are read on.
    """

    found: tuple[tuple[str, ...], ...] = ()
    near: tuple[str, ...] = ()
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in all that a search finds.

    `instead`: for each typed word those that are looked for instead, if any. `due`: the typed words for which
    those are to be found out first, and how far they have been `sought`. `found`: how many customers with the
    same words came before. `is_behind`: customers with the words as typed have been shown. `colleagues`: how
    far those have been shown whom the caller sees by its `_own` grant alone; None when all have been. `part`:
    the list that is read, of `lists`: a digest of those that may be, as other releases may choose others.
    `after`: the place, or in other orders the rank, behind which it goes on.
    """

    instead: Instead
    due: tuple[int, ...] = ()
    found: int = 0
    is_behind: bool = False
    colleagues: Rank | None = (-1, 0, "")
    order: Order | None = None
    part: int = 0
    lists: str = ""
    after: Place | Rank | None = None
    sought: Sought | None = None

    def behind(self, place: Place | Rank) -> Position:
        """Return the position behind a place of the same list."""
        return replace(self, after=place)

    def as_json(self, fingerprint: str) -> Json:
        """Return the position as JSON, for `position_from`."""
        return [
            fingerprint,
            [list(each) if each is not None else None for each in self.instead],
            list(self.due),
            self.found,
            self.is_behind,
            list(self.colleagues) if self.colleagues is not None else None,
            int(self.order) if self.order is not None else None,
            self.part,
            self.lists,
            list(self.after) if self.after is not None else None,
            [list(map(list, self.sought.found)), list(self.sought.near), self.sought.behind]
            if self.sought is not None
            else None,
        ]


def is_correctable(word: TypedWord) -> bool:
    """Return whether other words may be meant by one that was typed."""
    return is_in_dictionary(word.spelling)


def position_from(value: Json, fingerprint: str, words: Sequence[TypedWord]) -> Position:
    """Return the position of a cursor of the same search, with words that a page may have. Raises
    `InvalidQuery`.
    """
    try:
        known, *rest = value
        position = _position(rest, words)
    except (TypeError, ValueError):
        raise not_a_position() from None
    if known != fingerprint:
        raise InvalidQuery("Query parameter 'next' belongs to another search; send the same again.")
    return position


def not_a_position() -> InvalidQuery:
    """Return the error for a position that no page has led to."""
    return InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.")


def _position(values: Sequence[Json], words: Sequence[TypedWord]) -> Position:
    match values:
        case [
            [*instead],
            [*due],
            int(found),
            bool(is_behind),
            colleagues,
            order,
            int(part),
            str(lists),
            after,
            sought,
        ] if len(instead) == len(words) and 0 <= found <= _MOST_FOUND and part >= 0:
            position = Position(
                tuple(_instead(each, word) for each, word in zip(instead, words, strict=True)),
                _due(due, instead, words),
                found,
                is_behind,
                _rank(colleagues) if colleagues is not None else None,
                Order(order) if order is not None else None,
                part,
                lists,
                None if after is None else _after(after, order),
                _sought(sought, due, words) if sought is not None else None,
            )
        case _:
            raise ValueError
    if position.order is None and position.after is not None:
        raise ValueError
    if position.order is not None and position.due:
        raise ValueError
    return position


def _instead(value: Json, typed: TypedWord) -> tuple[str, ...] | None:
    """Return words that are looked for instead of the typed one, at least one."""
    if value is None:
        return None
    if not value or not is_correctable(typed):
        raise ValueError
    return _near(value, typed, MAX_NEAREST + 1)


def _near(value: Json, typed: TypedWord, at_most: int) -> tuple[str, ...]:
    """Return words that are as near to the typed one as corrections are, each once."""
    match value:
        case [*words] if len(words) <= at_most and all(_is_near(each, typed.spelling) for each in words):
            if len(set(words)) == len(words):
                return tuple(words)
    raise ValueError


def _sought(value: Json, due: Sequence[int], words: Sequence[TypedWord]) -> Sought:
    """Return how far the nearest words have been looked for: of fewer than are due."""
    match value:
        case [[*found], [*near], str(behind)] if len(found) < len(due):
            behind.encode()
            return Sought(
                tuple(_near(each, words[at], MAX_NEAREST) for each, at in zip(found, due, strict=False)),
                _near(near, words[due[len(found)]], MAX_NEAREST),
                behind,
            )
    raise ValueError


def _due(value: Sequence[Json], instead: Sequence[Json], words: Sequence[TypedWord]) -> tuple[int, ...]:
    """Return the words that are due, in ascending order: correctable ones that have not been corrected."""
    correctable = (
        index for index, word in enumerate(words) if instead[index] is None and is_correctable(word)
    )
    due = tuple(index for index in correctable if index in value)
    if list(due) != value:
        raise ValueError
    return due


def _is_near(value: Json, typed: str) -> bool:
    if not isinstance(value, str) or len(value) > MAX_WORD or not is_in_dictionary(value):
        return False
    return edits_between(typed, value, edits_allowed(typed)) is not None


def _after(value: Json, order: Json) -> Place | Rank:
    if order != Order.LISTED:
        return _rank(value)
    match value:
        case [bool(is_longer), int(at), str(sort_key)] if len(sort_key.encode()) < _MAX_KEY_BYTES:
            return Place(is_longer, at, sort_key)
        case _:
            raise ValueError


def _rank(value: Json) -> Rank:
    match value:
        case [int(quality), int(created), str(number)] if abs(created) < _LATEST:
            number.encode()
            return quality, created, number
        case _:
            raise ValueError
