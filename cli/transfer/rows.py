"""The rows of CSV, and what becomes of lines that are damaged.

A quote that is never closed would take all rows behind it into its cell. So a row of several lines is
believed only if it ends as a row, has as many cells as the first line, and has no rows within its text.
Otherwise its first line alone is damaged, and the next is read as the beginning of a row.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from cli.transfer.columns import (
    GUESSED,
    SECRET_COLUMNS,
    Record,
    may_have_lines,
    record_of_row,
    row_as_read,
    without_neutral,
)
from cli.transfer.encodings import Encoding
from cli.transfer.failures import TransferFailed
from cli.transfer.header import Header, header_of, said_delimiter
from cli.transfer.lines import MAX_LINE_BYTES, Line, Place, RawLine, not_in
from shared.domain.errors import BadParameter, DomainError, Problem, ValidationFailed

_QUOTE = '"'
_CHECK_QUOTES = (
    "The line is not CSV: check its quotes; a quote may not be closed, or not be doubled within a cell."
)
_MAY_BE_TEXT = "The line may be a row, or text in a cell that is not imported: check the quotes before it."
_LINE_END = "\r\n"
_EMPTY = " ,;|\t\r\n"


class TextLine(NamedTuple):
    """One line as text. `problem`: why it cannot be read; then the text is what could be."""

    number: int
    end: int
    text: str
    problem: DomainError | None = None

    @property
    def behind(self) -> Place:
        """The place where the next line begins."""
        return Place(self.end, self.number)


def text_lines(lines: Iterable[RawLine], encoding: Encoding) -> Iterator[TextLine]:
    """Yield the lines decoded."""
    codec = encoding.codec
    for number, end, raw, too_long in lines:
        problem = too_long
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            text = raw.decode(codec, "backslashreplace")
            problem = too_long or not_in(encoding)
        yield TextLine(number, end, text, problem)


def header_among(lines: Iterator[TextLine], *, delimiter: str | None, ignored: Sequence[str]) -> Header:
    """Return the header: the first of the lines that is not empty. Raises `TransferFailed`."""
    for line in lines:
        if line.problem is not None:
            raise TransferFailed(
                f"line {line.number} does not name columns: {line.problem.message[0].lower()}"
                f"{line.problem.message[1:]}"
            )
        said = said_delimiter(line.text)
        if said is not None:
            delimiter = delimiter or said
        elif line.text.strip(_EMPTY):
            return header_of(line.text, line.behind, delimiter=delimiter, ignored=ignored)
    raise TransferFailed("the file is empty; its first line must name the columns")


class Rows:
    """The rows of a file, whose lines follow its header. `raw`: see `lines_of`."""

    def __init__(self, lines: Iterator[TextLine], header: Header, *, raw: bool) -> None:
        self._lines = lines
        self._again: deque[TextLine] = deque()
        self._header = header
        self._raw = raw
        self._width = len(header.columns)
        self._kept = [position for position, column in enumerate(header.columns) if column is not None]
        self._columns = [column for column in header.columns if column is not None]
        self._taking = _Taking(self._next, self._again)
        csv.field_size_limit(MAX_LINE_BYTES)
        self._parser = csv.reader(self._taking, delimiter=header.delimiter, strict=True)

    def __iter__(self) -> Iterator[Line]:
        """Yield the rows that are not empty, each line of the file in one of them."""
        delimiter = self._header.delimiter
        while (line := self._next()) is not None:
            if line.problem is not None:
                yield self._damaged(line, line.problem)
            elif _QUOTE in line.text:
                yield from self._quoted(line)
            elif "\r" in (text := line.text.rstrip(_LINE_END)):
                yield self._damaged(line, BadParameter("The line has the end of a line within it."))
            elif any(cells := text.split(delimiter)):
                yield self._row(line, line, cells)

    def _next(self) -> TextLine | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _quoted(self, line: TextLine) -> Iterator[Line]:
        """Yield the row that begins with a line that has quotes, or what is wrong with that line."""
        taken = self._taking.begin(line)
        try:
            cells = next(self._parser)
        except csv.Error:
            cells = None
        if cells is None or (len(taken) > 1 and not self._is_believed(cells, taken)):
            self._again.extendleft(reversed(taken[1:]))
            yield self._damaged(line, BadParameter(_CHECK_QUOTES))
        elif len(taken) > 1 and self._may_hide_rows(cells, taken):
            for each in taken:
                yield self._refused(each, BadParameter(_MAY_BE_TEXT), self._cells_alone)
        elif any(cells):
            yield self._row(line, taken[-1], cells)

    def _is_believed(self, cells: Sequence[str], taken: Sequence[TextLine]) -> bool:
        """Return whether lines are one row.

        Text that has rows in it is not: it may have begun where one row lost a quote, and ended where another
        did.
        """
        cells = self._whole(cells)
        if len(cells) != self._width:
            return False
        wrong = [
            position
            for position, (column, cell) in enumerate(zip(self._header.columns, cells, strict=True))
            if _has_lines(cell) and column is not None and not may_have_lines(column, cell)
        ]
        if any(_has_lines(cells[position]) for position in self._header.nameless):
            return False
        return not (wrong and any(self._is_whole_row(line) for line in taken[1:-1]))

    def _may_hide_rows(self, cells: Sequence[str], taken: Sequence[TextLine]) -> bool:
        """Return whether one of the lines within a cell that is not imported could be a customer."""
        columns = zip(self._header.columns, cells, strict=False)
        is_text = any(column is None and _has_lines(cell) for column, cell in columns)
        return is_text and any(self._is_whole_row(line) for line in taken[1:])

    def _is_whole_row(self, line: TextLine) -> bool:
        cells = self._whole(_loosely(line.text, self._header.delimiter))
        if len(cells) != self._width:
            return False
        try:
            record = record_of_row(self._columns, self._kept_of(cells))
        except ValidationFailed:
            return False
        return "id" in record or "@" in line.text

    def _row(self, first: TextLine, last: TextLine, cells: list[str]) -> Line:
        row = self._read(cells, is_plain="'" not in first.text and last is first)
        return Line(first.number, last.behind, row.record, row.as_read)

    def _read(self, cells: Sequence[str], *, is_plain: bool) -> "_Row":
        """Return the row of these cells; `is_plain`: none of them has an apostrophe in front."""
        if len(cells) != self._width:
            cells = self._whole(cells)
        if len(cells) != self._width:
            problem = f"has {len(cells)} cells, but the first line has {self._width}"
            return _Row([], [], _withheld(cells, self._header), Problem(problem))
        nameless = self._header.nameless
        if nameless and (values := [position + 1 for position in nameless if cells[position].strip()]):
            problem = f"has a value in column {min(values)}, which has no name in the first line"
            return _Row(self._columns, self._kept_of(cells), None, Problem(problem))
        return _Row(self._columns, self._kept_of(cells, is_plain=is_plain))

    def _kept_of(self, cells: Sequence[str], *, is_plain: bool = False) -> Sequence[str]:
        if len(self._kept) < self._width:
            cells = [cells[position] for position in self._kept]
        return cells if self._raw or is_plain else list(map(without_neutral, cells))

    def _whole(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the cells without empty ones behind the last column, which spreadsheets add."""
        end = len(cells)
        while end > self._width and not cells[end - 1].strip():
            end -= 1
        return cells[:end]

    def _damaged(self, line: TextLine, problem: DomainError) -> Line:
        return self._refused(line, problem, self._guess)

    def _refused(self, line: TextLine, problem: DomainError, shown: Callable[[TextLine], Record]) -> Line:
        def record() -> Record:
            raise problem

        return Line(line.number, line.behind, record, lambda: shown(line))

    def _guess(self, line: TextLine) -> Record:
        """Return the record that the line probably has, marked as a guess, or else its cells."""
        row = self._read(self._probable_cells(line), is_plain=False)
        return row.as_read() if row.unplaced is not None else {**row.as_read(), GUESSED: True}

    def _cells_alone(self, line: TextLine) -> Record:
        """Return the cells of a line that may not be a row, which cannot be taken for a record."""
        return _Row([], [], _withheld(self._probable_cells(line), self._header)).as_read()

    def _probable_cells(self, line: TextLine) -> Sequence[str]:
        text, delimiter = line.text.rstrip(_LINE_END), self._header.delimiter
        cells = self._whole(_loosely(text, delimiter))
        if len(cells) != self._width:
            cells = self._whole([_unquoted(cell) for cell in text.split(delimiter)])
        return cells


