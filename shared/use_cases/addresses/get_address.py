"""Read one address of a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.address import Address
from shared.domain.customers.address_rules import address_of, address_tag
from shared.domain.customers.customer_rules import visible
from shared.ports.customers import CustomerReader


def get_address(
    customers: CustomerReader, access: Access, tenant: str, number: str, address_id: str
) -> tuple[Address, bool, str]:
    """Return the address, whether it is the default one, and its entity tag.

    Raises `CustomerNotFound`, `AddressNotFound`.
    """
    customer = visible(customers.find(tenant, number), number, access)
    address = address_of(customer, address_id)
    return address, address_id == customer.default_address_id, address_tag(customer, address)
