"""A customer: the profile, the identity of its log-in, and the document that the API shows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain.callers.access import Access, LegalEntityReference
from shared.domain.customers.address import Address, address_document
from shared.domain.fields import folded_email
from shared.domain.instants import instant_text
from shared.domain.preconditions import entity_tag

CUSTOMER, CONTACT = "CUSTOMER", "CONTACT"
TYPES = (CUSTOMER, CONTACT)
DEFAULT_LANGUAGE, DEFAULT_CURRENCY, DEFAULT_SITE = "en_US", "USD", "main"


@dataclass(frozen=True, slots=True)
class AccountId:
    """A customer's log-in: the e-mail address as given, and the id at an identity provider, if any.

    `rest`: see `Customer`.
    """

    email: str
    provider_id: str | None = None
    rest: tuple[Any, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer of one tenant.

    `restriction_synced`: the restriction was taken from the preferred site, and follows it. `incarnation`
    tells a customer from an earlier one with the same number. `session_epoch` grows by one when all sessions
    are ended, and `version` with each change. `trace` is the store's own, by which it recognises its writes,
    and so is `moved_at`: when the customer came to its place in the orders of lists, if it had another.
    `proof_id`: names the first proof of the log-in's address, see `log_in/proof.py`. `unconfirmed_until`:
    when a sign-up that nobody has confirmed is gone, in seconds since the epoch. `joins_company`: by its
    sign-up it becomes a contact of a company once its address is proven (`companies/joining.py`). `rest`:
    what another release has stored with it, which is kept. `schema`: the number of the shape that it is
    stored in.
    """

    tenant: str
    number: str
    created_at: datetime
    modified_at: datetime
    incarnation: str
    version: int = 1
    type: str = CUSTOMER
    title: str | None = None
    first_name: str | None = None
    middle_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    contact_phone: str | None = None
    contact_email: str | None = None
    photo_url: str | None = None
    preferred_language: str = DEFAULT_LANGUAGE
    preferred_currency: str = DEFAULT_CURRENCY
    preferred_site: str = DEFAULT_SITE
    active: bool = True
    on_hold: bool = False
    restriction: str | None = None
    restriction_synced: bool = False
    company_registration_id: str | None = None
    legal_entities: tuple[LegalEntityReference, ...] = ()
    accounts: tuple[AccountId, ...] = ()
    addresses: tuple[Address, ...] = ()
    default_address_id: str | None = None
    mixins: Mapping[str, Any] = field(default_factory=dict)
    mixin_schemas: Mapping[str, Any] = field(default_factory=dict)
    last_login: datetime | None = None
    session_epoch: int = 0
    proof_id: str | None = None
    unconfirmed_until: int | None = None
    joins_company: bool = False
    trace: str = field(default="", compare=False, repr=False)
    schema: int = field(default=0, compare=False, repr=False)
    moved_at: datetime | None = field(default=None, compare=False, repr=False)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def email(self) -> str | None:
        """The e-mail address that the customer logs in with; None without an account."""
        return self.accounts[0].email if self.accounts else None

    @property
    def claimed_email(self) -> str | None:
        """The contact e-mail address, where it is the customer's alone without being its log-in.

        A sign-up that nobody has confirmed keeps nobody from an address.
        """
        if self.type == CONTACT or self.contact_email is None or self.unconfirmed_until is not None:
            return None
        log_ins = {folded_email(account.email) for account in self.accounts}
        return None if folded_email(self.contact_email) in log_ins else self.contact_email

    def entity_tag(self, access: Access) -> str:
        """Return the entity tag of the customer as this caller sees it: with its last log-in, if it is shown.

        Of a colleague, the companies are shown that the caller belongs to, too: those it joins or leaves.
        """
        if not access.sees_all_of(self):
            common = sorted(each.id for each in self.legal_entities if each.id in access.companies)
            shown = hashlib.sha256("\0".join(common).encode()).hexdigest()[:8]
        else:
            shown = f"{int(self.last_login.timestamp() * 1000):x}" if self.last_login is not None else ""
        return entity_tag(self.version, self.incarnation, shown)

    @property
    def may_log_in(self) -> bool:
        """Whether the tenant lets the customer in."""
        return self.active and not self.on_hold and self.type != CONTACT

    def is_gone(self, now: float) -> bool:
        """Return whether this is a sign-up that nobody has confirmed in time."""
        return self.unconfirmed_until is not None and self.unconfirmed_until <= now

    @property
    def default_address(self) -> Address | None:
        """The address marked as default, if there is one."""
        return next((a for a in self.addresses if a.id == self.default_address_id), None)


