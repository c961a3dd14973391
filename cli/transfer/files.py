"""Files of records, in either format: read line by line from any place, written line by line."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cli.transfer.columns import COLUMNS, Record, neutral, row_of
from cli.transfer.encodings import UTF_8, Encoding, Recognition, beginning_of, start_of
from cli.transfer.failures import TransferFailed
from cli.transfer.lines import MAX_LINE_BYTES, Line, Place, RawLine, not_in, raw_lines
from cli.transfer.rows import Rows, header_among, text_lines
from shared.domain import json_text
from shared.domain.errors import BadParameter, DomainError, Problem, ValidationFailed

__all__ = ["FORMATS", "MAX_LINE_BYTES", "Contents", "Line", "Place", "contents_of", "format_of", "lines_of"]

NDJSON, CSV = "ndjson", "csv"
FORMATS = (NDJSON, CSV)
_FORMATS = {".ndjson": NDJSON, ".jsonl": NDJSON, ".csv": CSV, ".tsv": CSV, ".txt": CSV}


def format_of(path: Path) -> str:
    """Return the format that a file's name ends in. Raises `TransferFailed`."""
    format_ = _FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise TransferFailed(
            f"the format of {path} is not known: its name must end in .ndjson or .csv (or .jsonl, .tsv, .txt)"
        )
    return format_


@dataclass(frozen=True, slots=True)
class Contents:
    """The digest of a file's contents, how many lines it has, and their encoding."""

    sha256: str
    lines: int
    encoding: Encoding


def contents_of(file: BinaryIO, codec: str | None = None) -> Contents:
    """Read the file once, whole. `codec`: of its encoding, if that is given. Raises `TransferFailed`."""
    digest, recognition = hashlib.sha256(), Recognition(codec)
    lines, last, end = 0, b"", b"\n"
    for chunk in recognition.chunks(file):
        digest.update(chunk)
        end = recognition.line_end
        lines += _count(end, chunk)
        last = chunk[-len(end) :]
    return Contents(digest.hexdigest(), lines + (last not in (b"", end)), recognition.encoding)


def _count(end: bytes, chunk: bytes) -> int:
    """Return how many lines end in a chunk; bytes of two characters together are not the end of one."""
    if len(end) == 1:
        return chunk.count(end)
    found = re.finditer(re.escape(end), chunk)
    return sum(1 for each in found if each.start() % len(end) == 0)


def lines_of(
    file: BinaryIO,
    format_: str,
    start: Place,
    *,
    raw: bool = False,
    encoding: Encoding | None = None,
    delimiter: str | None = None,
    ignored: Sequence[str] = (),
) -> Iterator[Line]:
    """Return the lines that are not empty, from a place on that an earlier run reached.

    `raw`: whether cells of CSV are taken as they are. `encoding`: recognised by the first bytes if it is not
    given, and so is the `delimiter` of CSV by the first line. `ignored`: columns of CSV, or dotted members,
    that are left out. Raises `TransferFailed` when the first line of CSV does not name columns, or that of
    NDJSON does not begin an object.
    """
    encoding = encoding or beginning_of(start_of(file))
    if format_ == NDJSON:
        _check_is_json(raw_lines(file, encoding, Place()), encoding)
        return _json_lines(raw_lines(file, encoding, start), encoding, ignored)
    first = text_lines(raw_lines(file, encoding, Place()), encoding)
    header = header_among(first, delimiter=delimiter, ignored=ignored)
    behind = max(start, header.behind, key=lambda place: place.offset)
    return iter(Rows(text_lines(raw_lines(file, encoding, behind), encoding), header, raw=raw))


def _check_is_json(lines: Iterable[RawLine], encoding: Encoding) -> None:
    texts = (line.raw.decode(encoding.codec, "replace").strip() for line in lines)
    first = next(filter(None, texts), None)
    if first is not None and not first.startswith("{"):
        raise TransferFailed(
            "the first line is not a JSON object; if the file is CSV, its name must end in .csv"
        )


def _json_lines(lines: Iterable[RawLine], encoding: Encoding, ignored: Sequence[str]) -> Iterator[Line]:
    for line in lines:
        if line.problem is not None:
            yield _refused(line, line.problem)
            continue
        raw = line.raw
        if encoding.codec != UTF_8:
            try:
                raw = raw.decode(encoding.codec).encode()
            except UnicodeError:
                yield _refused(line, not_in(encoding))
                continue
        if raw.strip():
            yield Line(line.number, line.behind, _Json(raw, ignored))


@dataclass(frozen=True, slots=True)
class _Json:
    raw: bytes
    ignored: Sequence[str]

    def __call__(self) -> Record:
        try:
            record = json_text.loads_strictly(self.raw)
        except json_text.DuplicateKey as error:
            raise ValidationFailed(Problem("is given more than once", str(error))) from None
        except json_text.NotJson:
            raise BadParameter("The line is not JSON in UTF-8.") from None
        if not isinstance(record, dict):
            raise BadParameter("The line is not a JSON object.")
        for member in self.ignored:
            _leave_out(record, *member.split("."))
        return record


def _leave_out(record: Record, name: str, *inner: str) -> None:
    if not inner:
        record.pop(name, None)
    elif isinstance(within := record.get(name), dict):
        _leave_out(within, *inner)


def _refused(line: RawLine, error: DomainError) -> Line:
    def record() -> Record:
        raise error

    return Line(line.number, line.behind, record)


class RecordWriter(Protocol):
    """Writes records to a file."""

    def write(self, record: Mapping[str, Any]) -> None:
        """Add one record."""
        ...


def writer_to(file: BinaryIO, format_: str, *, raw: bool = False) -> RecordWriter:
    """Return a writer in this format; for CSV it has written the first line, which names the columns.

    `raw`: whether cells of CSV are written as they are, even if a spreadsheet would run them.
    """
    return JsonWriter(file) if format_ == NDJSON else _CsvWriter(file, raw=raw)


class JsonWriter:
    """One compact JSON object a line."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, record: Mapping[str, Any]) -> None:
        """See `RecordWriter.write`."""
        self._file.write(f"{json_text.dumps(record)}\n".encode())


class _CsvWriter:
    """CSV as RFC 4180 has it, all columns in their order."""

    def __init__(self, file: BinaryIO, *, raw: bool) -> None:
        self._file = file
        self._raw = raw
        self._write_row(COLUMNS)

    def write(self, record: Mapping[str, Any]) -> None:
        """See `RecordWriter.write`."""
        row = row_of(record)
        self._write_row(row if self._raw else map(neutral, row))

    def _write_row(self, cells: Iterable[object]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(cells)
        self._file.write(text.getvalue().encode())
