"""Every customer of a tenant, for what looks at all of them."""

from collections.abc import Iterator

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.customer import Customer
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import CustomerDirectory, PageRequest

_PAGE = 1000


def every_customer(directory: CustomerDirectory, tenant: str, q: str | None = None) -> Iterator[Customer]:
    """Yield the customers that a query selects, as lists show them, in the order of their creation."""
    order, request = parse_order(None), PageRequest(size=_PAGE, may_end_early=True)
    while True:
        page = directory.page(tenant, EVERYWHERE, parse_query(q), order, request)
        yield from page.customers
        if page.next_position is None:
            return
        request = PageRequest(size=_PAGE, after=page.next_position, may_end_early=True)
