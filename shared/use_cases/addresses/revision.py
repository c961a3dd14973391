"""How every change of an address is written."""

from collections.abc import Callable

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange
from shared.domain.customers.colleagues import check_address_mixins
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import visible
from shared.domain.idempotency import Receipt
from shared.domain.tenants.configuration import Configuration
from shared.ports.customers import CustomerStore


def revise(
    customers: CustomerStore,
    access: Access,
    change: AddressChange,
    rule: Callable[[Customer], Customer],
    *,
    receipt: Receipt | None = None,
    configuration: Configuration | None = None,
) -> None:
    """Store what the rule makes of the customer; the receipt is for the creation of the address.

    `configuration`: where the rule writes mixins, which customers may not write all of. Raises what the rule
    raises, `CustomerNotFound`, `Forbidden`, and `AnsweredBefore` for a receipt that came before.
    """

    def rule_in_sight(current: Customer) -> Customer:
        after = rule(visible(current, change.number, access))
        if configuration is not None and not access.sees_widely(current):
            check_address_mixins(current, after, configuration)
        return after

    stored = visible(customers.find(change.tenant, change.number), change.number, access)
    customers.revise(
        stored, rule_in_sight, updated_by=change.updated_by, receipt=receipt, creates=change.address_id
    )
