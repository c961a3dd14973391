"""Read one address of a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.address import Address
from shared.domain.customers.address_rules import address_of
from shared.domain.customers.customer_rules import visible
from shared.ports.customers import CustomerReader


def get_address(
    customers: CustomerReader, access: Access, tenant: str, number: str, address_id: str
) -> tuple[Address, bool]:
    """Return the address, and whether it is the default one. Raises `CustomerNotFound`, `AddressNotFound`."""
    customer = visible(customers.find(tenant, number), number, access)
    return address_of(customer, address_id), address_id == customer.default_address_id
