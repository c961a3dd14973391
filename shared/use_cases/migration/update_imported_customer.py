"""Change a customer who is known to what a file says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.domain import json_text
from shared.domain.callers.access import Access
from shared.domain.customers.address import Address
from shared.domain.customers.address_rules import (
    address_added,
    address_of,
    address_patched,
    has_address,
    new_address,
)
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.customers.customer_rules import CustomerChange, Members, manageable, patched
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.instants import now
from shared.domain.preconditions import Precondition
from shared.use_cases.addresses.create_address import generated_address_id
from shared.use_cases.customers.writing import CustomerPorts, configuration_for

_IS_FIXED = "is another one, which an import cannot change; leave it out"


@dataclass(frozen=True, slots=True)
class GivenAddress:
    """An address to change, or to add where there is none with its `id` (without one: none that is equal)."""

    id: str | None
    members: Members = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChange(CustomerChange):
    """A change of a customer, from a file: `members` to patch, and what must be so already.

    `login`: the customer's, or that of one who has none yet. `legal_entity_ids`, `created_at` and
    `restriction_synced`: given if the file names them.
    """

    addresses: Sequence[GivenAddress] = ()
    login: AccountId | None = None
    legal_entity_ids: frozenset[str] | None = None
    created_at: datetime | None = None
    restriction_synced: bool | None = None


@dataclass(frozen=True, slots=True)
class Updated:
    """The version of a customer after a change from a file, and whether that has changed anything."""

    version: int
    changed: bool


def update_imported_customer(ports: CustomerPorts, access: Access, change: ImportedChange) -> Updated:
    """Apply the change, addresses included, in one write.

    No message goes out. The version that the file expects counts only where something changes, so that a
    change can be applied again. Raises `CustomerNotFound`, `ValidationFailed`, `Forbidden`, `StaleVersion`,
    `DuplicateAccount`.
    """
    stored = manageable(ports.customers.find(change.tenant, change.number), change.number, access)
    configuration = configuration_for(ports, change.tenant, change.members, access)
    changes = False  # of the last application of the rule, which is the one that is stored

    def rule(current: Customer) -> Customer:
        nonlocal changes
        manageable(current, change.number, access)
        problems = _contradictions(current, change)
        if problems:
            raise ValidationFailed(*problems)
        after = patched(
            current, _members(current, change), configuration=configuration, access=access, now=now()
        )
        _check_log_in(after, change.login)
        changes = after is not current
        for position, given in enumerate(change.addresses):
            before = replace(after, version=current.version) if changes else after
            after = _with_address(before, given, f"addresses.{position}")
            changes = changes or after is not before
        if not changes:
            return current
        change.precondition.check(current.version, current.entity_tag(access))
        return replace(after, version=current.version + 1, modified_at=now())

    revised = ports.customers.revise(stored, rule, updated_by=change.updated_by)
    return Updated(revised.version, changes)


def _contradictions(current: Customer, change: ImportedChange) -> list[Problem]:
    entities = frozenset(entity.id for entity in current.legal_entities)
    stated = {
        "b2b.legalEntities": change.legal_entity_ids not in (None, entities),
        "metadataCreatedAt": change.created_at not in (None, current.created_at),
        "restrictionSynced": change.restriction_synced not in (None, current.restriction_synced),
    }
    return [Problem(_IS_FIXED, member) for member, differs in stated.items() if differs]


def _members(current: Customer, change: ImportedChange) -> Members:
    """Return the members to patch; a first contact e-mail address becomes the log-in."""
    members = _with_known_nulls(change.members, current.mixins)
    has_email = current.accounts or current.contact_email or members.get("contactEmail")
    if change.login is None or has_email:
        return members
    return {**members, "contactEmail": change.login.email}


def _with_known_nulls(members: Members, mixins: Members) -> Members:
    """Return the members to patch without mixins that are so already: a null among those clears nothing."""
    if not isinstance(given := members.get("mixins"), Mapping):
        return members
    return {**members, "mixins": _differing(given, mixins)}


def _differing(given: Members, stored: Members) -> Members:
    differing = {}
    for name, value in given.items():
        if name in stored and json_text.same(value, stored[name]):
            continue
        both = isinstance(value, Mapping) and isinstance(stored.get(name), Mapping)
        differing[name] = _differing(value, stored[name]) if both else value
    return differing


def _check_log_in(after: Customer, login: AccountId | None) -> None:
    if login is None:
        return
    account = after.accounts[0] if after.accounts else None
    if account is None or folded_email(account.email) != folded_email(login.email):
        raise ValidationFailed(Problem(_IS_FIXED, "account.email"))
    if login.provider_id not in (None, account.provider_id):
        raise ValidationFailed(Problem(_IS_FIXED, "account.providerId"))


def _with_address(customer: Customer, given: GivenAddress, member: str) -> Customer:
    try:
        address_id = given.id or _id_of_equal(customer, given.members)
        if address_id is not None and has_address(customer, address_id):
            members = _with_known_nulls(given.members, address_of(customer, address_id).mixins)
            return address_patched(customer, address_id, members, precondition=Precondition(), now=now())
        address_id = address_id or generated_address_id()
        return address_added(customer, address_id, given.members, now=now(), needs_name=False)
    except ValidationFailed as error:
        raise error.within(member) from None


def _id_of_equal(customer: Customer, members: Members) -> str | None:
    wanted = new_address("", members, needs_name=False)

    def is_equal(address: Address) -> bool:
        return replace(address, id="", version=1, incarnation=0) == wanted

    return next((address.id for address in customer.addresses if is_equal(address)), None)