class _Taking:
    """The lines that a row takes, as the parser asks for them: until there are more than one can have."""

    def __init__(self, following: Callable[[], TextLine | None], again: deque[TextLine]) -> None:
        self._following = following
        self._again = again
        self._taken: list[TextLine] = []
        self._is_begun = False
        self._size = 0

    def begin(self, line: TextLine) -> list[TextLine]:
        """Have a row begin with this line, and return the list of those that it takes."""
        self._taken = [line]
        self._is_begun = False
        return self._taken

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if not self._is_begun:
            self._is_begun = True
            self._size = len(self._taken[0].text)
            return self._taken[0].text
        line = self._following() if self._size <= MAX_LINE_BYTES else None
        if line is None:
            raise StopIteration
        if line.problem is not None:
            self._again.appendleft(line)
            raise StopIteration
        self._taken.append(line)
        self._size += len(line.text)
        return line.text


class _Row(NamedTuple):
    """A row's record. `unplaced`: its cells, where it is not known to which columns they belong."""

    columns: Sequence[str]
    cells: Sequence[str]
    unplaced: Sequence[str | None] | None = None
    problem: Problem | None = None

    def record(self) -> Record:
        """See `Line`."""
        if self.problem is not None:
            raise ValidationFailed(self.problem)
        return record_of_row(self.columns, self.cells)

    def as_read(self) -> Record:
        """See `Line`."""
        if self.unplaced is not None:
            return {"cells": list(self.unplaced)}
        return row_as_read(self.columns, self.cells)


def _withheld(cells: Sequence[str], header: Header) -> list[str | None]:
    """Return the cells without those that may be of a column of secrets, as cells are missing or too many.

    A column that is not imported may have any secrets.
    """
    shift = len(cells) - len(header.columns)
    shifts = range(min(shift, 0), max(shift, 0) + 1)
    secret = {
        position + each
        for position, column in enumerate(header.columns)
        if column is None or column in SECRET_COLUMNS
        for each in shifts
    }
    return [None if position in secret else cell for position, cell in enumerate(cells)]


def _loosely(text: str, delimiter: str) -> list[str]:
    """Return the cells of a line on its own, whatever its quotes are like."""
    try:
        return next(csv.reader([text.rstrip(_LINE_END)], delimiter=delimiter), [])
    except csv.Error:
        return []


def _has_lines(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _unquoted(cell: str) -> str:
    return cell.removeprefix(_QUOTE).removesuffix(_QUOTE).replace(_QUOTE * 2, _QUOTE)
