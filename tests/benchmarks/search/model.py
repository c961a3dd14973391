"""Counts of the real search on the index of generated customers, at any size (`make model-search`)."""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.adapters.dynamodb.lists.search import dictionary, word_lists
from shared.adapters.dynamodb.lists.search.searching import CustomerSearching
from shared.domain.collation import without_accents_and_case
from shared.domain.instants import now
from shared.domain.search.search import search_of
from shared.domain.tenants.search_index import SearchIndex
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import SearchRequest
from tests.benchmarks.document import table, write_section
from tests.benchmarks.search.corrections import mistyped
from tests.benchmarks.search.counted import CountedTable, Counts
from tests.benchmarks.search.filling import TENANT, number_of
from tests.benchmarks.search.judged import is_of_several_pieces, with_an_error
from tests.benchmarks.search.kinds import ALL, kinds_of_searches, percentiles
from tests.benchmarks.search.population import person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.domain.callers.access import Access
    from shared.ports.lists import FoundPage
    from tests.benchmarks.search.population import Person

_UNITS, _SECONDS = 2500, 3600
"""The latter since a restriction's index is made when it is first searched."""
_PAGES = 4
_PAGE = 25


class _Page(NamedTuple):
    """A page of 25: its counts, its hits, and the CPU of the function alone."""

    units: float
    requests: int
    rounds: int
    milliseconds: float
    found: FoundPage


class _Tenants:
    """The one tenant, which has an index with a copy for who sees all."""

    def search_index(self, _tenant: str) -> SearchIndex:
        return SearchIndex(SearchReach.EVERYTHING, now(), built_at=now())