@dataclass(frozen=True, slots=True)
class DeletedCustomer:
    """The remains of a deleted customer: its number, which was in use.

    `version`: of the deletion, its last change, which older marks do not have; `at`: when that was.
    """

    tenant: str
    number: str
    incarnation: str
    version: int | None = field(default=None, compare=False)
    at: datetime | None = field(default=None, compare=False)


_PLAIN_MEMBERS = {
    "title": "title",
    "firstName": "first_name",
    "middleName": "middle_name",
    "lastName": "last_name",
    "company": "company",
    "contactPhone": "contact_phone",
    "contactEmail": "contact_email",
    "photoUrl": "photo_url",
    "preferredLanguage": "preferred_language",
    "preferredCurrency": "preferred_currency",
    "preferredSite": "preferred_site",
    "type": "type",
    "active": "active",
    "onHold": "on_hold",
    "restriction": "restriction",
}
WRITTEN_ATTRIBUTES = frozenset(
    {*_PLAIN_MEMBERS.values(), "company_registration_id", "mixins", "mixin_schemas"}
)
"""The attributes of `Customer` that bodies write."""


def members_of(customer: Customer) -> dict[str, Any]:
    """Return the members that a caller can write, as the body of a PUT that would change nothing."""
    members: dict[str, Any] = {
        member: value
        for member, attribute in _PLAIN_MEMBERS.items()
        if (value := getattr(customer, attribute)) is not None
    }
    if customer.company_registration_id is not None:
        members["b2b"] = {"companyRegistrationId": customer.company_registration_id}
    if customer.mixins:
        members["mixins"] = dict(customer.mixins)
    if customer.mixin_schemas:
        members["metadata"] = {"mixins": dict(customer.mixin_schemas)}
    return members


def attributes_from(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of `Customer` that these members set; all others keep their defaults."""
    attributes = {
        attribute: members[member]
        for member, attribute in _PLAIN_MEMBERS.items()
        if members.get(member) is not None
    }
    registration_id = (members.get("b2b") or {}).get("companyRegistrationId")
    if registration_id is not None:
        attributes["company_registration_id"] = registration_id
    if members.get("mixins"):
        attributes["mixins"] = members["mixins"]
    schemas = (members.get("metadata") or {}).get("mixins") or {}
    if schemas := {name: url for name, url in schemas.items() if url is not None}:
        attributes["mixin_schemas"] = schemas
    return attributes


def with_written(stored: Customer, given: Mapping[str, Any]) -> Customer:
    """Return the customer with only these of the attributes that bodies write, and all others as stored."""
    blank = Customer(
        tenant=stored.tenant,
        number=stored.number,
        created_at=stored.created_at,
        modified_at=stored.modified_at,
        incarnation=stored.incarnation,
        **given,
    )
    return replace(stored, **{name: getattr(blank, name) for name in WRITTEN_ATTRIBUTES})


def customer_document(customer: Customer) -> dict[str, Any]:
    """Return everything that the API can show of a customer, and everything that `q` and `sort` can name."""
    document: dict[str, Any] = {"id": customer.number, "customerNumber": customer.number}
    document.update(members_of(customer))
    if customer.email is not None:
        document["email"] = customer.email
    document["accounts"] = [_account_document(account) for account in customer.accounts]
    if customer.legal_entities:
        entities = [_legal_entity_document(entity) for entity in customer.legal_entities]
        document["b2b"] = {**document.get("b2b", {}), "legalEntities": entities}
    document["businessModel"] = "B2B" if customer.legal_entities else "B2C"
    if customer.addresses:
        document["addresses"] = [
            address_document(address, is_default=address.id == customer.default_address_id)
            for address in customer.addresses
        ]
    if customer.default_address is not None:
        document["defaultAddress"] = address_document(customer.default_address, is_default=True)
    document["metadata"] = {**document.get("metadata", {}), "version": customer.version}
    document["metadataCreatedAt"] = instant_text(customer.created_at)
    document["metadataModifiedAt"] = instant_text(customer.modified_at)
    if customer.last_login is not None:
        document["lastLogin"] = instant_text(customer.last_login)
    return document


def _account_document(account: AccountId) -> dict[str, Any]:
    if account.provider_id is None:
        return {"id": account.email}
    return {"id": account.email, "providerId": account.provider_id}


def _legal_entity_document(entity: LegalEntityReference) -> dict[str, Any]:
    document = {
        "id": entity.id,
        "name": entity.name,
        "contactAssignmentId": entity.contact_assignment_id,
    }
    return {name: value for name, value in document.items() if value is not None}
