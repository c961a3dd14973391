"""Delete a customer."""

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import manageable
from shared.domain.preconditions import Precondition
from shared.ports.customers import CustomerStore


def delete_customer(
    customers: CustomerStore,
    tenant: str,
    number: str,
    access: Access,
    *,
    precondition: Precondition,
    deleted_by: str,
) -> None:
    """Remove the customer and its accounts.

    Raises `CustomerNotFound`, `Forbidden`, `PreconditionFailed`, and `LastAdmin` for the only ADMIN of a
    company where the wide scope does not reach the customer.
    """

    def rule(current: Customer) -> None:
        manageable(current, number, access)
        precondition.check(current.version, current.entity_tag(access))

    stored = manageable(customers.find(tenant, number), number, access)
    customers.delete(stored, rule, deleted_by=deleted_by, acting=access.acting_on(stored))
