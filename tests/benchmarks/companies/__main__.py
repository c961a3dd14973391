"""`make bench-companies`: pages of companies at two sizes, and a company with many contacts."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from local.engine import start_engine
from tests.benchmarks.companies.measuring import contacts, figures, measured, pages
from tests.benchmarks.companies.population import TENANT, Population
from tests.benchmarks.document import table, write_section
from tests.benchmarks.engine.filling import KEY, fill


def main() -> None:
    """Measure, and write the document's section."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.companies", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 100_000], help="companies (%(default)s)"
    )
    parser.add_argument("--contacts", type=int, nargs="+", default=[100, 10_000], help="(%(default)s)")
    options = parser.parse_args()
    by_size = {size: _on_engine(Population(size), pages) for size in options.sizes}
    crowds = {size: _on_engine(Population(0, size), contacts) for size in options.contacts}
    header = ["page of 16 companies", *(f"{size:,}: ms (read units)" for size in by_size)]
    rows = [
        [name, *(figures(by_size[size][name]) for size in by_size)] for name in next(iter(by_size.values()))
    ]
    of_contacts = [[name, *(each[name] for each in crowds.values())] for name in next(iter(crowds.values()))]
    written = "\n\n".join(
        [
            table(header, rows),
            table(["a company with contacts", *(f"{size:,}" for size in crowds)], of_contacts),
        ]
    )
    write_section("bench-companies", written)
    sys.stdout.write(written + "\n")


def _on_engine(population: Population, measure: Callable[[Population], Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), TENANT, [], population.items)
        with (
            start_engine(Path(folder), key=KEY) as engine,
            # Nothing is known there of an engine before.
            ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes,
        ):
            return processes.submit(measured, Path(folder), engine.endpoint, population, measure).result()


if __name__ == "__main__":
    main()
