"""Make customers contacts of the companies whose registration numbers their sign-ups gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.joining import founded
from shared.domain.instants import now

if TYPE_CHECKING:
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.ports.companies import JoiningStore
    from shared.ports.tenants import TenantConfiguration


def join_by_registration_id(
    joinings: JoiningStore, tenants: TenantConfiguration, tenant: str, number: str
) -> bool:
    """Make the customer, whose address is proven, a contact of the company that its sign-up named.

    If there is none, it is founded. Nothing happens where that is done, or where the tenant does not want it
    any more. Returns whether it does. Raises `StorageUnavailable`.
    """
    if not tenants.of(tenant).joins_by_registration_id:
        return False

    def founds(stored: LegalEntity, customer: Customer) -> LegalEntity:
        configuration = tenants.of(tenant)
        if customer.restriction is not None:
            configuration = tenants.of(tenant, naming=customer.restriction)
        return founded(stored, customer, configuration, now())

    joinings.join(tenant, number, founds)
    return True
