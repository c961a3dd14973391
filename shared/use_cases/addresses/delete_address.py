"""Remove an address of a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, address_removed
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.ports.customers import CustomerStore
from shared.use_cases.addresses.revision import revise


def delete_address(customers: CustomerStore, access: Access, change: AddressChange) -> None:
    """Remove the address. Raises `CustomerNotFound`, `AddressNotFound`, `PreconditionFailed`."""

    def rule(current: Customer) -> Customer:
        return address_removed(current, change.address_id, precondition=change.precondition, now=now())

    revise(customers, access, change, rule)
