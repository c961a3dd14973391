"""An engine that is killed while it is written to, again and again."""

import itertools
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.engine import Engine, start_engine
from local.stack.table import create_table
from local.stack.table_stream import TableStream, stream_of
from tests.component.local import streams
from tests.component.local.sample import SAMPLE_TEMPLATE

_TABLE = "customers"
_WRITERS = 4


def killed_while_writing(folder: Path, *, kills: int, seconds: float) -> int:
    """Kill an engine so many times, each within so many seconds of writing, and check what it still knows.

    Return the number of writes that it has acknowledged, each of which adds one to a counter.
    """
    chance = random.Random(kills)
    acknowledged, attempted = [0] * _WRITERS, [0] * _WRITERS
    told: set[str] = set()
    for _ in range(kills):
        with start_engine(folder, log_bytes=20_000) as engine:
            create_table(_client(engine, "dynamodb"), _TABLE, SAMPLE_TEMPLATE)
            _check(engine, acknowledged, attempted, told)
            with ThreadPoolExecutor(_WRITERS) as writers:
                ended = threading.Event()
                for number in range(_WRITERS):
                    writers.submit(_write, engine, number, acknowledged, attempted, ended)
                time.sleep(chance.uniform(seconds / 4, seconds))
                engine.signal(signal.SIGKILL)
                ended.set()
    with start_engine(folder) as engine:
        _check(engine, acknowledged, attempted, told)
    return sum(acknowledged)


def _client(engine: Engine, service: str) -> Any:
    return streams.client_of(service, engine.url, engine.key)


def _write(
    engine: Engine, number: int, acknowledged: list[int], attempted: list[int], ended: threading.Event
) -> None:
    client = _client(engine, "dynamodb")
    for count in itertools.count(attempted[number] + 1):
        if ended.is_set():
            return
        attempted[number] = count
        try:
            put = {"pk": {"S": f"{number}#{count}"}, "sk": {"S": "A"}, "text": {"S": "x" * 500}}
            last = {"pk": {"S": f"{number}"}, "sk": {"S": "LAST"}, "count": {"N": f"{count}"}}
            client.transact_write_items(
                TransactItems=[{"Put": {"TableName": _TABLE, "Item": each}} for each in (put, last)]
            )
        except (BotoCoreError, ClientError):
            return
        acknowledged[number] = count


def _check(engine: Engine, acknowledged: list[int], attempted: list[int], told: set[str]) -> None:
    """Whatever was acknowledged is there, and no transaction in part; the stream has reported just that."""
    client, stream = _client(engine, "dynamodb"), _client(engine, "dynamodbstreams")
    found = {
        item["pk"]["S"]: item
        for page in client.get_paginator("scan").paginate(TableName=_TABLE)
        for item in page["Items"]
    }
    name = stream_of(stream, _TABLE)
    assert name is not None
    for page in TableStream(stream, name).pages():
        told.update(change["dynamodb"]["Keys"]["pk"]["S"] for change in page)
    for number in range(_WRITERS):
        last = int(found.get(f"{number}", {}).get("count", {"N": "0"})["N"])
        assert acknowledged[number] <= last <= attempted[number]
        for count in range(1, attempted[number] + 1):
            key = f"{number}#{count}"
            assert (key in found) == (count <= last), key
            assert (key in told) == (count <= last), key
        attempted[number] = last  # a write whose answer was lost may have been made
