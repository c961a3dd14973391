"""The engine's state in files: a snapshot, and the effects that logs have added to it since.

A snapshot has a line per item, and a last line that shows that it is complete. Lines of items that did not
change are copied from one snapshot to the next as they are, so that a new one takes little memory.
"""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

STATE_FILE = "dynamodb.jsonl"

_HEADER = b'{"format":2}\n'
_STREAM, _TOKEN, _END = "stream", "token", "end"
_STREAM_START, _TOKEN_START, _END_START = (f'["{kind}"'.encode() for kind in (_STREAM, _TOKEN, _END))
_ID = slice(2, 15)  # the place of a table's id in the line of an item
_TOKEN_SECONDS = 600.0
_LINES_AT_ONCE = 1000

Document = dict[str, Any]


class BrokenState(Exception):
    """The state cannot be read; the message names the file and says what to do."""


class State:
    """Tables, the records of their streams that nobody has read, and the transactions of the last minutes.

    The keys are ids of tables.
    """

    def __init__(self) -> None:
        self.tables: list[Document] = []  # each with its `scope`, and the `table` without its items
        self.time_to_live: list[Any] = []
        self.items: defaultdict[str, dict[str, dict[str, Document]]] = defaultdict(dict)
        self.streams: defaultdict[str, list[Document]] = defaultdict(list)
        self.begins: defaultdict[str, int] = defaultdict(int)  # how many came before those in `streams`
        self.read: dict[str, int] = {}  # how many records of a stream were read
        self.tokens: list[Any] = []
        self.sequence = 0  # of the last record of all streams

    def apply(self, effects: Document) -> None:
        """Repeat the effects of a request."""
        if "tables" in effects:
            self.tables, self.time_to_live = effects["tables"], effects["timeToLive"]
            self._forget_missing_tables()
        items = effects.get("items", ())
        before = [self._replace(*item) for item in items]
        for number, record in effects.get("stream", ()):
            change = record["dynamodb"]
            for name, image in (("OldImage", before[number]), ("NewImage", items[number][3])):
                if name in change:
                    change[name] = image
            self.streams[items[number][0]].append(record)
            self.sequence = max(self.sequence, int(change["SequenceNumber"][-10:]))
        self.tokens.extend(effects.get("tokens", ()))
        if "read" in effects:
            table, read = effects["read"]
            del self.streams[table][: max(0, read - self.begins[table])]
            self.begins[table] = max(read, self.begins[table])
            self.read[table] = read

    def _replace(self, table: str, pk: str, sk: str, item: Document | None) -> Document | None:
        partitions = self.items[table]
        partition = partitions.setdefault(pk, {})
        before = partition.pop(sk, None)
        if item is not None:
            partition[sk] = item
        elif not partition:
            del partitions[pk]
        return before

    def _forget_missing_tables(self) -> None:
        present = {table_id(each["table"]) for each in self.tables}
        kept: tuple[dict[str, Any], ...] = (self.items, self.streams, self.begins, self.read)
        for of_tables in kept:
            for gone in set(of_tables) - present:
                del of_tables[gone]


def table_id(table: Document) -> str:
    """Return a short id that no other table has, not even a later one of the same name."""
    return str(table["TableId"])[:13]


def read_snapshot(folder: Path) -> tuple[State, int]:
    """Return the snapshot's state, and the number of the first log after it. Raises `BrokenState`.

    Without a snapshot, the state is empty.
    """
    state, log = State(), 1
    if (folder / STATE_FILE).exists():
        with _opened(folder) as lines:
            # One call for many lines: names of attributes that they share are in memory once.
            while chunk := list(islice(lines, _LINES_AT_ONCE)):
                parts = iter(json.loads(b"[%b]" % b",".join(chunk).replace(b"\t", b",")))
                for place, content in zip(parts, parts, strict=True):
                    if place[0] == _END:
                        log = _take_end(state, content)
                    else:
                        _take(state, place, content)
    return state, log


def write_snapshot(path: Path, state: State, log: int) -> None:
    """Write all of a state into a file; `log` is the number of the first log after it. Raises `OSError`."""
    with _new(path) as file:
        _write_end(file, state, log, 0)


def write_next(folder: Path, path: Path, log: int, logged: Iterable[Document]) -> None:
    """Write the snapshot with the effects of all logs before `log` into another file.

    Only items that have changed are in memory, and the effects. Raises `BrokenState`, `OSError`.
    """
    entries, state, copied = list(logged), State(), 0
    with _new(path) as file:
        if (folder / STATE_FILE).exists():
            changes = _Changes(entries)
            with _opened(folder) as lines:
                for line in lines:
                    if changes.keep(line, state):
                        file.write(line)
                        copied += 1
        for entry in entries:
            state.apply(entry)
        _write_end(file, state, log, copied)


