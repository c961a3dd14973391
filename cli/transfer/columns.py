"""A record as a row of CSV: one column for each member, with a dotted name for a nested member.

An empty cell is an absent member, and `\\N` is null, which clears a member. A cell of two or more quote
characters and nothing else stands for a text of two fewer, so that `""` is the empty text; one of two or more
backslashes and an N, for a text of one backslash fewer.

Where a spreadsheet would run text as a formula, there is an apostrophe in front: at the beginning of a cell,
and behind each semicolon. So there is where text already looks like that. No other value is changed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shared.domain import json_text
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.json_text import Json

Record = dict[str, Any]
_QUOTE = '"'
_APOSTROPHE = "'"
_NULL = "\\N"  # as databases write it, whose unloaded tables become such files
_NULL_AS_TEXT = re.compile(r"\\+N")
_VERSION_NUMBER = re.compile("[0-9]{1,15}")
_ENDS_OF_MARKED = ("N", _QUOTE)
_FLAGS = {  # spreadsheets write TRUE in the language of their user
    **dict.fromkeys(("true", "1", "yes", "on", "wahr", "ja", "vrai", "oui"), True),
    **dict.fromkeys(("verdadero", "sí", "vero", "sì"), True),
    **dict.fromkeys(("false", "0", "no", "off", "falsch", "nein", "faux", "non", "falso"), False),
}
_BEGINS_FORMULA = "'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"  # OWASP: CSV injection; in full width too
_BEGINS_CELL = "(?:^|(?<=;))"  # where lists have semicolons, a spreadsheet begins a cell behind each of them
_TO_PROTECT = re.compile(f"{_BEGINS_CELL}(?={_BEGINS_FORMULA})")
_PROTECTED = re.compile(f"{_BEGINS_CELL}'(?={_BEGINS_FORMULA})")


def _text_cell(value: str) -> str:
    if _NULL_AS_TEXT.fullmatch(value):
        return f"\\{value}"
    return f'""{value}' if not value.strip(_QUOTE) else value


def _text(cell: str) -> str:
    if not cell.endswith(_ENDS_OF_MARKED):
        return cell
    if _NULL_AS_TEXT.fullmatch(cell):
        return cell[1:]
    return cell[2:] if len(cell) > 1 and not cell.strip(_QUOTE) else cell


def _flag(cell: str) -> bool:
    flag = _FLAGS.get(cell.casefold())
    if flag is None:
        raise ValueError("must be true or false (or 1, yes, on; 0, no, off)")
    return flag


def _version(cell: str) -> int:
    if not _VERSION_NUMBER.fullmatch(cell):
        raise ValueError("must be a version, such as 3")
    return int(cell)


def _document(cell: str) -> Json:
    try:
        return json_text.loads_strictly(cell.encode())
    except json_text.DuplicateKey:
        raise ValueError("names a member more than once") from None
    except json_text.NotJson:
        raise ValueError("must be JSON") from None


class _Kind(NamedTuple):
    """How values of a member are written and read. `has_blanks`: those around a value are part of it."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    has_blanks: bool = False


