"""Changes to a customer's addresses.

Each rule takes the whole customer and returns the whole changed one, or the same object if nothing changes.
It checks the expected version of the address only after it knows that the change is possible at all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from shared.domain import json_text
from shared.domain.customers.address import TEXTS, Address, address_document, contact_name, distinct_tags
from shared.domain.customers.colleagues import with_mixins_kept
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members
from shared.domain.errors import AddressNotFound, DuplicateAddress, Problem, ValidationFailed
from shared.domain.merge_patch import merge_patch
from shared.domain.preconditions import Precondition, entity_tag
from shared.domain.tenants.configuration import Configuration

MAX_ADDRESSES = 200
_KEPT_BY_PUT = ("contactName", "isDefault")

Value = TypeVar("Value")
Checked = TypeVar("Checked")


@dataclass(frozen=True, slots=True)
class AddressChange:
    """The address to change, the writer, and the version that the writer expects."""

    tenant: str
    number: str
    address_id: str
    updated_by: str
    precondition: Precondition = field(default_factory=Precondition)


def address_of(customer: Customer, address_id: str) -> Address:
    """Return the customer's address with this id. Raises `AddressNotFound`."""
    for address in customer.addresses:
        if address.id == address_id:
            return address
    raise AddressNotFound(address_id)


def address_tag(customer: Customer, address: Address) -> str:
    """Return the entity tag of one of the customer's addresses."""
    begun = f"{address.incarnation:x}" if address.incarnation else ""
    return entity_tag(address.version, customer.incarnation, begun)


def has_address(customer: Customer, address_id: str) -> bool:
    """Return whether the customer has an address with this id."""
    return any(address.id == address_id for address in customer.addresses)


def new_address(address_id: str, members: Members, *, needs_name: bool = True) -> Address:
    """Return an address as POST makes it. Raises `ValidationFailed`."""
    if needs_name:
        _valid("contactName", contact_name, members.get("contactName"))
    return _address(Address(id=address_id, texts={}), members)


def address_added(
    customer: Customer, address_id: str, members: Members, *, now: datetime, needs_name: bool = True
) -> Customer:
    """Return the customer with one more address. Raises `ValidationFailed`, `DuplicateAddress`."""
    address = new_address(address_id, members, needs_name=needs_name)
    if len(customer.addresses) >= MAX_ADDRESSES:
        raise ValidationFailed(Problem(f"a customer can have at most {MAX_ADDRESSES} addresses"))
    if has_address(customer, address_id):
        raise DuplicateAddress(address_id)
    default_id = address_id if members.get("isDefault") else customer.default_address_id
    return _revised(customer, (*customer.addresses, address), default_id, now)


def address_replaced(
    customer: Customer,
    address_id: str,
    members: Members,
    *,
    precondition: Precondition,
    now: datetime,
    by_customer: Configuration | None = None,
) -> Customer:
    """Return the customer after a PUT of these members: absent ones are cleared, except name and default.

    `by_customer`: the tenant's configuration, if the customer itself writes, who may not write every mixin.
    Raises `AddressNotFound`, `ValidationFailed`, `PreconditionFailed`, `StaleVersion`.
    """
    current = _members_of(customer, address_id)
    kept = {member: current[member] for member in _KEPT_BY_PUT if member in current}
    given = {member: value for member, value in members.items() if value is not None}
    if by_customer is not None:
        given = with_mixins_kept(given, current, by_customer)
    return _with_members(customer, address_id, {**kept, **given}, precondition, now)


def address_patched(
    customer: Customer,
    address_id: str,
    patch: Members,
    *,
    precondition: Precondition,
    now: datetime,
) -> Customer:
    """Return the customer after a merge patch of the address: only what it names changes, `null` clears.

    Raises `AddressNotFound`, `ValidationFailed`, `PreconditionFailed`, `StaleVersion`.
    """
    members = merge_patch(_members_of(customer, address_id), patch)
    return _with_members(customer, address_id, members, precondition, now)


