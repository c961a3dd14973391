"""Reading at scale (`make bench-reading`): lists of tenants of many sizes, on an engine of its own."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from local.engine import Endpoint
from local.environment import TABLE_NAME, adopt, function_environment
from local.http.signature import AccessKey
from local.machine.paths import PROJECT_ROOT
from local.stack.template import Document, load_template, only_resource
from tests.benchmarks.document import DOCUMENT, write_section
from tests.benchmarks.reading.cases import CALLERS, cases
from tests.benchmarks.reading.engine import EngineMissing, make_table, running_engine
from tests.benchmarks.reading.floor import floors
from tests.benchmarks.reading.loading import fingerprint_of, load
from tests.benchmarks.reading.measuring import Measurement, measure
from tests.benchmarks.reading.metering import Prices
from tests.benchmarks.reading.plot import draw
from tests.benchmarks.reading.population import Population
from tests.benchmarks.reading.report import details_of, section_of

SIZES = (100, 10_000, 100_000)
DATA = PROJECT_ROOT / ".local" / "bench-reading"
PLOT = "reading.svg"
_LOADED = "loaded"


def main() -> None:
    """Load what is not loaded yet, measure, and write the document's section and its figure."""
    parser = argparse.ArgumentParser(prog="bench-reading", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="customers per tenant")
    parser.add_argument(
        "--only", default="", help="measure the cases with this in their name, and print them"
    )
    given = parser.parse_args()
    table = only_resource(load_template(), "AWS::DynamoDB::Table")
    measurements: list[Measurement] = []
    try:
        for size in sorted(given.sizes):
            population = Population(size)
            with _loaded_engine(population, table) as url:
                measurements += _measurements(population, Prices.of(population, table), given.only)
                engine_alone = floors(url, TABLE_NAME, population)
    except EngineMissing as error:
        sys.exit(str(error))
    if given.only:
        sys.stdout.write(details_of(measurements) + "\n")
    else:
        draw(measurements, DOCUMENT.with_name(PLOT))
        write_section("bench-reading", section_of(measurements, engine_alone, PLOT))


@contextmanager
def _loaded_engine(population: Population, table: Document) -> Iterator[str]:
    """An engine that holds the tenant, loaded again if its items would differ today."""
    folder = DATA / str(population.size)
    fingerprint, loaded = fingerprint_of(population, table), folder / _LOADED
    is_loaded = loaded.exists() and loaded.read_text(encoding="ascii") == fingerprint
    if not is_loaded:
        shutil.rmtree(folder, ignore_errors=True)
    with running_engine(folder / "data") as url:
        adopt(function_environment(folder, Endpoint(url, AccessKey("local", "local")), issuer=url))
        if not is_loaded:
            make_table(url, TABLE_NAME)
            load(url, TABLE_NAME, population)
            loaded.write_text(fingerprint, encoding="ascii")
        yield url


def _measurements(population: Population, prices: Prices, only: str) -> Iterator[Measurement]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        for caller in CALLERS:
            for case in cases(population):
                if only in case.name and case.has_customers(population, caller):
                    sys.stderr.write(f"{population.size:,} customers, {caller}: {case.name}\n")
                    yield processes.submit(measure, population, caller, case, prices).result()


if __name__ == "__main__":
    main()
