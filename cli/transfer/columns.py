"""A record as a row of CSV: one column for each member, with a dotted name for a nested member.

An empty cell is an absent member. A cell of two or more quote characters and nothing else stands for a text
of two fewer, so that `""` is the empty text.

A text that a spreadsheet would run as a formula has an apostrophe in front, and so has one that already looks
like that. No other value is changed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.domain import json_text
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.json_text import Json

Record = dict[str, Any]
_QUOTE = '"'
_APOSTROPHE = "'"
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # OWASP: CSV injection; in full width too


def _text_cell(value: str) -> str:
    return f'""{value}' if not value.strip(_QUOTE) else value


def _text(cell: str) -> str:
    return cell[2:] if len(cell) > 1 and not cell.strip(_QUOTE) else cell


def _flag(cell: str) -> bool:
    # Spreadsheets write TRUE.
    if cell.lower() not in {"true", "false"}:
        raise ValueError("must be true or false")
    return cell.lower() == "true"


def _document(cell: str) -> Json:
    try:
        return json_text.loads_strictly(cell.encode())
    except json_text.DuplicateKey:
        raise ValueError("names a member more than once") from None
    except json_text.NotJson:
        raise ValueError("must be JSON") from None


_TEXT, _FLAG, _JSON = (_text_cell, _text), (json_text.dumps, _flag), (json_text.dumps, _document)
_COLUMNS: Mapping[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
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
    "photoUrl": _TEXT,
    "preferredLanguage": _TEXT,
    "preferredCurrency": _TEXT,
    "preferredSite": _TEXT,
    "type": _TEXT,
    "active": _FLAG,
    "onHold": _FLAG,
    "restriction": _TEXT,
    "restrictionSynced": _FLAG,
    "b2b.companyRegistrationId": _TEXT,
    "b2b.legalEntities": _JSON,
    "mixins": _JSON,
    "metadata.mixins": _JSON,
    "addresses": _JSON,
    "metadataCreatedAt": _TEXT,
    "lastLogin": _TEXT,
}
COLUMNS = tuple(_COLUMNS)
"""The columns of an export, in this order. An import may have any of them, in any order."""


def neutral(cell: str) -> str:
    """Return the cell as no spreadsheet runs it."""
    return f"{_APOSTROPHE}{cell}" if _FORMULA.match(cell) else cell


def without_neutral(cell: str) -> str:
    """Return the cell that `neutral` was given."""
    return cell[1:] if cell.startswith(_APOSTROPHE) and _FORMULA.match(cell) else cell


def row_of(record: Mapping[str, Any]) -> list[str]:
    """Return the cells of a record, one for each of `COLUMNS`."""
    row = []
    for column, (cell_of, _) in _COLUMNS.items():
        name, _, inner = column.partition(".")
        value = record.get(name)
        if inner:
            value = (value or {}).get(inner)
        row.append("" if value is None else cell_of(value))
    return row


def record_of_row(columns: Sequence[str], row: Sequence[str]) -> Record:
    """Return the record of a row, whose columns are among `COLUMNS`. Raises `ValidationFailed`."""
    if len(row) != len(columns):
        raise ValidationFailed(Problem(f"has {len(row)} cells, but the first line has {len(columns)}"))
    record: Record = {}
    problems = []
    for column, cell in zip(columns, row, strict=True):
        if not cell:
            continue
        try:
            value = _COLUMNS[column][1](cell)
        except ValueError as error:
            problems.append(Problem(str(error), column))
            continue
        name, _, inner = column.partition(".")
        if inner:
            record.setdefault(name, {})[inner] = value
        else:
            record[name] = value
    if problems:
        raise ValidationFailed(*problems)
    return record