def address_removed(
    customer: Customer, address_id: str, *, precondition: Precondition, now: datetime
) -> Customer:
    """Return the customer without the address. Raises `AddressNotFound`, `PreconditionFailed`."""
    _check(precondition, customer, address_of(customer, address_id))
    rest = tuple(address for address in customer.addresses if address.id != address_id)
    default_id = customer.default_address_id
    return _revised(customer, rest, None if default_id == address_id else default_id, now)


def tags_added(
    customer: Customer,
    address_id: str,
    tags: Collection[str],
    *,
    precondition: Precondition,
    now: datetime,
) -> Customer:
    """Return the customer after these tags were added to the address.

    Raises `AddressNotFound`, `ValidationFailed`, `PreconditionFailed`.
    """
    stored = address_of(customer, address_id)
    tagged = replace(stored, tags=_valid("tags", distinct_tags, (*stored.tags, *tags)))
    _check(precondition, customer, stored)
    return _with_address(customer, tagged, customer.default_address_id, now)


def tags_removed(
    customer: Customer,
    address_id: str,
    tags: Collection[str],
    *,
    precondition: Precondition,
    now: datetime,
) -> Customer:
    """Return the customer after these tags were removed from the address.

    Raises `AddressNotFound`, `PreconditionFailed`.
    """
    stored = address_of(customer, address_id)
    _check(precondition, customer, stored)
    rest = replace(stored, tags=tuple(tag for tag in stored.tags if tag not in tags))
    return _with_address(customer, rest, customer.default_address_id, now)


def _members_of(customer: Customer, address_id: str) -> dict[str, Any]:
    return address_document(
        address_of(customer, address_id), is_default=customer.default_address_id == address_id
    )


def _check(precondition: Precondition, customer: Customer, address: Address) -> None:
    precondition.check(address.version, address_tag(customer, address))


def _address(stored: Address, members: Members) -> Address:
    if "contactName" in stored.texts:
        _valid("contactName", contact_name, members.get("contactName"))
    schemas: Mapping[str, str | None] = (members.get("metadata") or {}).get("mixins") or {}
    return replace(
        stored,
        texts={name: members[name] for name in TEXTS if members.get(name) is not None},
        tags=_valid("tags", distinct_tags, members.get("tags") or ()),
        mixins=members.get("mixins") or {},
        mixin_schemas={name: url for name, url in schemas.items() if url is not None},
    )


def _valid(member: str, check: Callable[[Value], Checked], value: Value) -> Checked:
    try:
        return check(value)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), member)) from None


def _with_members(
    customer: Customer, address_id: str, members: Members, precondition: Precondition, now: datetime
) -> Customer:
    stored = address_of(customer, address_id)
    address = _address(stored, members)
    _check(precondition, customer, stored)
    default_id = customer.default_address_id
    if members.get("isDefault"):
        default_id = address_id
    elif default_id == address_id:
        default_id = None
    return _with_address(customer, address, default_id, now)


def _with_address(customer: Customer, address: Address, default_id: str | None, now: datetime) -> Customer:
    addresses = (address if other.id == address.id else other for other in customer.addresses)
    return _revised(customer, addresses, default_id, now)


def _revised(
    customer: Customer, addresses: Iterable[Address], default_id: str | None, now: datetime
) -> Customer:
    """Return the customer with these addresses.

    Each address that is now shown differently has a new version.
    """
    before = {address.id: address for address in customer.addresses}

    def versioned(address: Address) -> Address:
        stored = before.get(address.id)
        if stored is None:
            return replace(address, incarnation=customer.version + 1)
        is_default, was_default = address.id == default_id, address.id == customer.default_address_id
        if is_default == was_default and _same(address, stored):
            return stored
        return replace(address, version=stored.version + 1)

    revised = tuple(versioned(address) for address in addresses)
    if revised == customer.addresses:
        return customer
    return replace(
        customer,
        addresses=revised,
        default_address_id=default_id,
        version=customer.version + 1,
        modified_at=now,
    )


def _same(one: Address, other: Address) -> bool:
    return one is other or (one == other and json_text.same(one.mixins, other.mixins))
