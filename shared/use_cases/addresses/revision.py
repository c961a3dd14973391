"""How every change of an address is written."""

from collections.abc import Callable

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import visible
from shared.domain.idempotency import Receipt
from shared.ports.customers import CustomerStore


def revise(
    customers: CustomerStore,
    access: Access,
    change: AddressChange,
    rule: Callable[[Customer], Customer],
    *,
    receipt: Receipt | None = None,
) -> None:
    """Store what the rule makes of the customer; the receipt is for the creation of the address.

    Raises what the rule raises, `CustomerNotFound`, and `AnsweredBefore` for a receipt that came before.
    """

    def rule_in_sight(current: Customer) -> Customer:
        return rule(visible(current, change.number, access))

    stored = visible(customers.find(change.tenant, change.number), change.number, access)
    customers.revise(
        stored, rule_in_sight, updated_by=change.updated_by, receipt=receipt, creates=change.address_id
    )
