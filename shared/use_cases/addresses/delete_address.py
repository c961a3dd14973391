"""Remove an address of a customer."""

from shared.domain.access import Access
from shared.domain.address_rules import AddressChange, address_removed
from shared.domain.customer import Customer
from shared.domain.instants import now
from shared.ports import CustomerStore
from shared.use_cases.addresses.revision import revise


def delete_address(customers: CustomerStore, access: Access, change: AddressChange) -> None:
    """Remove the address. Raises `CustomerNotFound`, `AddressNotFound`, `PreconditionFailed`."""

    def rule(current: Customer) -> Customer:
        return address_removed(current, change.address_id, precondition=change.precondition, now=now())

    revise(customers, access, change, rule)
