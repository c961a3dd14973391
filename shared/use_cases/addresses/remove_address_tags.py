"""Take tags off an address."""

from collections.abc import Collection

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, tags_removed
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.ports.customers import CustomerStore
from shared.use_cases.addresses.revision import revise


def remove_address_tags(
    customers: CustomerStore, access: Access, change: AddressChange, tags: Collection[str]
) -> None:
    """Remove those of the tags that the address has.

    Raises `CustomerNotFound`, `AddressNotFound`, `PreconditionFailed`.
    """

    def rule(current: Customer) -> Customer:
        return tags_removed(current, change.address_id, tags, precondition=change.precondition, now=now())

    revise(customers, access, change, rule)
