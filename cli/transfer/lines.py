"""The lines of a file of records: read from any place on, in any encoding."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from cli.transfer.columns import Record
from cli.transfer.encodings import NAMES, Encoding
from shared.domain.errors import BadParameter, DomainError

MAX_LINE_BYTES = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file at which to resume: the offset in bytes, and the number of the line before it."""

    offset: int = 0
    line: int = 0


def nothing() -> Record | None:
    """Return what a line shows of which nothing can be shown."""
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """One line (in CSV, the lines of one row): `record` returns its record, or raises `DomainError`.

    `number`: of its first line, from 1. `behind`: where the next line begins. `as_read`: returns as much of
    the record as can be told, without secrets, when `record` has raised.
    """

    number: int
    behind: Place
    record: Callable[[], Record] = field(repr=False)
    as_read: Callable[[], Record | None] = field(default=nothing, repr=False)


class RawLine(NamedTuple):
    """One line as bytes. `problem`: why it cannot be read; then these are its first bytes."""

    number: int
    end: int
    raw: bytes
    problem: DomainError | None = None

    @property
    def behind(self) -> Place:
        """The place where the next line begins."""
        return Place(self.end, self.number)


def raw_lines(file: BinaryIO, encoding: Encoding, start: Place) -> Iterator[RawLine]:
    """Yield the lines from a place on, without the byte order mark."""
    file.seek(start.offset)
    end = encoding.line_end
    readline = file.readline if end == b"\n" else _Buffered(file, end).readline
    offset, number = start.offset, start.line
    while raw := readline(MAX_LINE_BYTES + len(end)):
        begun, problem = offset, None
        offset, number = offset + len(raw), number + 1
        rest = raw
        while not rest.endswith(end) and offset - begun > MAX_LINE_BYTES:
            raw, problem = raw[:_HEAD_BYTES], BadParameter(f"The line is longer than {MAX_LINE_BYTES} bytes.")
            if not (rest := readline(MAX_LINE_BYTES)):
                break
            offset += len(rest)
        if begun == 0:
            raw = raw.removeprefix(encoding.mark)
        yield RawLine(number, offset, raw, problem)


def not_in(encoding: Encoding) -> DomainError:
    """Return the problem of a line that cannot be decoded."""
    name = NAMES.get(encoding.codec, encoding.codec)
    return BadParameter(f"The line is not in {name}. If the file is in another encoding, give --encoding.")


class _Buffered:
    """Reads lines that do not end with the byte that ends lines elsewhere; a character may contain that."""

    def __init__(self, file: BinaryIO, end: bytes) -> None:
        self._file = file
        self._end = end
        self._held = b""
        self._at = 0

    def readline(self, size: int) -> bytes:
        """Return the next line with its end, or its first bytes where it is longer."""
        searched = self._at
        while (found := self._end_from(searched)) < 0 and len(self._held) - self._at < size:
            chunk = self._file.read(_CHUNK_BYTES)
            if not chunk:
                break
            searched = max(len(self._held) - len(self._end) + 1 - self._at, 0)
            self._held, self._at = self._held[self._at :] + chunk, 0
        behind = found + len(self._end) if found >= 0 else len(self._held)
        begun, self._at = self._at, min(behind, self._at + size)
        return self._held[begun : self._at]

    def _end_from(self, searched: int) -> int:
        found = self._held.find(self._end, searched)
        while found >= 0 and (found - self._at) % len(self._end):
            found = self._held.find(self._end, found + 1)
        return found