_TEXT, _WORD = _Kind(_text_cell, _text, has_blanks=True), _Kind(_text_cell, _text)
_FLAG, _JSON = _Kind(json_text.dumps, _flag), _Kind(json_text.dumps, _document)
_VERSION = _Kind(str, _version)
_COLUMNS: Mapping[str, _Kind] = {
    "id": _TEXT,
    "account.email": _TEXT,
    "account.providerId": _TEXT,
    "account.passwordHash": _TEXT,
    "account.legacyAuth": _JSON,
    "account.initialPassword": _FLAG,
    "title": _TEXT,
    "firstName": _TEXT,
    "middleName": _TEXT,
    "lastName": _TEXT,
    "company": _TEXT,
    "contactPhone": _TEXT,
    "contactEmail": _TEXT,
    "photoUrl": _WORD,
    "preferredLanguage": _WORD,
    "preferredCurrency": _WORD,
    "preferredSite": _TEXT,
    "type": _WORD,
    "active": _FLAG,
    "onHold": _FLAG,
    "restriction": _TEXT,
    "restrictionSynced": _FLAG,
    "b2b.companyRegistrationId": _TEXT,
    "b2b.legalEntities": _JSON,
    "mixins": _JSON,
    "metadata.mixins": _JSON,
    "addresses": _JSON,
    "metadataCreatedAt": _WORD,
    "lastLogin": _WORD,
}
COLUMNS = tuple(_COLUMNS)
"""The columns of an export, in this order."""
_KINDS = {**_COLUMNS, "metadata.version": _VERSION}
IMPORTED_COLUMNS = tuple(_KINDS)
"""The columns that an import may have, in any order."""
_MEMBERS = {column: (column.partition(".")[0], column.partition(".")[2]) for column in IMPORTED_COLUMNS}
_PASSWORD_HASH = "account.passwordHash"  # noqa: S105 - the name of a column
SECRET_COLUMNS = frozenset({_PASSWORD_HASH, "account.legacyAuth"})
"""Columns whose values only an export may write."""
GUESSED = "guessed"
"""The member that marks the record of a damaged line in a file of rejects."""


def neutral(cell: str) -> str:
    """Return the cell as no spreadsheet runs it."""
    return _TO_PROTECT.sub(_APOSTROPHE, cell)


def without_neutral(cell: str) -> str:
    """Return the cell that `neutral` was given."""
    return _PROTECTED.sub("", cell) if _APOSTROPHE in cell else cell


def row_of(record: Mapping[str, Any]) -> list[str]:
    """Return the cells of a record, one for each of `COLUMNS`."""
    row = []
    for column, kind in _COLUMNS.items():
        name, _, inner = column.partition(".")
        value = record.get(name)
        if inner:
            value = (value or {}).get(inner)
        row.append("" if value is None else kind.write(value))
    return row


def record_of_row(columns: Sequence[str], row: Sequence[str]) -> Record:
    """Return the record of a row, whose columns are among `IMPORTED_COLUMNS`. Raises `ValidationFailed`."""
    if len(row) != len(columns):
        raise ValidationFailed(Problem(f"has {len(row)} cells, but the first line has {len(columns)}"))
    record, problems = _read(columns, row)
    if problems:
        raise ValidationFailed(*problems)
    return record


def row_as_read(columns: Sequence[str], row: Sequence[str]) -> Record:
    """Return the record of a row that has wrong cells, with those as text, and without secrets."""
    record, problems = _read(columns, row)
    wrong = {problem.field for problem in problems}
    for column, cell in zip(columns, row, strict=True):
        name, inner = _MEMBERS[column]
        if column in SECRET_COLUMNS:
            record.get(name, {}).pop(inner, None)
        elif column in wrong:
            _set(record, name, inner, cell)
    return record


def may_have_lines(column: str, cell: str) -> bool:
    """Return whether a cell of several lines can be what its column has."""
    if _KINDS[column] is not _JSON:
        return column == _PASSWORD_HASH and "\n" not in cell.rstrip("\r\n")  # as databases unload them
    try:
        _document(cell)
    except ValueError:
        return False
    return True


def _read(columns: Sequence[str], row: Sequence[str]) -> tuple[Record, list[Problem]]:
    record: Record = {}
    problems = []
    for column, cell in zip(columns, row, strict=True):
        if not cell:
            continue
        kind = _KINDS[column]
        if not kind.has_blanks and not (cell := cell.strip()):
            continue
        try:
            value = None if cell == _NULL else kind.read(cell)
        except ValueError as error:
            problems.append(Problem(str(error), column))
            continue
        name, inner = _MEMBERS[column]
        if inner:
            record.setdefault(name, {})[inner] = value
        else:
            record[name] = value
    return record, problems


def _set(record: Record, name: str, inner: str, value: Json) -> None:
    if inner:
        record.setdefault(name, {})[inner] = value
    else:
        record[name] = value
