"""Customers as they are stored."""

from shared.domain.customers.customer import Customer
from shared.runtime.wiring import wiring


def customer_of(tenant: str, number: str) -> Customer:
    """Return the customer, who has to be there."""
    found = wiring().customers.find(tenant, number)
    assert isinstance(found, Customer)
    return found
