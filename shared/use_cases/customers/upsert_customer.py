"""Replace a customer, or create it under the number given."""

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import CustomerChange, patched, replaced
from shared.domain.errors import (
    CustomerNotFound,
    DuplicateCustomer,
    Forbidden,
    StorageUnavailable,
)
from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.merge_patch import merge_patch
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CreationPorts, CustomerPorts, configuration_for

_RACES_LOST = 5


def upsert_customer(
    ports: CreationPorts, access: Access, change: CustomerChange, *, merge: bool, notify: bool
) -> bool:
    """Replace (or with `merge`, patch) the customer, or create it; returns whether it was created.

    `notify`: send a new one a message with a token to set a password. Raises `ValidationFailed`, `Forbidden`
    (also for a number that this caller may not see), `PreconditionFailed`, `StaleVersion`,
    `DuplicateAccount`, `CustomerWasDeleted`, `LastAdmin`.
    """
    for _ in range(_RACES_LOST):
        stored = ports.customers.find(change.tenant, change.number)
        try:
            if isinstance(stored, Customer):
                _revise(ports, access, change, stored, merge=merge)
                return False
            _create(ports, access, change, merge=merge, notify=notify)
        except (CustomerNotFound, DuplicateCustomer):
            continue  # deleted or created by a rival since it was read
        else:
            return True
    raise StorageUnavailable


def _revise(
    ports: CustomerPorts, access: Access, change: CustomerChange, stored: Customer, *, merge: bool
) -> None:
    apply = patched if merge else replaced

    def rule(current: Customer) -> Customer:
        if not access.manages(current):
            raise Forbidden(f"This caller may not write customer '{change.number}'.")
        after = apply(current, change.members, configuration=configuration, access=access, now=now())
        change.precondition.check(current.version, current.entity_tag(access))
        return after

    configuration = configuration_for(ports, change.tenant, change.members, access)
    acting = access.acting_on(stored)
    ports.customers.revise(stored, rule, updated_by=change.updated_by, acting=acting)


def _create(
    ports: CreationPorts, access: Access, change: CustomerChange, *, merge: bool, notify: bool
) -> None:
    change.precondition.check_absent()
    new = NewCustomer(
        tenant=change.tenant,
        number=change.number,
        members=merge_patch({}, change.members) if merge else change.members,
        created_by=change.updated_by,
        message=TokenPurpose.PASSWORD_RESET if notify else None,
    )
    create_customer(ports, access, new)
