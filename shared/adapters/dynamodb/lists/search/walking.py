"""The customers who have some words, from a position on: one list is read, and what it leads to is tested."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.search.drivers import choose, digest_of, driver_at, drivers_of, taken
from shared.adapters.dynamodb.lists.search.position import Order, Position, not_a_position
from shared.adapters.dynamodb.lists.search.word_lists import PartLists, Place
from shared.domain.query.walk import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.lists.search.budget import Budget
    from shared.adapters.dynamodb.lists.search.drivers import Choice, Driver
    from shared.adapters.dynamodb.lists.search.position import Rank
    from shared.adapters.dynamodb.lists.search.profiles import Profile, Profiles, Wanted
    from shared.adapters.dynamodb.lists.search.word_lists import Reading, Row

_RANKED_ENTRIES, _RANKED_ENTRIES_OF_ONE_WORD = 500, 160
"""Lists of several words, or of several pieces of one, of up to so many entries are read whole, so that their
customers are in order."""
_RANKED_PROFILES = 70
"""Up to so many customers who probably have all words are read to be put in order; more go by signatures."""
_RANKED_AT_MOST = 4 * _RANKED_PROFILES
"""A list in order may have grown since; not from a few to thousands, as a made-up cursor says."""
_CHUNK, _LARGEST_CHUNK = 500, 2000
_LONGEST = 10 * _CHUNK
_OF_ONE_WORD, _FEWEST = 160, 15


class Walked(NamedTuple):
    """A page of what was found. `position`: where it goes on, None at the end of those who have these words.

    `is_spent`: the budget is used up. `is_nobodys`: there is nobody, whatever else may have been meant.
    """

    found: list[Profile]
    position: Position | None
    is_spent: bool = False
    is_nobodys: bool = False


class _Source(NamedTuple):
    """The list that is read on. `choice`: at its start, the others that may be read instead."""

    driver: Driver
    rows: Iterator[Row]
    choice: Choice | None = None


class Walk:
    """Walks through those who have some words. `correctable`: the words for which others may be meant."""

    def __init__(
        self,
        reading: Reading,
        profiles: Profiles,
        wanted: Wanted,
        budget: Budget,
        correctable: Sequence[int],
        *,
        is_further: bool,
    ) -> None:
        """`is_further`: the page has begun with something else."""
        self._reading = reading
        self._profiles = profiles
        self._words = wanted.words
        self._wanted = wanted
        self._budget = budget
        self._correctable = correctable
        self._is_further = is_further

    def walk(self, position: Position, size: int) -> Walked:
        """Return up to so many of the customers behind a position."""
        if position.order is None:
            started = self._start(position)
            if isinstance(started, Walked):
                return started
            position, source = started
        else:
            source = self._source(position)
        if source is None or position.order is Order.RANKED:
            return self._ranked(source, position, size)
        found: list[Profile] = []
        if position.colleagues is not None:
            found, position = self._colleagues(position, size)
            if len(found) == size:
                return Walked(found, position)
        show = self._listed if position.order is Order.LISTED else self._estimated
        rest = show(source, position, size - len(found))
        return rest._replace(found=[*found, *rest.found])

    def _source(self, position: Position) -> _Source | None:
        """Return the list that is gone on with. Raises `InvalidQuery`."""
        if not self._reading.reaches:
            return None
        parts = drivers_of(self._words)
        if position.part >= len(parts) or position.lists != digest_of(self._words):
            raise not_a_position()
        after = position.after if isinstance(position.after, Place) else None
        lists = PartLists(self._reading, parts[position.part][0], after)
        return _Source(driver_at(self._words, position.part, lists), lists.rows())

    def _start(self, position: Position) -> tuple[Position, _Source | None] | Walked:
        """Return the list to read, and the order in which its customers are shown."""
        if not self._reading.reaches:
            nobodys = self._nobodys(range(len(self._words)))
            return self._corrected(position, nobodys) if nobodys else (_ranked(position), None)
        choice = choose(self._reading, self._words)
        if nobodys := self._nobodys(choice.nobodys):
            return self._corrected(position, nobodys)
        driver = choice.best
        rows = driver.lists.rows()
        is_one = len(self._words) == 1 and driver.own is not None
        most = _RANKED_ENTRIES_OF_ONE_WORD if self._budget.is_of_one_word else _RANKED_ENTRIES
        known: list[Row] = []
        if not is_one and choice.length < 2 * most:
            known = taken(rows, driver, most)
        source = _Source(driver, itertools.chain(known, rows), choice)
        position = replace(position, part=driver.part, lists=digest_of(self._words))
        if not driver.lists.is_whole or len(known) == most:
            return replace(position, order=Order.LISTED), source
        known += rows
        source = source._replace(rows=iter(known))
        by_entries = is_one and not self._profiles.has_colleagues
        profiles = min(_RANKED_PROFILES, self._budget.profiles)
        if by_entries or len(self._candidates(known, driver)) > profiles:
            return replace(position, order=Order.ESTIMATED), source
        return _ranked(position), source

    def _nobodys(self, words: Iterable[int]) -> tuple[int, ...]:
        """Return those of the words that no colleague has either."""
        colleagues = self._profiles.colleagues()
        return tuple(
            index
            for index in words
            if all(self._words[index].quality_in(each.words) is None for each in colleagues)
        )

    def _corrected(self, position: Position, nobodys: tuple[int, ...]) -> Walked:
        """Return where others are looked for than words that nobody has, if that makes sense."""
        if not set(nobodys) <= set(self._correctable):
            return Walked([], None, is_nobodys=True)
        return Walked([], replace(position, due=nobodys))

    def _colleagues(self, position: Position, size: int) -> tuple[list[Profile], Position]:
        """Return up to so many of those whom the caller sees by its `_own` grant alone."""
        ranked = self._in_rank(self._profiles.colleagues(), position.colleagues)
        shown = ranked[:size]
        reached = shown[-1][0] if len(ranked) > size else None
        return [profile for _, profile in shown], replace(position, colleagues=reached)

    def _ranked(self, source: _Source | None, position: Position, size: int) -> Walked:
        """Return those of the list and colleagues who come next by quality, newest first."""
        profiles = list(self._profiles.colleagues())
        if source is not None:
            candidates = self._candidates(self._all(source), source.driver)
            if len(candidates) > _RANKED_AT_MOST:
                raise not_a_position()
            profiles += self._profiles.of(candidates).values()
        after = position.after if not isinstance(position.after, Place) else None
        ranked = self._in_rank(profiles, after)
        shown = ranked[:size]
        goes_on = len(ranked) > size
        return Walked([profile for _, profile in shown], position.behind(shown[-1][0]) if goes_on else None)

    def _estimated(self, source: _Source, position: Position, size: int) -> Walked:
        """Return those of the list who come next by what its entries tell of quality, newest first."""
        best: dict[str, Rank] = {}
        for row in self._all(source):
            quality = source.driver.estimate(row)
            if quality is not None:
                rank = (int(quality), -row.created, row.number)
                best[row.number] = min(best.get(row.number, rank), rank)
        after = position.after if not isinstance(position.after, Place) else None
        left = sorted(rank for rank in best.values() if after is None or rank > after)
        found: list[Profile] = []
        while left and len(found) < size:
            count = min(size - len(found), self._budget.profiles)
            if not count:
                return Walked(found, position, is_spent=True)
            batch, left = left[:count], left[count:]
            profiles = self._profiles.of(number for _, _, number in batch)
            found += [each for each in profiles.values() if self._wanted.quality_of(each) is not None]
            position = position.behind(batch[-1])
        return Walked(found, position if left else None)

    def _listed(self, source: _Source, position: Position, size: int) -> Walked:
        """Return those of the list who come next in its own order."""
        driver, rows, choice = source
        is_one = len(self._words) == 1 and driver.own is not None
        first_chunk = _OF_ONE_WORD if self._budget.is_of_one_word else _CHUNK
        chunk = driver.lists.count or (size + _FEWEST if is_one else first_chunk)
        found: list[Profile] = []
        seen: set[str] = set()
        read = 0
        while part := taken(rows, driver, chunk):
            if not read:
                self._budget.allow(0.0, is_further=self._is_further)
            read += len(part)
            candidates = [row for row in part if row.number not in seen and driver.may_have_all(row)]
            while candidates:
                count = min(size - len(found), self._budget.profiles)
                if not count:
                    return Walked(found, position, is_spent=True)
                batch, candidates = candidates[:count], candidates[count:]
                found += self._hits(batch, driver, seen)
                position = position.behind(batch[-1].place)
                if len(found) == size:
                    goes_on = _are_others(candidates, rows, driver, seen)
                    return Walked(found, position if goes_on else None)
            position = position.behind(part[-1].place)
            if choice is not None and (other := choice.next_for(read)) is not None:
                # Whoever has been found is found again, in the order of the other list.
                return self._instead(other, choice, position, size)
            if not self._budget.entries:
                return Walked(found, position, is_spent=True)
            chunk = _OF_ONE_WORD if is_one else min(max(2 * chunk, _CHUNK), _LARGEST_CHUNK)
            chunk = min(chunk, self._budget.entries)
        return Walked(found, None)

    def _instead(self, driver: Driver, choice: Choice, position: Position, size: int) -> Walked:
        choice.leave_best()
        position = replace(position, part=driver.part, after=None)
        return self._listed(_Source(driver, driver.lists.rows(), choice), position, size)

    def _hits(self, rows: Sequence[Row], driver: Driver, seen: set[str]) -> Iterator[Profile]:
        """Yield the customers of these entries who are hits, each at the first of its places alone.

        A customer is `seen` when that has been passed: an entry of a former word may come before it, and
        while a change of restriction is under way, two reaches have an entry at the same place.
        """
        profiles = self._profiles.of(dict.fromkeys(row.number for row in rows))
        for row in rows:
            if row.number in seen:
                continue
            profile = profiles.get(row.number)
            first = None
            if profile is not None and self._wanted.quality_of(profile) is not None:
                first = driver.lists.first_place(profile.customer, profile.words)
            if first is not None and first > row.place:
                continue
            seen.add(row.number)
            if profile is not None and first == row.place:
                yield profile

    def _all(self, source: _Source) -> list[Row]:
        """Read the list to its end, even if it has become several times as long since its first page."""
        rows: list[Row] = []
        while len(rows) < _LONGEST and (part := taken(source.rows, source.driver, _CHUNK)):
            rows += part
        self._budget.allow(0.0, is_further=self._is_further)
        return rows

    def _candidates(self, rows: Iterable[Row], driver: Driver) -> list[str]:
        """Return the customers who may have all words, each once."""
        return list(dict.fromkeys(row.number for row in rows if driver.may_have_all(row)))

    def _in_rank(self, profiles: Iterable[Profile], after: Rank | None) -> list[tuple[Rank, Profile]]:
        """Return the hits behind a rank, in order."""
        ranked = []
        for each in profiles:
            quality = self._wanted.quality_of(each)
            if quality is not None:
                customer = each.customer
                rank = (int(quality), -milliseconds(customer.created_at), customer.number)
                if after is None or rank > after:
                    ranked.append((rank, each))
        return sorted(ranked, key=lambda each: each[0])


def _ranked(position: Position) -> Position:
    return replace(position, order=Order.RANKED)


def _are_others(candidates: Sequence[Row], rows: Iterator[Row], driver: Driver, seen: set[str]) -> bool:
    """Return whether there may be customers behind those that were shown."""
    if not driver.lists.is_whole:
        return True
    return any(
        row.number not in seen and driver.may_have_all(row) for row in itertools.chain(candidates, rows)
    )
