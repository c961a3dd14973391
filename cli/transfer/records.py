"""A customer as a record of a file: what `customers export` writes and `customers import` reads.

It is an item of the API's import operation, plus what only another customer service knows: addresses, legal
entities, times, and a log-in that differs from the contact e-mail address.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from cli.transfer.columns import COLUMNS, GUESSED, Record
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.address_rules import MAX_ADDRESSES, new_address
from shared.domain.customers.customer import AccountId, Customer, customer_document
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.idempotency import Receipt
from shared.domain.log_in.account import Account
from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM, LEGACY_PREFIX, original_uid_and_digest
from shared.domain.preconditions import Precondition
from shared.http.bodies.address import OwnAddress, address_members
from shared.http.bodies.body import Body, CustomerNumber, Email, EmptyIsAbsent, Text, parsed
from shared.http.bodies.customer import B2B, CustomerUpdateBySeller
from shared.http.bodies.migration import LegacyAuth
from shared.use_cases.addresses.create_address import generated_address_id
from shared.use_cases.migration.import_customer import ImportedCustomer
from shared.use_cases.migration.update_imported_customer import GivenAddress, ImportedChange

IMPORTED_BY = "import"
MAX_LEGAL_ENTITIES = 30
"""A transaction has at most 100 items: three for each legal entity, and up to ten others."""
_ORDER = tuple(dict.fromkeys(column.partition(".")[0] for column in COLUMNS))
_SHOWN = (*_ORDER, GUESSED)
_SHOWN_OF_ACCOUNT = ("email", "providerId", "initialPassword")
_MILLISECOND = 1000  # microseconds
Name = tuple[str, str]
"""A kind of name, and the name itself."""


def _instant(value: object) -> datetime:
    problem = "must be a point in time, such as 2026-01-31T09:30:00.000Z"
    if not isinstance(value, str):
        raise ValueError(problem)  # noqa: TRY004 - as every other problem of a value
    try:
        given = datetime.fromisoformat(value)
        instant = given.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(problem) from None
    if given.tzinfo is None:
        raise ValueError(problem)
    return instant.replace(microsecond=instant.microsecond // _MILLISECOND * _MILLISECOND)


def _without_blanks(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


Instant = Annotated[datetime, BeforeValidator(_instant)]


class AccountRecord(Body):
    """`account`: the log-in."""

    email: Email
    provider_id: Annotated[Text | None, EmptyIsAbsent] = None
    password_hash: Annotated[str | None, EmptyIsAbsent, Field(repr=False)] = None
    legacy_auth: LegacyAuth | None = None
    initial_password: bool | None = None

    @model_validator(mode="after")
    def _has_one_password_at_most(self) -> Self:
        if self.password_hash is not None and self.legacy_auth is not None:
            raise ValueError("must not have both passwordHash and legacyAuth")
        if self.password_hash is not None and self.password_hash.startswith(LEGACY_PREFIX):
            raise ValueError("must have a hash of the legacy scheme in legacyAuth, not in passwordHash")
        return self

    def stored_hash(self) -> str | None:
        """Return the hash of either scheme, as it is stored."""
        return self.legacy_auth.stored() if self.legacy_auth is not None else self.password_hash


class LegalEntityRecord(Body):
    """An element of `b2b.legalEntities`."""

    id: Annotated[Text, Field(min_length=1)]
    name: Text | None = None
    contact_assignment_id: Text | None = None


class B2BRecord(B2B):
    """`b2b`, with what is read-only in the API."""

    legal_entities: Annotated[list[LegalEntityRecord] | None, Field(max_length=MAX_LEGAL_ENTITIES)] = None


class IdentityRecord(Body):
    """The members of a record that tell whose it is."""

    id: Annotated[CustomerNumber | None, BeforeValidator(_without_blanks)] = None
    account: AccountRecord | None = None

    @property
    def email(self) -> str | None:
        """The e-mail address that the customer logs in with, if it is known."""
        return self.account.email if self.account is not None else None

    @property
    def password_hash(self) -> str | None:
        """The hash of the customer's password, if the record has one."""
        return self.account.stored_hash() if self.account is not None else None


