"""Create a customer that another system knew, with the password that it has there."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from shared.domain.callers.access import Access
from shared.domain.customers.customer import CONTACT, AccountId
from shared.domain.customers.customer_rules import Members
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.idempotency import Receipt
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.password_hashes import LEGACY_PREFIX
from shared.domain.tenants.configuration import REFUSAL_SECONDS
from shared.domain.tenants.setting_rules import Setting, changed, new_setting
from shared.ports.log_in import PasswordVerifier, RetentionStore
from shared.ports.receipts import ReceiptStore
from shared.ports.tenants import SettingStore
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CreationPorts

_USUAL_SECONDS = 0.5
"""For a refusal, as deployments have it."""
_SPELLINGS = 2
"""Of a password, that a check may have to try."""
_NATIVE_SECONDS = 0.2
"""For the native hashes and the requests of every refusal."""


@dataclass(frozen=True, kw_only=True)
class ImportPorts(CreationPorts):
    """Ports for importing customers. `verifier` is called when there is a hash to judge."""

    verifier: Callable[[], PasswordVerifier]
    retentions: RetentionStore
    receipts: ReceiptStore
    settings: SettingStore


@dataclass(frozen=True, slots=True)
class ImportedCustomer:
    """A customer to be imported. Without a `number`, one is generated.

    `account_email`: what it logs in with, as spelled here; without one, `members` alone decide on an account,
    as they do at creation. `initial_password`: the customer did not choose it. `legacy`: the hash is of the
    legacy scheme. `attributes`: what only its file knows, see `NewCustomer`.
    """

    tenant: str
    members: Members
    imported_by: str
    number: str | None = None
    account_email: str | None = None
    password_hash: str | None = field(default=None, repr=False)
    initial_password: bool = False
    legacy: bool = False
    receipt: Receipt | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """The customer's number, and why its password cannot be verified here and needs a reset, if so."""

    number: str
    reset_needed: str | None = None


def import_customer(ports: ImportPorts, access: Access, item: ImportedCustomer) -> Imported:
    """Create the customer; no message goes out. A hash that cannot be verified is left out.

    White space around a hash, which files leave there, does not count. One that is legacy or weak needs an
    active retention, and is kept until the customer logs in or the retention ends.

    Raises `ValidationFailed`, `Forbidden`, `DuplicateAccount`, `DuplicateCustomer`, `CustomerWasDeleted`.
    """
    encoded = item.password_hash.strip() if item.password_hash is not None else None
    item = replace(item, password_hash=encoded)
    _check_account(item)
    objection = ports.verifier().objection(encoded) if encoded is not None else None
    verifiable = encoded if objection is None else None
    waits = item.legacy or (verifiable is not None and ports.verifier().is_weak(verifiable))
    if waits:
        _check_retention(ports.retentions, item)
    if verifiable is not None:
        cover_check(ports, item.tenant, verifiable)
    new = NewCustomer(
        tenant=item.tenant,
        members=_members(item),
        created_by=item.imported_by,
        number=item.number,
        attributes=_attributes(item),
        account=_account(item, verifiable, waits=waits),
        receipt=item.receipt,
    )
    return Imported(create_customer(ports, access, new), objection)


def cover_check(ports: ImportPorts, tenant: str, encoded: str) -> None:
    """Have the tenant's refusals take as long as one after a check against this hash, if that is longer.

    Otherwise their time would tell who was imported, and not yet here.
    """
    seconds = _SPELLINGS * ports.verifier().seconds(encoded) + _NATIVE_SECONDS
    if seconds <= max(_USUAL_SECONDS, ports.tenants.of(tenant).refusal_seconds):
        return
    needed = Decimal(math.ceil(seconds * 10)) / 10

    def rule(current: Setting | None) -> Setting:
        if current is None:
            return new_setting(REFUSAL_SECONDS, needed)
        return changed(current, max(needed, current.value))

    ports.settings.revise_setting(tenant, REFUSAL_SECONDS, rule)


def _account(item: ImportedCustomer, verifiable: str | None, *, waits: bool) -> NewAccount:
    if verifiable is None:
        return NewAccount()
    return NewAccount(verifiable, initial_password=item.initial_password, legacy=waits)


def _check_account(item: ImportedCustomer) -> None:
    problems = []
    if item.password_hash is not None and item.password_hash.startswith(LEGACY_PREFIX) and not item.legacy:
        problems.append(
            Problem("is of the legacy scheme; send it as account.legacyAuth", "account.passwordHash")
        )
    if item.account_email is not None:
        contact_email = item.members.get("contactEmail") or item.account_email
        if folded_email(contact_email) != folded_email(item.account_email):
            problems.append(Problem("must equal account.email, in upper or lower case", "contactEmail"))
        if item.members.get("type") == CONTACT:
            problems.append(Problem("must not be CONTACT for a customer with an account", "type"))
    if problems:
        raise ValidationFailed(*problems)


def _check_retention(retentions: RetentionStore, item: ImportedCustomer) -> None:
    retention = retentions.find(item.tenant)
    if retention is None or not retention.is_active(now().date()):
        message = (
            "needs an active retention configuration: "
            f"POST /customer/{item.tenant}/config/password-migration-retention first"
        )
        if item.legacy:
            raise ValidationFailed(Problem(message, "account.legacyAuth"))
        raise ValidationFailed(Problem(f"is weak and {message}", "account.passwordHash"))


def _members(item: ImportedCustomer) -> Members:
    if item.account_email is None or item.members.get("contactEmail"):
        return item.members
    return {**item.members, "contactEmail": item.account_email}


def _attributes(item: ImportedCustomer) -> Mapping[str, Any]:
    """Return the attributes, with the log-in spelled as the account's, not as the contact e-mail address."""
    if item.account_email is None:
        return item.attributes
    return {"accounts": (AccountId(item.account_email),), **item.attributes}
