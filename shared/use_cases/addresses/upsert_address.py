"""Replace an address of a customer, or create it under the id given."""

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, address_added, address_replaced, has_address
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members
from shared.domain.instants import now
from shared.use_cases.addresses.revision import revise
from shared.use_cases.customers.writing import CustomerPorts


def upsert_address(
    ports: CustomerPorts, access: Access, change: AddressChange, members: Members, *, creates: bool
) -> bool:
    """Replace the address, or with `creates` make one that is not there; returns whether it was created.

    Raises `ValidationFailed`, `CustomerNotFound`, `AddressNotFound`, `PreconditionFailed`, `StaleVersion`,
    `Forbidden`.
    """
    configuration = ports.tenants.of(change.tenant)
    created = False  # by the last application of the rule, which is the one that is stored

    def rule(current: Customer) -> Customer:
        nonlocal created
        created = creates and not has_address(current, change.address_id)
        if created:
            return _added(current, change, members)
        return address_replaced(
            current,
            change.address_id,
            members,
            precondition=change.precondition,
            now=now(),
            by_customer=None if access.sees_widely(current) else configuration,
        )

    revise(ports.customers, access, change, rule, configuration=configuration)
    return created


def _added(current: Customer, change: AddressChange, members: Members) -> Customer:
    after = address_added(current, change.address_id, members, now=now())
    change.precondition.check_absent()
    return after
