"""Ports for lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.domain.callers.access import Access
    from shared.domain.customers.customer import Customer
    from shared.domain.json_text import Json
    from shared.domain.query.evaluation import Query
    from shared.domain.query.explanation import Explanation
    from shared.domain.query.order import Order
    from shared.domain.query.walk import Walk
    from shared.domain.search.search import Search


MOST_COUNTED = 1000
"""The total of a search is exact up to so many."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The part of a list that is wanted, and how much of each customer.

    `after`: position in the order behind which the page starts; the page number is then ignored. `walk`: the
    walk that it goes on with, in an order in which customers may move. `complete`: with addresses and mixins,
    which not every path through the list has at hand. `may_end_early`: instead of being refused for what it
    costs, a page without a total may end before it is full, even empty, with a `next_position`.
    """

    number: int = 1
    size: int = 60
    after: Sequence[object] | None = None
    walk: Walk | None = None
    with_total: bool = False
    complete: bool = False
    may_end_early: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Customers of a page, the position to go on from (none at the end), and all matches if asked for.

    `documents`: the members of the same customers that the caller may know (`visible_document`). One of the
    two can be gone through, once, and may be read only then. `walk`: see `PageRequest`. `scanned`: how many
    customers were looked at for those that match, if all were that an index has there. `around`: what has
    been read together with them by then, for `ContactAssignmentReader.around`.
    """

    customers: Iterable[Customer]
    documents: Iterable[dict[str, Any]]
    next_position: Sequence[object] | None = None
    total: int | None = None
    walk: Walk | None = None
    scanned: int | None = None
    around: Mapping[Any, Any] = field(default_factory=dict)


class CompanyDirectory(Protocol):
    """The companies of a tenant, or its locations, as a list."""

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """Return one page of what matches and the caller may see. Raises `InvalidQuery`."""
        ...


class CustomerDirectory(Protocol):
    """The customers of a tenant as a list."""

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """Return one page of the customers that match and that the caller may see. Raises `InvalidQuery`."""
        ...


class ListExplainer(Protocol):
    """The ways in which lists of customers are read, and their costs."""

    def explanation(
        self,
        tenant: str,
        access: Access,
        query: Query,
        order: Order,
        request: PageRequest,
        *,
        analyze: bool = True,
    ) -> Explanation:
        """Return how a list is read, what that may cost, and with `analyze` what the page does cost.

        It tells nothing of customers that the caller does not see. Raises `StorageUnavailable`.
        """
        ...


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The part of what a search finds that is wanted. `after`: the `next_position` of the page before."""

    size: int = 25
    after: Json = None
    with_total: bool = False


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Customers in order of rank, and their documents as the caller may know them (`visible_document`).

    `next_position`: where the next page begins, as JSON; None at the end. A page may have fewer customers
    than were asked for, even none, and go on all the same, where more would have cost too much to look for.
    `total`: of all pages, exact up to `MOST_COUNTED`, else that with a plus sign, or fewer where they are too
    dear to count. `corrected`: the words that customers of the page have instead of those that were typed.
    """

    customers: Sequence[Customer]
    documents: Sequence[dict[str, Any]]
    next_position: Json = None
    total: str | None = None
    corrected: str | None = None


class CustomerSearch(Protocol):
    """The customers of a tenant by the words that they have."""

    def page(self, tenant: str, access: Access, search: Search, request: SearchRequest) -> FoundPage:
        """Return one page of the customers that are found and that the caller may see.

        Raises `InvalidQuery` for a position that is not of the same search and reach.
        """
        ...


class SearchExplainer(Protocol):
    """The ways in which searches for customers are answered, and their costs."""

    def explanation(
        self, tenant: str, access: Access, search: Search, request: SearchRequest, *, analyze: bool = True
    ) -> Explanation:
        """Return as `ListExplainer.explanation` does how a search is answered."""
        ...
