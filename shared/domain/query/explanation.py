"""The explanation of a list: how it is read, what that costs, and what would be cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cost:
    """The customers of a list, and what it takes to read them. None is what is not known, or not told.

    `customers`: those that are read where it is estimated, and those in the answer where it has been read.
    `documents`: how many are fetched whole. `scanned`: how many have been looked at for the
    page. `ends_early`: the page ended before it was full, and the list goes on. `at_least`: there may be more
    than were counted. `refused`: why the list is not answered at all, though so much has been read.
    """

    customers: int | None = None
    documents: int | None = None
    requests: int | None = None
    units: float | None = None
    scanned: int | None = None
    ends_early: bool = False
    at_least: bool = False
    refused: str | None = None

    def as_document(self) -> Document:
        """Return the cost as it is shown."""
        members = {
            "customers": self.customers,
            "documents": self.documents,
            "requests": self.requests,
            "readUnits": self.units,
            "scanned": self.scanned,
            "endsEarly": self.ends_early or None,
            "atLeast": self.at_least or None,
            "refused": self.refused,
        }
        return {name: value for name, value in members.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Advice:
    """A change to a list that would make it cheaper.

    `code` names it to programs, `fields` are those that it is about, and `text` says it to people.
    """

    code: str
    text: str
    fields: tuple[str, ...] = ()

    def as_document(self) -> Document:
        """Return the advice as it is shown."""
        return {"code": self.code, "fields": [*self.fields], "text": self.text}


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a list is read. `words` says it to people, by what each part is about, and `plan` to programs.

    `estimated` is the cost that is expected, and `actual` that of one page, if it was read.
    """

    words: Mapping[str, str]
    plan: Document
    estimated: Cost | None
    actual: Cost | None
    cheaper: Sequence[Advice]

    def as_document(self) -> Document:
        """Return the explanation as it is shown."""
        document: Document = {**self.words, "plan": self.plan}
        for name, cost in (("estimated", self.estimated), ("actual", self.actual)):
            if cost is not None:
                document[name] = cost.as_document()
        return {**document, "cheaper": [advice.as_document() for advice in self.cheaper]}
