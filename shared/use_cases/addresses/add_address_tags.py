"""Give an address further tags."""

from collections.abc import Collection

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, tags_added
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.ports.customers import CustomerStore
from shared.use_cases.addresses.revision import revise


def add_address_tags(
    customers: CustomerStore, access: Access, change: AddressChange, tags: Collection[str]
) -> None:
    """Add those of the tags that the address lacks.

    Raises `CustomerNotFound`, `AddressNotFound`, `ValidationFailed`, `PreconditionFailed`.
    """

    def rule(current: Customer) -> Customer:
        return tags_added(current, change.address_id, tags, precondition=change.precondition, now=now())

    revise(customers, access, change, rule)
