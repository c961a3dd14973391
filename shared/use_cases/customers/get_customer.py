"""Read one customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import visible
from shared.ports.customers import CustomerReader


def get_customer(customers: CustomerReader, tenant: str, number: str, access: Access) -> Customer:
    """Return the customer, as it is at this moment. Raises `CustomerNotFound`."""
    return visible(customers.find(tenant, number), number, access)
