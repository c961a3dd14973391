"""The file of stream records that were not read yet.

No change may be lost when its engine ends, even an engine that a command has started only for a moment.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from local.engine.state import BrokenState, Scope, broken

STREAMS_FILE = "streams.jsonl"

_REWRITTEN = 5000

Records = list[Any]


class StreamsFile:
    """The file of a state folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STREAMS_FILE
        self._written: dict[Scope, int] = {}  # how many records of a stream, since its beginning

    def read(self) -> dict[Scope, Records]:
        """Return the records that were written last. Raises `BrokenState`, `OSError`."""
        found: dict[Scope, Records] = {}
        for scope, record in self._lines():
            found.setdefault(scope, []).append(record)
        return found

    def write(self, unread: Mapping[Scope, tuple[int, Records]]) -> None:
        """Write these records, each stream's with the number of records before them.

        If there are many, most are in the file already, and only new ones are added.
        """
        count = sum(len(records) for _, records in unread.values())
        if count <= _REWRITTEN:
            temporary = self._path.with_name(f"{STREAMS_FILE}.new")
            _write(temporary, "w", {scope: records for scope, (_, records) in unread.items()})
            temporary.replace(self._path)
        else:
            fresh = {
                scope: records[max(0, self._written.get(scope, 0) - before) :]
                for scope, (before, records) in unread.items()
            }
            _write(self._path, "a", fresh)
        self._written = {scope: before + len(records) for scope, (before, records) in unread.items()}

    def _lines(self) -> Iterator[tuple[Scope, Any]]:
        if not self._path.exists():
            return
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                if not line.endswith("\n"):
                    return  # a crash has cut it short
                try:
                    (account, region, table), record = json.loads(line)
                except (ValueError, TypeError):
                    raise BrokenState(broken(self._path, "it is damaged")) from None
                yield (account, region, table), record


def _write(path: Path, mode: str, streams: Mapping[Scope, Records]) -> None:
    path.touch(mode=0o600)
    with path.open(mode, encoding="utf-8") as file:
        for scope, records in streams.items():
            for record in records:
                file.write(json.dumps([scope, record], ensure_ascii=False, separators=(",", ":")) + "\n")
        file.flush()
        os.fsync(file.fileno())
