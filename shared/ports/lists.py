"""Ports for lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.domain.callers.access import Access
    from shared.domain.customers.customer import Customer
    from shared.domain.query.evaluation import Query
    from shared.domain.query.explanation import Explanation
    from shared.domain.query.order import Order
    from shared.domain.query.walk import Walk


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The part of a list that is wanted, and how much of each customer.

    `after`: position in the order behind which the page starts; the page number is then ignored. `walk`: the
    walk that it goes on with, in an order in which customers may move. `complete`: with addresses and mixins,
    which not every path through the list has at hand.
    """

    number: int = 1
    size: int = 60
    after: Sequence[object] | None = None
    walk: Walk | None = None
    with_total: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Customers of a page, the position to go on from (none at the end), and all matches if asked for.

    `documents`: the members of the same customers that the caller may know (`visible_document`). One of the
    two can be gone through, once, and may be read only then. `walk`: see `PageRequest`. `around`: what has
    been read together with them by then, for `ContactAssignmentReader.around`.
    """

    customers: Iterable[Customer]
    documents: Iterable[dict[str, Any]]
    next_position: Sequence[object] | None = None
    total: int | None = None
    walk: Walk | None = None
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
