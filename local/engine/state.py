"""The engine's state file: a header line, a line per partition, and a last line that shows it is complete."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STATE_FILE = "dynamodb.jsonl"

_FORMAT = 1

Scope = tuple[str, str, str]  # account, region, table name
Table = dict[str, Any]


class BrokenState(Exception):
    """The state file cannot be read; the message names it and says what to do."""


def write_state(folder: Path, tables: dict[Scope, Table], time_to_live: dict[Scope, Any]) -> None:
    """Replace the state file atomically: at any time either the old or the new one is there, whole."""
    temporary = folder / f"{STATE_FILE}.new"
    temporary.touch(mode=0o600)  # hashes of passwords are in it
    with temporary.open("w", encoding="utf-8") as file:
        for line in _lines(tables, time_to_live):
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / STATE_FILE)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lines(tables: dict[Scope, Table], time_to_live: dict[Scope, Any]) -> Iterator[Any]:
    yield {
        "format": _FORMAT,
        "tables": [
            [scope, {name: value for name, value in table.items() if name != "items"}]
            for scope, table in tables.items()
        ],
        "timeToLive": list(time_to_live.items()),
    }
    partitions = 0
    for number, table in enumerate(tables.values()):
        for key, items in table["items"].items():
            yield [number, key, items]
            partitions += 1
    yield {"partitions": partitions}


def read_state(folder: Path) -> tuple[dict[Scope, Table], dict[Scope, Any]] | None:
    """Return what `write_state` wrote, or None without a state file. Raises `BrokenState`."""
    path = folder / STATE_FILE
    try:
        with path.open(encoding="utf-8") as file:
            header = json.loads(next(file))
            if header["format"] != _FORMAT:
                raise BrokenState(broken(path, f"its format {header['format']} is not known"))
            tables = {tuple(scope): {**table, "items": {}} for scope, table in header["tables"]}
            time_to_live = {tuple(scope): setting for scope, setting in header["timeToLive"]}
            by_number = list(tables.values())
            for partitions, entry in enumerate(map(json.loads, file)):
                if isinstance(entry, dict):
                    if entry["partitions"] == partitions:
                        return tables, time_to_live
                    break
                number, key, items = entry
                by_number[number]["items"][key] = items
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenState(broken(path, error.strerror or "unreadable")) from None
    except (ValueError, KeyError, IndexError, TypeError, StopIteration):
        raise BrokenState(broken(path, "it is damaged")) from None
    raise BrokenState(broken(path, "it is cut short"))


def broken(path: Path, reason: str) -> str:
    """Return the sentence about a broken file."""
    return (
        f"The state file {path} cannot be loaded: {reason}; restore it from a copy, "
        "or move it away to start with an empty table."
    )
