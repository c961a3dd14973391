"""Change what a patch names of a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import CustomerChange, manageable, patched
from shared.domain.instants import now
from shared.use_cases.customers.writing import CustomerPorts, configuration_for


def update_customer(ports: CustomerPorts, access: Access, change: CustomerChange) -> Customer:
    """Apply the patch and return the customer.

    Raises `CustomerNotFound`, `ValidationFailed`, `Forbidden`, `PreconditionFailed`, `StaleVersion`,
    `DuplicateAccount`, and `LastAdmin` where an ADMIN would let in none of a company any more.
    """
    stored = manageable(ports.customers.find(change.tenant, change.number), change.number, access)
    configuration = configuration_for(ports, change.tenant, change.members, access)

    def rule(current: Customer) -> Customer:
        manageable(current, change.number, access)
        after = patched(current, change.members, configuration=configuration, access=access, now=now())
        change.precondition.check(current.version, current.entity_tag(access))
        return after

    acting = access.acting_on(stored)
    return ports.customers.revise(stored, rule, updated_by=change.updated_by, acting=acting)
