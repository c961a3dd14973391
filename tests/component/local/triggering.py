"""The sample functions, what sets them off, and what is seen of that."""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from local.bus.entries import BUS_NAME, bus_event
from local.bus.store import Bus
from local.stack.table_stream import TableStream, stream_of
from local.triggers.changes import FAILED_FILE, Changes
from local.triggers.topology import Topology
from tests.component.local.streams import StreamedTable

Record = dict[str, Any]


def changes_of(streamed: StreamedTable, bus: Bus, topology: Topology, state_dir: Path) -> Changes:
    arn = stream_of(streamed.streams, streamed.name)
    assert arn is not None
    return Changes(topology.stream, bus, state_dir, arn, partial(TableStream, streamed.streams, arn))


def put(streamed: StreamedTable, *keys: str, sort_key: str = "PROFILE") -> None:
    for key in keys:
        streamed.put({"pk": {"S": key}, "sk": {"S": sort_key}, "bytes": {"B": b"\x00\xff"}})


def key_of(record: Record) -> str:
    return str(record["dynamodb"]["Keys"]["pk"]["S"])


def batches(handler: Any) -> list[str]:
    """The keys of each batch that a function was given, joined."""
    return ["".join(map(key_of, event["Records"])) for event in handler.events]


def failing(*poisonous: str) -> Callable[[Any], Any]:
    """Reports the first record of these as failed, as the function of the stream does."""

    def act(event: Any) -> Any:
        numbers = [r["dynamodb"]["SequenceNumber"] for r in event["Records"] if key_of(r) in poisonous]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in numbers]}

    return act


def breaking(*poisonous: str) -> Callable[[Any], Any]:
    """Fails with all of the batch that one of these is in."""

    def act(event: Any) -> Any:
        if any(key_of(record) in poisonous for record in event["Records"]):
            raise ValueError("broken")

    return act


def advance_until_idle(changes: Changes, seconds: float = 0.0) -> None:
    """Until there has been nothing to do for so long, which may be the wait before a retry."""
    end = time.monotonic() + seconds
    while time.monotonic() < end or changes.advance():
        if changes.advance():
            end = time.monotonic() + seconds


def kept_failures(state_dir: Path) -> str:
    lines = (state_dir / FAILED_FILE).read_text().splitlines()
    return "".join(key_of(json.loads(line)["record"]) for line in lines)


def tell(bus: Bus, *names: str) -> None:
    entries = [
        {"Source": "sample", "DetailType": name, "Detail": "{}", "EventBusName": BUS_NAME} for name in names
    ]
    bus.put([bus_event(entry) for entry in entries])


def told(functions: Any) -> list[list[str]]:
    """The names of the events that the function was given, call by call."""
    return [
        [json.loads(record["body"])["detail-type"] for record in event["Records"]]
        for event in functions.of_messages.events
    ]


def refusing(*names: str) -> Callable[[Any], Any]:
    def act(event: Any) -> Any:
        failed = [r["messageId"] for r in event["Records"] if json.loads(r["body"])["detail-type"] in names]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}

    return act