class CustomerRecord(CustomerUpdateBySeller):
    """A record."""

    id: Annotated[CustomerNumber | None, BeforeValidator(_without_blanks)] = None
    account: AccountRecord | None = None
    b2b: Annotated[B2BRecord | None, Field(alias="b2b")] = None
    restriction_synced: bool | None = None
    addresses: Annotated[list[OwnAddress] | None, Field(max_length=MAX_ADDRESSES)] = None
    metadata_created_at: Instant | None = None
    last_login: Instant | None = None


def record_of(customer: Customer, account: Account | None, *, sites_decide: bool) -> Record:
    """Return the record of a customer. `account`: given if the record is to have the password's hash.

    `sites_decide`: the tenant gives a customer without a restriction the one of the customer's site, so the
    record of a customer who has none all the same must say so.
    """
    document = customer_document(customer)
    document["metadata"].pop("version")
    if not document["metadata"]:
        del document["metadata"]
    for address in document.get("addresses", ()):
        address["metadata"].pop("version")
        if not address["metadata"]:
            del address["metadata"]
    if customer.accounts:
        document["account"] = _account_document(customer.accounts[0], account)
    if customer.restriction_synced or (sites_decide and customer.restriction is None):
        document["restrictionSynced"] = customer.restriction_synced
    return {member: document[member] for member in _ORDER if member in document}


def imported_customer(record: Record, *, tenant: str, receipt: Receipt) -> ImportedCustomer:
    """Return the customer of a record, checked. Raises `ValidationFailed`."""
    body = parsed(CustomerRecord, record)
    account = body.account
    members = _members(body)
    if account is not None:
        # Log-in and contact e-mail address are taken from the record, whether they are equal or not.
        members.pop("contactEmail", None)

    item = ImportedCustomer(
        tenant=tenant,
        members=members,
        imported_by=IMPORTED_BY,
        number=body.id,
        receipt=receipt,
        attributes=_attributes(body),
    )
    if account is None:
        return item
    return replace(
        item,
        account_email=account.email,
        password_hash=account.stored_hash(),
        initial_password=account.initial_password is True,
        legacy=account.legacy_auth is not None,
    )


def check_is_customer(record: Record) -> None:
    """Raise `ValidationFailed` for a record that names nothing that a customer has."""
    if any(member in record for member in _ORDER):
        return
    if isinstance(record.get("record"), dict):
        problem = "is a line of a file of rejects: extract the records with `jq -c .record`"
    else:
        problem = "names nothing that a customer has"
    raise ValidationFailed(Problem(problem))


def check_is_certain(record: Record) -> None:
    """Raise `ValidationFailed` for a record that was guessed from a damaged line, and not checked since."""
    if GUESSED in record:
        problem = "marks a record that was guessed from a damaged line: check it, and remove this member"
        raise ValidationFailed(Problem(problem, GUESSED))


def names_of(record: Record) -> tuple[Name, ...]:
    """Return the names of a record's customer, checked or not; records that share one may be of one customer.

    A contact e-mail address is one of them, as it may become the log-in.
    """
    number, account = record.get("id"), record.get("account")
    emails = (account.get("email") if isinstance(account, dict) else None, record.get("contactEmail"))
    folded = {folded_email(email) for email in emails if isinstance(email, str)}
    names = [number_name(number)] if isinstance(number, str) else []
    return (*names, *(("email", email) for email in sorted(folded)))


def number_name(number: str) -> Name:
    """Return a customer's number as one of `names_of`."""
    return "id", number.strip()


def only_email_of(record: Record) -> str | None:
    """Return the log-in of a record that names its customer by nothing else."""
    try:
        identity = identity_of(record)
    except ValidationFailed:
        return None
    return identity.email if identity.id is None else None


def identity_of(record: Record) -> IdentityRecord:
    """Return what tells whose record it is, checked. Raises `ValidationFailed`."""
    return parsed(IdentityRecord, record)


def imported_change(record: Record, *, tenant: str, number: str) -> ImportedChange:
    """Return the change of a customer that a record is, checked. Raises `ValidationFailed`."""
    body = parsed(CustomerRecord, record)
    if "addresses" in body.model_fields_set and body.addresses is None:
        raise ValidationFailed(Problem("cannot be cleared by an import", "addresses"))
    _default_position(body.addresses or ())
    b2b = body.b2b
    names_entities = b2b is not None and "legal_entities" in b2b.model_fields_set
    return ImportedChange(
        tenant=tenant,
        number=number,
        members=_members(body),
        updated_by=IMPORTED_BY,
        precondition=Precondition(body.believed_version),
        addresses=[GivenAddress(each.id, address_members(each)) for each in body.addresses or ()],
        login=AccountId(body.account.email, body.account.provider_id) if body.account else None,
        legal_entity_ids=frozenset(each.id for each in _legal_entities(b2b)) if names_entities else None,
        created_at=body.metadata_created_at,
        restriction_synced=body.restriction_synced,
    )


