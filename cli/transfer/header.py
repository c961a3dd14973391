"""The first line of CSV: which character is between cells, and what each column is."""

import csv
import difflib
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from cli.transfer.columns import IMPORTED_COLUMNS
from cli.transfer.failures import TransferFailed
from cli.transfer.lines import Place

DELIMITERS = (",", ";", "\t", "|")
_SAYS_DELIMITER = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\t|]*', re.IGNORECASE)  # for Excel alone
_INSIGNIFICANT = re.compile(r"[\s_\-\u200b\ufeff]+")
_LINE_END = "\r\n"


def comparable(name: str) -> str:
    """Return the form in which names of columns are compared: `First Name` is `firstName`."""
    return _INSIGNIFICANT.sub("", name).casefold()


_KNOWN = {comparable(column): column for column in IMPORTED_COLUMNS}


@dataclass(frozen=True, slots=True)
class Header:
    """The meaning of the cells of a row.

    `columns`: by position, none for a cell that is not imported. `nameless`: positions that must be empty.
    """

    delimiter: str
    columns: tuple[str | None, ...]
    nameless: frozenset[int]
    behind: Place


def said_delimiter(text: str) -> str | None:
    """Return the delimiter that a line before the names of the columns says, if it is such a line."""
    found = _SAYS_DELIMITER.fullmatch(text.rstrip(_LINE_END))
    return found[1] if found else None


def header_of(text: str, behind: Place, *, delimiter: str | None, ignored: Sequence[str]) -> Header:
    """Return the header that a line is. `delimiter`: if it is given. `ignored`: columns not to import.

    Raises `TransferFailed`.
    """
    split = [(each, _cells(text, each)) for each in (DELIMITERS if delimiter is None else (delimiter,))]
    chosen, names = max(split, key=lambda found: (len(_known(found[1])), len(found[1])))
    if text.lstrip().startswith("{"):
        raise TransferFailed("the first line is JSON: the name of such a file must end in .ndjson")
    if not any(names):
        raise TransferFailed("the first line does not name columns: it is not CSV; check its quotes")
    left_out = _left_out(names, ignored)
    forms = [comparable(name) for name in names]
    _check(names, forms, left_out)
    return Header(
        chosen,
        tuple(None if form in left_out else _KNOWN.get(form) for form in forms),
        frozenset(position for position, form in enumerate(forms) if not form),
        behind,
    )


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, strict=True))]
    except csv.Error:
        return []


def _known(names: Sequence[str]) -> list[str]:
    return [name for name in names if comparable(name) in _KNOWN]


def _left_out(names: Sequence[str], ignored: Sequence[str]) -> frozenset[str]:
    forms = {comparable(name) for name in names}
    for name in ignored:
        if comparable(name) not in forms:
            raise TransferFailed(f"--ignore-columns names {name!r}, which is not in the first line")
    return frozenset(map(comparable, ignored))


def _check(names: Sequence[str], forms: Sequence[str], left_out: frozenset[str]) -> None:
    if not _known(names):
        # They are not repeated: if the line of names is missing, they are a customer's data.
        raise TransferFailed(
            "the first line must name the columns, and none of its cells is one of "
            f"{', '.join(IMPORTED_COLUMNS)}"
        )
    named = list(zip(names, forms, strict=True))
    unknown = [name for name, form in named if form and form not in _KNOWN and form not in left_out]
    if unknown:
        without = shlex.quote(",".join(_quoted(name) for name in unknown))
        raise TransferFailed(
            f"the first line names columns that are not known: {', '.join(map(_with_similar, unknown))}; "
            f"rename them, or import without them: --ignore-columns {without}"
        )
    for position, form in enumerate(forms):
        if form and form not in left_out and form in forms[:position]:
            raise TransferFailed(f"the first line names the column {_KNOWN[form]} twice")


def _with_similar(name: str) -> str:
    form = comparable(name)
    ends = [column for known, column in _KNOWN.items() if known.endswith(form)]
    near = difflib.get_close_matches(form, _KNOWN, n=2)
    similar = dict.fromkeys(chain(ends, (_KNOWN[each] for each in near)))
    return f"{name!r} (perhaps {' or '.join(similar)})" if similar else repr(name)


def _quoted(name: str) -> str:
    """Return the name as a cell of CSV, which `--ignore-columns` is."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"' if "," in name or '"' in name else name
