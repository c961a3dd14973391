"""Searches of generated customers beside full-text indexes in memory (`make bench-search`)."""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.document import write_section
from tests.benchmarks.search.measuring import part


def main() -> None:
    """Measure tenants of these sizes, and write the document's section."""
    parser = argparse.ArgumentParser(prog="bench-search", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=(1_000, 20_000), help="customers of the tenant"
    )
    parser.add_argument("--searches", type=int, default=100, help="of each kind")
    given = parser.parse_args()
    # The engine of a process is set up once.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        parts = list(processes.map(part, given.sizes, [given.searches] * len(given.sizes)))
    write_section("bench-search", "\n\n".join(parts))


if __name__ == "__main__":
    main()
