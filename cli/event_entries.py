"""Events from a file, as entries of PutEvents and as events of the laptop's bus."""

from __future__ import annotations

import sys
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.terminal.failures import CommandFailed
from local.bus.entries import (
    BUS_NAME,
    DEFAULT_BUS,
    ENTRY_BYTES,
    OF_AWS,
    BusEvent,
    EntryRefused,
    bus_event,
    size_of,
)
from shared.domain import json_text
from shared.domain.instants import instant_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.json_text import Json

_STDIN = "-"

Document = dict[str, Any]


def entries_of(file: str) -> list[Document]:
    """Return what PutEvents takes for the events of a file, except the bus. Raises `CommandFailed`."""
    return [_entry(event, f"event {number}") for number, event in enumerate(_events(file), 1)]


def local_events(entries: Sequence[Document]) -> list[BusEvent]:
    """Return the entries as events of the laptop's bus. Raises `CommandFailed` where AWS would reject one."""
    return [_local_event(entry, f"event {number}") for number, entry in enumerate(entries, 1)]


def _events(file: str) -> list[Any]:
    try:
        raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        content = json_text.loads_strictly(raw)
    except OSError as error:
        raise CommandFailed(f"{file}: {error.strerror}") from None
    except ValueError:
        raise CommandFailed(f"{'standard input' if file == _STDIN else file} is not JSON") from None
    return content if isinstance(content, list) else [content]


def _entry(event: Json, name: str) -> Document:
    match event:
        case {"detail-type": str(detail_type), "detail": dict(detail)} if detail_type:
            entry: Document = {"DetailType": detail_type, "Detail": json_text.dumps(detail)}
        case _:
            raise CommandFailed(
                f'{name} must be an object with a string as "detail-type" and an object as "detail"'
            )
    entry["Source"] = event.get("source") or detail_type.partition(".")[0]
    if event.get("resources"):
        entry["Resources"] = event["resources"]
    if "time" in event:
        try:
            time = instant_from(event["time"])
        except (ValueError, TypeError):
            raise CommandFailed(
                f"{name} must have a time in ISO 8601, such as 2026-01-31T09:30:00Z"
            ) from None
        entry["Time"] = (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    return entry


def _local_event(entry: Document, name: str) -> BusEvent:
    of_aws = str(entry["Source"]).startswith(OF_AWS)
    try:
        event = bus_event({**entry, "EventBusName": DEFAULT_BUS if of_aws else BUS_NAME}, of_aws=of_aws)
    except EntryRefused as refusal:
        raise CommandFailed(f"{name}: {refusal}") from None
    if size_of(entry) > ENTRY_BYTES:
        raise CommandFailed(f"{name} is larger than {ENTRY_BYTES} bytes")
    return event


def put_on_aws(entries: Sequence[Document], bus: str) -> None:
    """Put the entries on a bus, one by one. Raises `CommandFailed` with the first that was not put."""
    import botocore.session
    from botocore.exceptions import BotoCoreError, ClientError

    from cli.terminal.aws_failures import sentence_of

    client: Any = botocore.session.get_session().create_client("events")
    for number, entry in enumerate(entries, 1):
        try:
            (result,) = client.put_events(Entries=[{**entry, "EventBusName": bus}])["Entries"]
        except (BotoCoreError, ClientError) as error:
            reason = sentence_of(error)
        else:
            if "ErrorCode" not in result:
                continue
            reason = f"{result['ErrorCode']}: {result['ErrorMessage']}"
        raise CommandFailed(f"event {number} and those after it were not put on the bus: {reason}")
