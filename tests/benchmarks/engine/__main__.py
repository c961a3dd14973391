"""`make bench-engine`: what the laptop's engine takes for a page, for a write, and through kills.

Another engine can be measured with the same customers: `--engine-url`; `--dynamodb-local` starts one.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from local.engine import LOCK_FILE, Endpoint, start_engine
from local.environment import TABLE_NAME
from local.stack.table import create_table
from local.stack.template import load_template, only_resource
from shared.adapters.aws import Client, aws_session
from shared.adapters.dynamodb.client import make_client
from tests.benchmarks.engine.filling import KEY, fill, use
from tests.benchmarks.engine.walking import LISTS, walk
from tests.benchmarks.load.service import Process
from tests.benchmarks.reading.cases import UNLIMITED, cases
from tests.benchmarks.reading.loading import items_of, load
from tests.benchmarks.reading.measuring import measure
from tests.benchmarks.reading.metering import Prices
from tests.benchmarks.reading.population import RESTRICTIONS, Population
from tests.component.local.kills import killed_while_writing
from tests.dynamodb_local.engine import EngineMissing, dynamodb_local

_SHOWN = ("first page", "page 100", "total count", "last name", "sort by last name", "unindexed: phone")
_WRITES = 300
_PAIRS = 600
"""Writes with the log and without, one after the other."""


def main() -> None:
    """Measure, and print a table per engine and size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engine", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[20_000], help="customers (%(default)s)")
    parser.add_argument("--kills", type=int, default=100, help="kills while it is written to (%(default)s)")
    parser.add_argument("--engine-url", help="an empty engine to be measured instead of the embedded one")
    parser.add_argument("--dynamodb-local", action="store_true", help="measure DynamoDB Local instead")
    options = parser.parse_args()
    is_embedded = not (options.engine_url or options.dynamodb_local)
    for size in options.sizes:
        population = Population(size)
        with tempfile.TemporaryDirectory() as folder:
            if is_embedded:
                everybody = partial(items_of, population, range(population.size))
                fill(Path(folder), population.tenant, RESTRICTIONS, everybody)
                _measure_embedded(Path(folder), population)
            else:
                started = nullcontext(options.engine_url) if options.engine_url else dynamodb_local()
                try:
                    with started as url:
                        _measure_other(Path(folder), url, population)
                except EngineMissing as error:
                    sys.exit(str(error))
    if is_embedded:
        _measure_log()
    if options.kills and is_embedded:
        with tempfile.TemporaryDirectory() as folder:
            writes = killed_while_writing(Path(folder), kills=options.kills, seconds=1.0)
        _say(f"{options.kills} kills: {writes} transactions were acknowledged, and none is lost")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _sdk_client(url: str) -> Client:
    return aws_session().create_client("dynamodb", endpoint_url=url)


def _measure_embedded(folder: Path, population: Population) -> None:
    began = time.perf_counter()
    with start_engine(folder, key=KEY, log_bytes=200_000) as engine:
        started = time.perf_counter() - began
        use(folder, engine.endpoint)
        process = Process(json.loads((folder / LOCK_FILE).read_text())["pid"])
        _say(f"{population.size} customers: start {started:.1f} s, {process.memory() >> 20} MB")
        _pages(population)
        _walks(population)
        with _reading(engine.url) as pauses:
            client = make_client(lambda: None, engine.url)
            writes = [_timed_write(client, number) for number in range(_WRITES)]
        _say(
            f"| a write | {median(writes) * 1000:.1f} ms, p99 {quantiles(writes, n=100)[98] * 1000:.1f} ms |"
        )
        _say(f"| longest pause of reads, while snapshots are written | {max(pauses) * 1000:.0f} ms |")
        _say(f"| memory | {process.memory() >> 20} MB |")


def _measure_log() -> None:
    """Compare writes to an engine that keeps them with those to one that forgets them at its end."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_engine(Path(folder), key=KEY) as kept,
        start_engine(key=KEY) as forgotten,
    ):
        use(Path(folder), kept.endpoint)
        engines = {"with its log": kept, "without": forgotten}
        clients = {name: make_client(lambda: None, engine.url) for name, engine in engines.items()}
        processes = {name: Process(engine.pid) for name, engine in engines.items()}
        for engine in engines.values():
            create_table(_sdk_client(engine.url), TABLE_NAME)
        began = {name: process.cpu_seconds() for name, process in processes.items()}
        times: dict[str, list[float]] = {name: [] for name in engines}
        for number in range(_PAIRS):
            for name, client in clients.items():
                times[name].append(_timed_write(client, number))
        for name, process in processes.items():
            cpu = (process.cpu_seconds() - began[name]) / _PAIRS
            quickest = min(times[name])
            _say(f"| a write {name} | CPU {cpu * 1000:.2f} ms | quickest {quickest * 1000:.2f} ms |")


def _measure_other(folder: Path, url: str, population: Population) -> None:
    use(folder, Endpoint(url, KEY))
    create_table(_sdk_client(url), TABLE_NAME)
    load(url, TABLE_NAME, population)
    _pages(population)
    _walks(population)


def _walks(population: Population) -> None:
    """Walk through every list, each in a process that has read nothing yet."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        for wanted in LISTS:
            walked = processes.submit(walk, population, wanted).result()
            requests = ", ".join(f"{times} {name}" for name, times in sorted(walked.requests.items()))
            _say(
                f"| {wanted.name} | {walked.customers:,} | {walked.pages} "
                f"| {walked.seconds / walked.pages * 1000:.0f} ms | {requests} | {walked.units:g} |"
            )


def _pages(population: Population) -> None:
    prices = Prices.of(population, only_resource(load_template(), "AWS::DynamoDB::Table"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        for case in cases(population):
            if case.name in _SHOWN:
                found = processes.submit(measure, population, UNLIMITED, case, prices).result()
                said = found.outcome.refusal or f"{found.outcome.customers} customers"
                _say(f"| {case.name} | {found.seconds * 1000:.0f} ms | {said} |")


@contextmanager
def _reading(url: str) -> Iterator[list[float]]:
    """The times of reads that follow each other during the block."""
    times: list[float] = []
    ended = threading.Event()
    client = make_client(lambda: None, url)

    def read() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            client.get_item(TableName=TABLE_NAME, Key={"pk": {"S": "none"}, "sk": {"S": "none"}})
            times.append(time.perf_counter() - began)

    thread = threading.Thread(target=read)
    thread.start()
    yield times
    ended.set()
    thread.join()


def _timed_write(client: Any, number: int) -> float:
    item = {"pk": {"S": f"bench#{number}"}, "sk": {"S": "A"}, "text": {"S": "x" * 1500}}
    began = time.perf_counter()
    client.put_item(TableName=TABLE_NAME, Item=item)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
