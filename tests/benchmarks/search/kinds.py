"""The kinds of searches that are measured: what staff type, made from customers of a tenant."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shared.domain.callers.access import Access, Grant
from tests.benchmarks.search.corrections import mistyped
from tests.benchmarks.search.filling import RESTRICTIONS, phone_of
from tests.benchmarks.search.judged import is_of_several_pieces, with_an_error, without_marks
from tests.benchmarks.search.population import person

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.benchmarks.search.population import Person

ALL = Access(Grant())
ONE, FIFTY = (Access(Grant(frozenset(RESTRICTIONS[:count]))) for count in (1, 50))
_HAN = "\u3000"


def kinds_of_searches(size: int, chance: random.Random) -> dict[str, tuple[Callable[[], str], Access]]:
    """Return what makes a search of each kind for so many customers, and by whom it is made."""

    def one(holds: Callable[[Person], object] = lambda _: True, *, step: int = 1) -> Person:
        for _ in range(100 * size):
            if holds(found := person(chance.randrange(0, size, step))):
                return found
        raise ValueError(f"no such customer among {size}")

    def latin(each: Person) -> bool:
        return each.last.isascii() and each.last.isalpha() and len(each.last) > 3

    def han(each: Person) -> bool:
        return each.last > _HAN

    limited = len(RESTRICTIONS)
    return {
        "one word: a last name": (lambda: one().last.split()[-1], ALL),
        "two words: first and last name": (lambda: f"{(p := one(latin)).first.split()[0]} {p.last}", ALL),
        "three words: first and last name, city": (
            lambda: f"{(p := one(lambda p: latin(p) and p.city)).first.split()[0]} {p.last} {p.city}",
            ALL,
        ),
        "a last name of 2 % (müller)": (lambda: "müller", ALL),
        "the same, and a first name": (lambda: f"müller {one(latin).first.split()[0]}", ALL),
        "a word that nobody has": (
            lambda: f"xqzv{chance.choice('bcdfg')}{chance.choice('kqwx')}zz",
            ALL,
        ),
        "a last name with an error": (lambda: mistyped(one(latin).last, chance), ALL),
        "the last four digits of a telephone number": (
            lambda: (one(lambda p: p.phone).phone or "")[-4:],
            ALL,
        ),
        "a telephone number": (lambda: phone_of(one(lambda p: p.phone)) or "", ALL),
        "a last name in Han": (lambda: one(han).last, ALL),
        "its first character": (lambda: one(han).last[0], ALL),
        "last and first name in Han": (lambda: f"{(p := one(han)).last}{p.first}", ALL),
        "a name of two pieces with a hyphen": (lambda: "-".join(one(_is_double).last.split("-")), ALL),
        "the same as one word": (lambda: without_marks(one(_is_double).last), ALL),
        "names of several pieces, with an error": (
            lambda: with_an_error(one(is_of_several_pieces), chance),
            ALL,
        ),
        "one word, a caller of one restriction of 200": (lambda: one(latin, step=limited).last, ONE),
        "two words, a caller of one restriction of 200": (
            lambda: f"{(p := one(latin, step=limited)).first.split()[0]} {p.last}",
            ONE,
        ),
        "one word, a caller of 50 restrictions of 200": (lambda: one(latin, step=limited).last, FIFTY),
        "two words, a caller of 50 restrictions of 200": (
            lambda: f"{(p := one(latin, step=limited)).first.split()[0]} {p.last}",
            FIFTY,
        ),
    }


def percentiles(found: Sequence[float], form: str) -> str:
    """Return the median and the 95th percentile."""
    values = sorted(found)
    return f"{_at(values, 0.5):{form}} / {_at(values, 0.95):{form}}"


def _is_double(each: Person) -> bool:
    return is_of_several_pieces(each) and "-" in each.last


def _at(values: Sequence[float], share: float) -> float:
    return values[min(math.ceil(len(values) * share), len(values)) - 1]