class _Changes:
    """The changes of a snapshot's lines by entries."""

    def __init__(self, entries: Sequence[Document]) -> None:
        self._items = {_place(*item[:3]) for entry in entries for item in entry.get("items", ())}
        self._read = dict(entry["read"] for entry in entries if "read" in entry)
        last = next((entry["tables"] for entry in reversed(entries) if "tables" in entry), None)
        self._tables = None if last is None else {table_id(each["table"]).encode() for each in last}

    def keep(self, line: bytes, state: State) -> bool:
        """Return whether the line stays as it is. If not, it is added to the state, unless it is gone."""
        if line.startswith(_STREAM_START):
            _, table, number = json.loads(line.partition(b"\t")[0])
            state.begins[table] = number + 1
            return self._is_there(table.encode()) and number >= self._read.get(table, 0)
        if line.startswith((_TOKEN_START, _END_START)):
            place, content = map(json.loads, line.split(b"\t"))
            if place[0] == _END:
                _take_end(state, content)
            else:
                _take(state, place, content)
            return False
        place, _, content = line.partition(b"\t")
        if place in self._items:
            _take(state, json.loads(place), json.loads(content))
            return False
        return self._is_there(line[_ID])

    def _is_there(self, table: bytes) -> bool:
        return self._tables is None or table in self._tables


def _take(state: State, place: list[Any], content: Any) -> None:  # noqa: ANN401 - JSON
    if place[0] == _STREAM:
        _, table, number = place
        if not state.streams[table]:
            state.begins[table] = number
        state.streams[table].append(content)
    elif place[0] == _TOKEN:
        state.tokens.append(content)
    else:
        table, pk, sk = place
        state.items[table].setdefault(pk, {})[sk] = content


def _take_end(state: State, end: Document) -> int:
    state.tables, state.time_to_live = end["tables"], end["timeToLive"]
    state.read, state.sequence = end["read"], end["sequence"]
    for table, read in state.read.items():
        state.begins[table] = max(read, state.begins[table])
    log: int = end["log"]
    return log


def _write_end(file: IO[bytes], state: State, log: int, copied: int) -> None:
    """Write the state after lines that were copied."""
    lines = copied
    for line in _lines(state):
        file.write(line)
        lines += 1
    end = {
        "lines": lines,
        "log": log,
        "tables": state.tables,
        "timeToLive": state.time_to_live,
        "read": state.read,
        "sequence": state.sequence,
    }
    file.write(_line([_END], end))


def _lines(state: State) -> Iterator[bytes]:
    for table, partitions in state.items.items():
        for pk, items in partitions.items():
            for sk, item in items.items():
                yield _line([table, pk, sk], item)
    for table, records in state.streams.items():
        for number, record in enumerate(records, state.begins[table]):
            yield _line([_STREAM, table, number], record)
    oldest = time.time() - _TOKEN_SECONDS
    for token in state.tokens:
        if token[-1]["completed_at"] > oldest:
            yield _line([_TOKEN], token)


def _line(place: list[Any], content: Document) -> bytes:
    return b"%b\t%b\n" % (_place(*place), json.dumps(content, separators=(",", ":")).encode())


def _place(*parts: str | int) -> bytes:
    return json.dumps(parts, separators=(",", ":")).encode()


@contextmanager
def _opened(folder: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a snapshot after its header. What goes wrong in the block is the file's fault."""
    path = folder / STATE_FILE
    try:
        with path.open("rb") as file:
            if file.readline() != _HEADER:
                raise BrokenState(broken(path, "its format is not known"))
            yield _all_of(file, path)
    except (ValueError, KeyError, IndexError, TypeError):
        raise BrokenState(broken(path, "it is damaged")) from None


def _all_of(file: IO[bytes], path: Path) -> Iterator[bytes]:
    for number, line in enumerate(file):
        if line.startswith(_END_START):
            if line.endswith(b"\n") and json.loads(line.partition(b"\t")[2])["lines"] == number:
                yield line
                return
            break
        yield line
    raise BrokenState(broken(path, "it is cut short"))


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    path.touch(mode=0o600)  # hashes of passwords are in it
    with path.open("wb") as file:
        file.write(_HEADER)
        yield file
        file.flush()
        os.fsync(file.fileno())


def broken(path: Path, reason: str) -> str:
    """Return the sentence about a broken file."""
    return (
        f"The state file {path} cannot be loaded: {reason}; restore the folder from a copy, "
        "or move it away to start with an empty table."
    )
