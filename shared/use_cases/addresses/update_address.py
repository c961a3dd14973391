"""Change what a patch names of an address."""

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, address_patched
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members
from shared.domain.instants import now
from shared.use_cases.addresses.revision import revise
from shared.use_cases.customers.writing import CustomerPorts


def update_address(ports: CustomerPorts, access: Access, change: AddressChange, patch: Members) -> None:
    """Apply the patch.

    Raises `CustomerNotFound`, `AddressNotFound`, `ValidationFailed`, `PreconditionFailed`, `StaleVersion`,
    `Forbidden`.
    """

    def rule(current: Customer) -> Customer:
        return address_patched(current, change.address_id, patch, precondition=change.precondition, now=now())

    revise(ports.customers, access, change, rule, configuration=ports.tenants.of(change.tenant))