def _members(body: CustomerRecord) -> dict[str, Any]:
    """Return the members that the API can write, too."""
    members = body.model_dump(
        by_alias=True, exclude_unset=True, include=set(CustomerUpdateBySeller.model_fields)
    )
    if isinstance(b2b := members.get("b2b"), dict):
        b2b.pop("legalEntities", None)
    return members


def _attributes(body: CustomerRecord) -> dict[str, Any]:
    """Return the attributes of the record's customer that no other operation can set."""
    addresses = _addresses(body.addresses or ())
    attributes: dict[str, Any] = {
        "last_login": body.last_login,
        "legal_entities": _legal_entities(body.b2b),
        "addresses": addresses,
        "default_address_id": _default_id(body.addresses or (), addresses),
    }
    if body.metadata_created_at is not None:
        attributes["created_at"] = body.metadata_created_at
    if body.account is not None:
        login = AccountId(body.account.email, body.account.provider_id)
        attributes |= {"accounts": (login,), "contact_email": body.contact_email or body.account.email}
    if body.restriction_synced is not None:
        attributes |= {"restriction": body.restriction, "restriction_synced": body.restriction_synced}
    return attributes


def without_secrets(record: Record) -> Record:
    """Return the record without unknown members, and without anything that could be a password or hash."""
    shown = {member: record[member] for member in _SHOWN if member in record}
    if isinstance(account := shown.pop("account", None), dict):
        shown["account"] = {member: account[member] for member in _SHOWN_OF_ACCOUNT if member in account}
    return {member: shown[member] for member in _SHOWN if member in shown}


def _account_document(login: AccountId, account: Account | None) -> dict[str, Any]:
    document: dict[str, Any] = {"email": login.email}
    if login.provider_id is not None:
        document["providerId"] = login.provider_id
    if account is not None and account.password_hash is not None:
        if account.password_hash.startswith(LEGACY_PREFIX):
            document["legacyAuth"] = _legacy_document(account.password_hash)
        else:
            document["passwordHash"] = account.password_hash
        if account.initial_password:
            document["initialPassword"] = True
    return document


def _legacy_document(stored: str) -> dict[str, Any]:
    uid, digest = original_uid_and_digest(stored)
    return {
        "algorithm": LEGACY_ALGORITHM,
        "hash": b64encode(digest).decode(),
        "context": {"originalUid": uid.decode()},
    }


def _addresses(bodies: Sequence[OwnAddress]) -> tuple[Address, ...]:
    addresses = tuple(
        new_address(body.id or generated_address_id(), address_members(body), needs_name=False)
        for body in bodies
    )
    ids = [address.id for address in addresses]
    problems = [
        Problem("must not be the id of another address", f"addresses.{position}.id")
        for position, each in enumerate(ids)
        if each in ids[:position]
    ]
    if problems:
        raise ValidationFailed(*problems)
    return addresses


def _default_id(bodies: Sequence[OwnAddress], addresses: Sequence[Address]) -> str | None:
    position = _default_position(bodies)
    return addresses[position].id if position is not None else None


def _default_position(bodies: Sequence[OwnAddress]) -> int | None:
    defaults = [position for position, body in enumerate(bodies) if body.is_default]
    if len(defaults) > 1:
        raise ValidationFailed(
            *(Problem("must be true for only one address", f"addresses.{n}.isDefault") for n in defaults[1:])
        )
    return defaults[0] if defaults else None


def _legal_entities(b2b: B2BRecord | None) -> tuple[LegalEntityReference, ...]:
    bodies = (b2b.legal_entities if b2b is not None else None) or ()
    if len({body.id for body in bodies}) != len(bodies):
        raise ValidationFailed(Problem("names a legal entity twice", "b2b.legalEntities"))
    return tuple(LegalEntityReference(body.id, body.name, body.contact_assignment_id) for body in bodies)
