"""Give a customer another address."""

import secrets
from dataclasses import dataclass

from shared.domain.callers.access import Access
from shared.domain.customers.address_rules import AddressChange, address_added
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members
from shared.domain.errors import AnsweredBefore
from shared.domain.idempotency import Receipt
from shared.domain.instants import now
from shared.use_cases.addresses.revision import revise
from shared.use_cases.customers.writing import CustomerPorts

_ID_BYTES = 12


@dataclass(frozen=True, slots=True)
class NewAddress:
    """A new address of a customer, as the caller describes it. Without an `address_id`, one is generated.

    `needs_name`: it must have a `contactName`.
    """

    tenant: str
    number: str
    members: Members
    created_by: str
    address_id: str | None = None
    needs_name: bool = True
    receipt: Receipt | None = None


def create_address(ports: CustomerPorts, access: Access, new: NewAddress) -> str:
    """Create the address and return its id, or the id that the first call with this receipt got.

    Raises `ValidationFailed`, `CustomerNotFound`, `DuplicateAddress`, `Forbidden`.
    """
    address_id = new.address_id or generated_address_id()
    change = AddressChange(new.tenant, new.number, address_id, new.created_by)

    def rule(current: Customer) -> Customer:
        return address_added(current, address_id, new.members, now=now(), needs_name=new.needs_name)

    try:
        revise(
            ports.customers,
            access,
            change,
            rule,
            receipt=new.receipt,
            configuration=ports.tenants.of(new.tenant),
        )
    except AnsweredBefore as first:
        return first.resource_id
    return address_id


def generated_address_id() -> str:
    """Return an id that no other address has."""
    return secrets.token_hex(_ID_BYTES)
