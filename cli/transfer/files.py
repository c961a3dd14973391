"""Files of records, in either format: read line by line from any place, written line by line."""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cli.transfer.columns import COLUMNS, Record, neutral, record_of_row, row_of, without_neutral
from cli.transfer.failures import TransferFailed
from shared.domain import json_text
from shared.domain.errors import BadParameter, DomainError, Problem, ValidationFailed

NDJSON, CSV = "ndjson", "csv"
FORMATS = (NDJSON, CSV)
MAX_LINE_BYTES = 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # how `surrogateescape` decodes other bytes


def format_of(path: Path) -> str:
    """Return the format that a file's name ends in. Raises `TransferFailed`."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise TransferFailed(f"the format of {path} is not known: its name must end in .ndjson or .csv")
    return suffix


@dataclass(frozen=True, slots=True)
class Contents:
    """The digest of a file's contents, and how many lines it has."""

    sha256: str
    lines: int


def contents_of(file: BinaryIO) -> Contents:
    """Read the file once, whole."""
    file.seek(0)
    digest = hashlib.sha256()
    lines, last = 0, b"\n"
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    return Contents(digest.hexdigest(), lines + (last != b"\n"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file at which to resume: the offset in bytes, and the number of the line before it."""

    offset: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line (in CSV, the lines of one row): `record` returns its record, or raises `DomainError`.

    `number`: of its first line, from 1. `behind`: where the next line begins.
    """

    number: int
    behind: Place
    record: Callable[[], Record] = field(repr=False)


class _Lines:
    """The lines of a file as bytes, from a place on; None for a line that is too long."""

    def __init__(self, file: BinaryIO, start: Place) -> None:
        self._file = file
        self.place = start
        file.seek(start.offset)

    def __iter__(self) -> Iterator[bytes | None]:
        while raw := self._file.readline(MAX_LINE_BYTES + 1):
            length = len(raw)
            line: bytes | None = raw
            while not raw.endswith(b"\n") and length > MAX_LINE_BYTES:
                line = None
                if not (raw := self._file.readline(MAX_LINE_BYTES)):
                    break
                length += len(raw)
            if self.place.offset == 0 and line is not None:
                line = line.removeprefix(codecs.BOM_UTF8)
            self.place = Place(self.place.offset + length, self.place.line + 1)
            yield line


def lines_of(file: BinaryIO, format_: str, start: Place, *, raw: bool = False) -> Iterator[Line]:
    """Return the lines that are not empty, from a place on that an earlier run reached.

    `raw`: whether cells of CSV are taken as they are. Raises `TransferFailed` when the first line of CSV does
    not name columns.
    """
    return _json_lines(file, start) if format_ == NDJSON else _rows(file, start, raw=raw)


def _json_lines(file: BinaryIO, start: Place) -> Iterator[Line]:
    lines = _Lines(file, start)
    for raw in lines:
        if raw is None:
            yield _refused(lines.place.line, lines.place, _too_long())
        elif raw.strip():
            yield Line(lines.place.line, lines.place, _Json(raw))


@dataclass(frozen=True, slots=True)
class _Json:
    raw: bytes

    def __call__(self) -> Record:
        try:
            record = json_text.loads_strictly(self.raw)
        except json_text.DuplicateKey as error:
            raise ValidationFailed(Problem("is given more than once", str(error))) from None
        except json_text.NotJson:
            raise BadParameter("The line is not JSON in UTF-8.") from None
        if not isinstance(record, dict):
            raise BadParameter("The line is not a JSON object.")
        return record


def _rows(file: BinaryIO, start: Place, *, raw: bool) -> Iterator[Line]:
    header = next(_parsed_rows(file, Place()), None)
    if header is None:
        raise TransferFailed("the file is empty; its first line must name the columns")
    columns = _columns(header.cells)
    for row in _parsed_rows(file, max(start, header.behind, key=lambda place: place.offset)):
        if isinstance(row.cells, DomainError):
            yield _refused(row.number, row.behind, row.cells)
        elif row.cells:
            cells = row.cells if raw else [without_neutral(cell) for cell in row.cells]
            yield Line(row.number, row.behind, _Cells(columns, cells))


@dataclass(frozen=True, slots=True)
class _Cells:
    columns: list[str]
    cells: list[str]

    def __call__(self) -> Record:
        return record_of_row(self.columns, self.cells)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    behind: Place
    cells: list[str] | DomainError = field(repr=False)


def _columns(cells: list[str] | DomainError) -> list[str]:
    if isinstance(cells, DomainError):
        raise TransferFailed("the first line does not name columns: it is not CSV in UTF-8")
    for position, column in enumerate(cells):
        if column not in COLUMNS:
            # The name is not repeated: if the line of names is missing, it is a customer's data.
            raise TransferFailed(
                f"column {position + 1} of the first line must have one of these names: {', '.join(COLUMNS)}"
            )
        if column in cells[:position]:
            raise TransferFailed(f"the first line names the column {column} twice")
    return cells


def _parsed_rows(file: BinaryIO, start: Place) -> Iterator[_Row]:
    lines = _Lines(file, start)
    has_long_line = False

    def texts() -> Iterator[str]:
        nonlocal has_long_line
        for raw in lines:
            has_long_line = has_long_line or raw is None
            yield (raw or b"").decode(errors="surrogateescape")

    csv.field_size_limit(MAX_LINE_BYTES)
    reader = csv.reader(texts(), strict=True)
    while True:
        number, has_long_line = lines.place.line + 1, False
        cells: list[str] | DomainError
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = BadParameter("The line is not CSV: check its quotes.")
        if has_long_line:
            cells = _too_long()
        elif isinstance(cells, list) and any(_NOT_UTF8.search(cell) for cell in cells):
            cells = BadParameter("The line is not in UTF-8.")
        yield _Row(number, lines.place, cells)


def _refused(number: int, behind: Place, error: DomainError) -> Line:
    def record() -> Record:
        raise error

    return Line(number, behind, record)


def _too_long() -> DomainError:
    return BadParameter(f"The line is longer than {MAX_LINE_BYTES} bytes.")


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
