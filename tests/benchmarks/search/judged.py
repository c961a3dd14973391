"""Searches for known customers, corrupted as people do it, and how well those are found who are meant."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.collation import without_accents_and_case
from shared.domain.search.distance import edits_allowed
from shared.domain.search.words import joined_word, text_runs
from tests.benchmarks.search.corrections import mistyped
from tests.benchmarks.search.filling import phone_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.search.population import Person

FIRST = 10


class Judged(NamedTuple):
    """A search, and the positions of all customers who are what it was made from."""

    text: str
    meant: frozenset[int]


class Quality(NamedTuple):
    """Of the first ten: the share of those meant that are there, of ten at most, and nDCG."""

    recall: float
    ndcg: float


def judged_searches(persons: Sequence[Person], chance: random.Random, count: int) -> dict[str, list[Judged]]:
    """Return searches by what has been done to what a customer has."""
    by_names, by_place, by_phone = _by(persons, _names), _by(persons, _last_and_city), _by(persons, phone_of)
    drawn = [chance.choice(persons) for _ in range(20 * count)]
    named = [each for each in drawn if _is_correctable(each)]
    placed = [each for each in named if each.city and each.city.isalpha()]
    phoned = [each for each in named if each.phone]
    joined = [each for each in drawn if is_of_several_pieces(each)]
    kinds: dict[str, Iterator[Judged]] = {
        "first and last name": (Judged(f"{p.first} {p.last}", by_names[_names(p)]) for p in named),
        "without accents": (
            Judged(without_accents_and_case(f"{p.first} {p.last}"), by_names[_names(p)])
            for p in named
            if not f"{p.first}{p.last}".isascii()
        ),
        "four letters of each": (Judged(f"{p.first[:4]} {p.last[:4]}", by_names[_names(p)]) for p in named),
        "one error in the last name": (
            Judged(f"{p.first} {mistyped(p.last, chance)}", by_names[_names(p)])
            for p in named
            if p.last.isascii()
        ),
        "a name of two pieces, typed as one": (
            Judged(f"{without_marks(p.first)} {without_marks(p.last)}", by_names[_names(p)]) for p in joined
        ),
        "… with one error": (Judged(with_an_error(p, chance), by_names[_names(p)]) for p in joined),
        "one error in the last name alone, city": (
            Judged(f"{mistyped(p.last, chance)} {p.city}", by_place[_last_and_city(p)])
            for p in placed
            if p.last.isascii()
        ),
        "telephone number with +49": (Judged(f"+49 {p.phone}", by_phone[phone_of(p)]) for p in phoned),
        "last name, last four digits": (
            Judged(f"{p.last} {(p.phone or '')[-4:]}", by_phone[phone_of(p)]) for p in phoned
        ),
    }
    return {
        kind: [each for each, _ in zip(searches, range(count), strict=False)]
        for kind, searches in kinds.items()
    }


def quality_of(found: Sequence[int], meant: frozenset[int]) -> Quality:
    """Return how well those meant are found: all of them are equally good."""
    ideal = min(len(meant), FIRST)
    gains = [1 / math.log2(rank + 2) for rank, position in enumerate(found[:FIRST]) if position in meant]
    best = sum(1 / math.log2(rank + 2) for rank in range(ideal))
    return Quality(len(gains) / ideal, sum(gains) / best)


def is_of_several_pieces(person: Person) -> bool:
    """Return whether first or last name are joined of several, in letters that a keyboard has."""
    names = (person.first, person.last)
    return all(map(str.isascii, names)) and any(len([*text_runs(name)]) > 1 for name in names)


def without_marks(name: str) -> str:
    """Return a name of several pieces as one word, another as it is."""
    return joined_word(text_runs(name)) or name


def with_an_error(person: Person, chance: random.Random) -> str:
    """Return both names, that of several pieces as one word or with a hyphen, and with an error."""
    first, last = (
        without_marks(name) if chance.random() < 0.5 else "-".join(text_runs(name)) for name in person[:2]
    )
    if len([*text_runs(person.first)]) > 1:
        return f"{mistyped(first, chance)} {last}"
    return f"{first} {mistyped(last, chance)}"


def _by(
    persons: Sequence[Person], key_of: Callable[[Person], str | None]
) -> dict[str | None, frozenset[int]]:
    found: dict[str | None, set[int]] = defaultdict(set)
    for position, person in enumerate(persons):
        found[key_of(person)].add(position)
    return {key: frozenset(positions) for key, positions in found.items()}


def _names(person: Person) -> str:
    return without_accents_and_case(f"{person.first}\0{person.last}")


def _last_and_city(person: Person) -> str:
    return without_accents_and_case(f"{person.last}\0{person.city}")


def _is_correctable(person: Person) -> bool:
    return all(name.isalpha() and edits_allowed(name) > 0 for name in (person.first, person.last))
