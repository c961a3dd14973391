"""`customers find`: the customers that are found, as a table for people."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cli.terminal.output import counted
from shared.ports.lists import SearchRequest
from shared.use_cases.customers.find_customers import find_customers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.domain.callers.access import Access
    from shared.domain.search.search import Search
    from shared.use_cases.customers.find_customers import ListPorts

MOST = 1000
_MOST_PAGES = 20
"""A page may end early, with few customers or none; so many are read, for at most 60 read units each."""
_GAP = "  "
_LEAST_WIDTH = 8
_COLUMNS = ("NUMBER", "NAME", "COMPANY", "E-MAIL", "PHONE", "CITY")

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Documents of customers in order of rank. `goes_on`: there may be more than were asked for."""

    documents: Sequence[Document]
    corrected: str | None
    goes_on: bool

    def as_document(self) -> Document:
        """Return the same for programs."""
        return {"customers": [*self.documents], "corrected": self.corrected, "more": self.goes_on}


def find(ports: ListPorts, tenant: str, access: Access, search: Search, limit: int) -> Found:
    """Return the first customers that are found. Raises as `find_customers` does."""
    documents: list[Document] = []
    corrected, after = None, None
    for _ in range(_MOST_PAGES):
        request = SearchRequest(limit - len(documents), after)
        page = find_customers(ports, tenant, access, search, request)
        documents += page.documents
        corrected, after = corrected or page.corrected, page.next_position
        if after is None or len(documents) >= limit:
            break
    return Found(documents, corrected, after is not None)


def summary(found: Found) -> str:
    """Return in words how many were found, and by which words."""
    many = counted(len(found.documents), "customer")
    corrected = f", searched as '{plain(found.corrected)}'" if found.corrected is not None else ""
    return f"{many} found{corrected}{'; there may be more' if found.goes_on else ''}"


def as_table(documents: Iterable[Mapping[str, Any]]) -> str:
    """Return a line for each customer below a heading; on a terminal cut to its width, the heading bold."""
    rows = [[plain(text) for text in _cells(document)] for document in documents]
    widths = [max(map(_width, column)) for column in zip(_COLUMNS, *rows, strict=True)]
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    if on_terminal:
        widths = _narrowed(widths, shutil.get_terminal_size().columns)
    heading, *lines = (
        _GAP.join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in ([*_COLUMNS], *rows)
    )
    return "\n".join([click.style(heading, bold=True) if on_terminal else heading, *lines])


def _cells(document: Mapping[str, Any]) -> list[str]:
    names = (document.get(name) for name in ("firstName", "middleName", "lastName"))
    addresses = document.get("addresses") or [{}]
    usual = next((each for each in addresses if each.get("isDefault")), addresses[0])
    texts = (
        document["id"],
        " ".join(filter(None, names)),
        document.get("company"),
        document.get("contactEmail"),
        document.get("contactPhone"),
        usual.get("city"),
    )
    return [text or "" for text in texts]


def plain(text: str) -> str:
    """Return a text without what would move the cursor of a terminal, or change its colours."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _width(text: str) -> int:
    return sum(map(_width_of, text))


def _width_of(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def _narrowed(widths: Sequence[int], most: int) -> list[int]:
    """Return widths that fit, taken from the widest columns; at least some of each is shown."""
    narrowed = [*widths]
    while sum(narrowed) + len(_GAP) * (len(narrowed) - 1) > most and max(narrowed) > _LEAST_WIDTH:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def _padded(text: str, width: int) -> str:
    if _width(text) > width:
        shown = ""
        for sign in text:
            if _width(shown) + _width_of(sign) >= width:
                break
            shown += sign
        text = f"{shown}\N{HORIZONTAL ELLIPSIS}"
    return text + " " * (width - _width(text))
