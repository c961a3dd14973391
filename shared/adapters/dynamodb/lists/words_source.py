"""Words as the source of a list: those that customers have in the index of words by which staff search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Meter
    from shared.domain.callers.access import Access
    from shared.domain.query.evaluation import Query


@dataclass(frozen=True, slots=True)
class Words:
    """The customers who have one of these words, or one that begins with it."""

    texts: tuple[str, ...]
    are_beginnings: bool = False


class WordIndex(Protocol):
    """The index of words, as lists use it."""

    def source_of(self, query: Query) -> Words | None:
        """Return the words of which a customer has one if it matches, where the query asks for such."""
        ...

    def numbers(self, tenant: str, access: Access, source: Words, meter: Meter) -> tuple[str, ...] | None:
        """Return the numbers of the customers within reach who have the words; None if these are many."""
        ...
