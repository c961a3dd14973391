"""See what has changed of a customer, and who changed it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.history.entries import Entry
from shared.domain.history.reach import within_reach
from shared.ports.customers import CustomerReader
from shared.ports.projections import HistoryReader
from shared.use_cases.customers.get_customer import get_customer


@dataclass(frozen=True, kw_only=True)
class HistoryPorts:
    """Ports for reading histories."""

    customers: CustomerReader
    histories: HistoryReader


def read_history(
    ports: HistoryPorts,
    access: Access,
    tenant: str,
    number: str,
    *,
    after: Callable[[Customer], tuple[int, int] | None],
    at_once: int,
) -> tuple[Customer, Iterator[Entry]]:
    """Return the customer and its history within the caller's reach, the newest first, read by so many.

    `after`: returns the place of the last entry that the caller has. Raises `CustomerNotFound`.
    """
    customer = get_customer(ports.customers, tenant, number, access)
    entries = ports.histories.newest_first(customer, before=after(customer), at_once=at_once)
    return customer, within_reach(entries, access.wide)
