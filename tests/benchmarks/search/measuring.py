"""Measures pages of searches, and the first ten beside those of full-text indexes."""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple

from local.stack.table import create_table
from shared.adapters.aws import aws_session
from shared.domain.search.search import search_of
from shared.ports.lists import SearchRequest
from shared.runtime.wiring import wiring
from tests.benchmarks.document import table
from tests.benchmarks.reading.metering import noting
from tests.benchmarks.search.filling import TENANT, fill
from tests.benchmarks.search.judged import FIRST, judged_searches, quality_of
from tests.benchmarks.search.kinds import ALL, kinds_of_searches, percentiles
from tests.benchmarks.search.population import people
from tests.benchmarks.search.rivals import rivals_of
from tests.component.engine import engine_in_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.callers.access import Access
    from tests.benchmarks.search.judged import Judged
    from tests.benchmarks.search.population import Person
    from tests.benchmarks.search.rivals import Rival

_TABLE = "searches"


class _Measured(NamedTuple):
    """One page of 25: CPU of function and engine together, and what it read."""

    milliseconds: float
    requests: int
    units: float
    kilobytes: float
    hits: int


def part(size: int, count: int) -> str:
    """Return the figures of a tenant of so many customers."""
    os.environ["TABLE_NAME"] = _TABLE
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        os.environ.setdefault(name, "local")
    for name in ("AWS_DEFAULT_REGION", "AWS_REGION"):
        os.environ.setdefault(name, "eu-central-1")
    with engine_in_process() as url:
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = url
        create_table(aws_session().create_client("dynamodb", endpoint_url=url), _TABLE)
        persons = list(people(size))
        items = fill(_TABLE, persons)
        gc.freeze()
        title = f"### {size:,} customers, {items:,} items"
        return "\n\n".join([title, _costs(persons, count), _beside(persons, count)])


def _costs(persons: Sequence[Person], count: int) -> str:
    """Return a table of what pages of 25 cost."""
    rows = []
    for kind, (make, access) in kinds_of_searches(len(persons), random.Random(23)).items():
        _page(make(), access)
        found = [_page(make(), access) for _ in range(count)]
        columns = [
            percentiles([each.milliseconds for each in found], ".1f"),
            percentiles([each.requests for each in found], ".0f"),
            percentiles([each.units for each in found], ".1f"),
            percentiles([each.kilobytes for each in found], ".0f"),
            f"{statistics.mean(each.hits for each in found):.1f}",
            f"{_peak(make(), access):.1f}",
        ]
        rows.append([kind, *columns])
        _say(" | ".join(rows[-1]))
    header = ["p50 / p95", "CPU ms", "requests", "read units", "KB", "hits (mean)", "MB at most"]
    return table(header, rows)


def _page(text: str, access: Access) -> _Measured:
    searching = wiring().search
    cost = searching.meter()
    with noting() as exchanges:
        began = time.process_time()
        page, _ = searching.metered_page(TENANT, access, search_of(text, None), SearchRequest(), cost)
        seconds = time.process_time() - began
    received = sum(len(each.answer) for each in exchanges) / 1024
    return _Measured(seconds * 1000, cost.requests, cost.units, received, len(page.customers))


def _peak(text: str, access: Access) -> float:
    """Return the memory in MB that a page takes at most, with the engine's answers."""
    tracemalloc.start()
    _page(text, access)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


class _Ours:
    name = "this service"

    def first_ten(self, text: str) -> list[int]:
        """See `Rival.first_ten`."""
        page = wiring().search.page(TENANT, ALL, search_of(text, None), SearchRequest(FIRST))
        return [int(customer.number[1:]) for customer in page.customers]


def _beside(persons: Sequence[Person], count: int) -> str:
    """Return a table of how well, and how fast, the first ten are found by each."""
    searches = judged_searches(persons, random.Random(29), count)
    indexes: list[Rival] = [_Ours(), *rivals_of(persons)]
    rows = []
    for kind, judged in searches.items():
        rows.append([kind, *(_figures(each, judged) for each in indexes)])
        _say(" | ".join(rows[-1]))
    header = ["recall / nDCG of the first ten / CPU ms", *(each.name for each in indexes)]
    return table(header, rows)


def _figures(index: Rival, judged: Sequence[Judged]) -> str:
    qualities, milliseconds = [], []
    for each in judged:
        began = time.process_time()
        found = index.first_ten(each.text)
        milliseconds.append((time.process_time() - began) * 1000)
        qualities.append(quality_of(found, each.meant))
    recall, ndcg = (statistics.mean(values) for values in zip(*qualities, strict=True))
    return f"{recall:.2f} / {ndcg:.2f} / {statistics.median(milliseconds):.2f}"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