class _Tenant:
    """The search in a tenant of some size."""

    def __init__(self, counted: CountedTable) -> None:
        self.counted = counted
        table_of_it: Any = counted
        tenants: Any = _Tenants()
        self._search = CustomerSearching(table_of_it, tenants, ReadLimits(_UNITS, seconds=_SECONDS))

    def page(self, text: str, access: Access = ALL, after: Any = None) -> _Page:
        """Return a page of what is found."""
        counts = self.counted.counts = Counts()
        for module in (word_lists, dictionary):
            vars(module)["in_parallel"] = self.counted.in_parallel
        cost = self._search.meter()
        began = time.process_time()
        found, _ = self._search.metered_page(
            TENANT, access, search_of(text, None), SearchRequest(after=after), cost
        )
        seconds = time.process_time() - began - counts.seconds
        return _Page(cost.units, counts.requests, counts.rounds, seconds * 1000, found)

    def costs(self, count: int) -> dict[str, list[_Page]]:
        """Return pages of each kind of search."""
        kinds = kinds_of_searches(self.counted.customers // self.counted.each, random.Random(23))
        pages = {}
        for kind, (make, access) in kinds.items():
            self.page(make(), access)
            pages[kind] = [self.page(make(), access) for _ in range(count)]
            make()  # as the engine's run makes one more, of which it measures the memory
            _say(f"{kind}: {_units(pages[kind])}")
        return pages

    def recall(self, count: int) -> str:
        """Return the share of customers who are found by first and last name, one of them with an error.

        One in ten has a name of several pieces, typed as one word or with a hyphen. Found is who is among the
        first 100, or whose page is full of people of the same names.
        """
        chance, found = random.Random(31), 0
        generated = self.counted.customers // self.counted.each
        for number in range(count):
            is_double = number % 10 == 0
            while not _is_typed(position := chance.randrange(generated), is_double=is_double):
                pass
            each = person(position)
            text = with_an_error(each, chance) if is_double else _with_one_error(each, chance)
            found += self._finds(
                text, each, {number_of(position * self.counted.each + at) for at in range(self.counted.each)}
            )
        return f"{found / count:.3f}"

    def _finds(self, text: str, each: Person, numbers: set[str]) -> bool:
        after: Any = None
        for _ in range(_PAGES):
            page = self.page(text, after=after).found
            if any(customer.number in numbers for customer in page.customers):
                return True
            same = [
                _names(customer.first_name, customer.last_name) == _names(*each[:2])
                for customer in page.customers
            ]
            if len(same) == _PAGE and all(same):
                return True
            after = page.next_position
            if after is None:
                return False
        return False


def _is_typed(position: int, *, is_double: bool) -> bool:
    each = person(position)
    if is_double:
        return is_of_several_pieces(each)
    return all(name.isascii() and name.isalpha() and len(name) > 3 for name in each[:2])


def _with_one_error(each: Person, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return f"{mistyped(each.first, chance)} {each.last}"
    return f"{each.first} {mistyped(each.last, chance)}"


def _names(first: str | None, last: str | None) -> str:
    return without_accents_and_case(f"{first}\0{last}")


def main() -> None:
    """Count at these sizes, and write the document's section."""
    parser = argparse.ArgumentParser(prog="model-search", description=__doc__)
    parser.add_argument(
        "--tenants",
        nargs="+",
        default=("1000", "20000", "100000", "20000x5", "100000x10", "100000x100"),
        help="generated customers, each of whom may stand for several: 100000x10",
    )
    parser.add_argument("--searches", type=int, default=100, help="of each kind")
    given = parser.parse_args()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TABLE_NAME"):
        os.environ.setdefault(name, "local")
    os.environ.setdefault("AWS_REGION", "eu-central-1")
    counted: dict[str, dict[str, list[_Page]]] = {}
    recalls, index = [], []
    for name, tenant in _tenants(given.tenants):
        counted[name] = tenant.costs(given.searches)
        recalls.append(tenant.recall(1000))
        index.append(tenant.counted.described())
        _say(f"{name}: {recalls[-1]} {index[-1]}")
        write_section("model-search", _section(counted, recalls, index))


def _tenants(asked: Sequence[str]) -> Iterator[tuple[str, _Tenant]]:
    """Yield tenants by their names in the document; the indexes of generated customers are made once."""
    generated: dict[int, CountedTable] = {}
    for each in asked:
        count, _, times = each.partition("x")
        size, of_one = int(count), int(times or 1)
        made = generated.setdefault(size, CountedTable(size))
        name = f"{size * of_one:,}" + (f" ({size:,} × {of_one})" if of_one > 1 else "")
        yield name, _Tenant(made.standing_for(of_one))
        gc.freeze()


def _section(counted: dict[str, dict[str, list[_Page]]], recalls: Sequence[str], index: Sequence[str]) -> str:
    sizes = list(counted)
    first = next(iter(counted.values()))

    def rows(cell: Any) -> list[list[str]]:
        return [[kind, *(cell(pages[kind]) for pages in counted.values())] for kind in first]

    last = next(reversed(counted.values()))
    times = [
        [kind, percentiles([each.milliseconds for each in pages], ".1f"), _rounds(pages), _left(pages)]
        for kind, pages in last.items()
    ]
    return "\n\n".join(
        [
            table(["read units of a page of 25, p50 / p95; customers:", *sizes], rows(_units)),
            table(["requests, of them behind each other, p50 / p95", *sizes], rows(_requests)),
            table(["at the last size", "CPU ms of the function", "rounds", "ms left for a round"], times),
            table(["", *sizes], [["found with one error, of 1,000", *recalls], ["of each customer", *index]]),
        ]
    )


def _units(pages: Sequence[_Page]) -> str:
    return percentiles([each.units for each in pages], ".1f")


def _requests(pages: Sequence[_Page]) -> str:
    return f"{percentiles([each.requests for each in pages], '.0f')}, {_rounds(pages)}"


def _rounds(pages: Sequence[_Page]) -> str:
    return percentiles([each.rounds for each in pages], ".0f")


def _left(pages: Sequence[_Page]) -> str:
    """Return what the limits of 25 and 60 ms leave for each request of those behind each other."""
    of_half = sorted((25 - each.milliseconds) / each.rounds for each in pages)
    of_most = sorted((60 - each.milliseconds) / each.rounds for each in pages)
    return f"{of_half[len(pages) // 2]:.1f} / {of_most[len(pages) // 20]:.1f}"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
