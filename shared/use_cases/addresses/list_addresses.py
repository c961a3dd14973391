"""Read the addresses of a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.address import Address
from shared.domain.customers.customer_rules import visible
from shared.ports.customers import CustomerReader


def list_addresses(
    customers: CustomerReader, access: Access, tenant: str, number: str
) -> list[tuple[Address, bool]]:
    """Return each address, and whether it is the default one. Raises `CustomerNotFound`."""
    customer = visible(customers.find(tenant, number), number, access)
    return [(address, address.id == customer.default_address_id) for address in customer.addresses]
