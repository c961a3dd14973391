"""Customers whom an identity provider of the tenant vouches for: found again, or created."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.errors import DuplicateAccount, StorageUnavailable
from shared.domain.log_in.identity_providers import (
    Identity,
    IdentityProvider,
    NobodyKnown,
    NotAdmitted,
    ProviderLink,
    UnknownIdentityProvider,
    UnverifiedEmail,
    setting_key,
)
from shared.domain.log_in.proof import Proof, Standing, after_proof, new_proof_id, standing_of
from shared.domain.message_kinds import MessageKind
from shared.domain.tenants.configuration import SSO_IDENTIFIERS
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CreationPorts
from shared.use_cases.messages.telling import told
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionPorts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.log_in.account import Account
    from shared.domain.log_in.sessions import Session, SessionTokens
    from shared.domain.log_in.visits import Visitor
    from shared.ports.log_in import CredentialStore, IdentityProviders, KnownIdentity, ProviderAccountStore

_, _BY_SUBJECT = SSO_IDENTIFIERS
_RACES_LOST = 5


@dataclass(frozen=True, kw_only=True)
class ProviderLogInPorts(SessionPorts, CreationPorts):
    """Ports for a log-in by an identity provider."""

    providers: IdentityProviders
    provider_accounts: ProviderAccountStore
    credentials: CredentialStore


class _Found(NamedTuple):
    """A customer with its sessions, and what the provider's word adds to it."""

    customer: Customer
    sessions: Sequence[Session]


def configured_provider(ports: ProviderLogInPorts, tenant: str, config: str | None) -> IdentityProvider:
    """Return the tenant's provider of this name, or its default one. Raises `UnknownIdentityProvider`."""
    provider = ports.providers.find(tenant, setting_key(config))
    if provider is None:
        raise UnknownIdentityProvider
    return provider


def admit(ports: ProviderLogInPorts, visitor: Visitor, tenant: str, identity: Identity) -> SessionTokens:
    """Begin a session of the customer that the provider vouches for; an unknown one is created.

    Raises `NotAdmitted` for customers who may not log in; `NobodyKnown` for unknown ones where the tenant
    creates none; `UnverifiedEmail`; `DuplicateAccount` where the e-mail address of an unknown one is another
    customer's.
    """
    found, known = _found(ports, tenant, identity)
    if found is None:
        if not ports.tenants.of(tenant).sso_autoprovisioning:
            raise NobodyKnown
        with suppress(DuplicateAccount):  # a rival may have created the very same customer
            _create(ports, visitor, tenant, identity, known)
        found, _ = _found(ports, tenant, identity)
    if found is None:
        raise DuplicateAccount(identity.email or "", tenant)
    tokens = begin_session(ports, visitor, *found)
    if tokens is None:
        raise NotAdmitted
    return tokens


def _found(ports: ProviderLogInPorts, tenant: str, identity: Identity) -> tuple[_Found | None, KnownIdentity]:
    """Return the customer meant with its sessions, if there is one, and what is stored of the identity.

    What the provider proves has been done by then. Raises `StorageUnavailable` if rivals always come first.
    """
    for _ in range(_RACES_LOST):
        known = ports.provider_accounts.known(tenant, identity)
        meant = _meant(ports, tenant, identity, known)
        if meant is None:
            return None, known
        found = _vouched_for(ports, identity, known, meant)
        if found is not None:
            return found, known
    raise StorageUnavailable


def _meant(
    ports: ProviderLogInPorts, tenant: str, identity: Identity, known: KnownIdentity
) -> tuple[_Found, Account | None] | None:
    """Return the customer meant, with the account of the identity's address if that is the customer's.

    Raises `UnverifiedEmail`, `NotAdmitted`.
    """
    configuration = ports.tenants.of(tenant)
    by_subject = configuration.sso_identifier_field == _BY_SUBJECT
    account = known.account
    if not by_subject and identity.email is None:
        raise UnverifiedEmail
    if not by_subject and account is None and configuration.double_opt_in and identity.email_is_verified:
        # What waits for its confirmation is confirmed by the provider.
        account = next(reversed(ports.credentials.sign_ups(tenant, identity.verified_email)), None)
    holder = known.linked if by_subject else account
    if holder is None:
        return None
    # What a deleted customer has left does not lead to the next one with the same number.
    of_customer = ports.sessions.of_customer(tenant, holder.customer_number)
    if of_customer is None or of_customer[0].incarnation != holder.incarnation:
        return None
    found = _Found(*of_customer)
    is_own = account is not None and account.customer_number == found.customer.number
    is_linked = known.linked is not None and known.linked.leads_to(found.customer)
    owns = is_own and account is not None and identity.owns(account.email)
    if not (is_linked or owns):
        if by_subject:
            return None
        raise NotAdmitted if identity.email_is_verified else UnverifiedEmail
    return found, account if owns else None


def _vouched_for(
    ports: ProviderLogInPorts,
    identity: Identity,
    known: KnownIdentity,
    meant: tuple[_Found, Account | None],
) -> _Found | None:
    """Return the customer after what the identity proves and adds to it; None if a rival came first.

    Whoever may not log in stays as it is. `meant`: with the account whose address the provider has verified.
    """
    found, account = meant
    customer = found.customer
    is_linked = known.linked is not None and known.linked.leads_to(customer)
    if not customer.may_log_in:
        return found
    link = ProviderLink(identity.issuer, identity.subject, known.linked)
    standing = standing_of(customer, account) if account is not None else Standing.PROVEN
    if account is None or standing is Standing.PROVEN:
        if is_linked:
            return found
        notice = told(ports.credentials, customer, MessageKind.PROVIDER_ADDED)
        return found if ports.provider_accounts.link(customer, link, notice) else None
    waiting = standing is Standing.UNCONFIRMED
    sign_ups = ports.credentials.sign_ups(customer.tenant, account.email) if waiting else ()
    after = after_proof(customer, account, Proof.PROVIDER, sign_ups=sign_ups)
    is_new = not (waiting or is_linked)
    notice = told(ports.credentials, customer, MessageKind.PROVIDER_ADDED) if is_new else None
    if not ports.credentials.prove(customer, account, after, link=link, notice=notice):
        return None
    return _Found(after.customer, found.sessions)


def _create(
    ports: ProviderLogInPorts, visitor: Visitor, tenant: str, identity: Identity, known: KnownIdentity
) -> None:
    """Create the customer.

    With an address that nobody has verified, it is as after a sign-up: where that must be confirmed first,
    the provider has to verify it. Raises `UnverifiedEmail`.
    """
    if identity.email is None or ports.tenants.of(tenant).double_opt_in:
        email = identity.verified_email
    else:
        email = identity.email
    proof_id = new_proof_id() if identity.email_is_verified else None
    create_customer(
        ports,
        EVERYWHERE,
        NewCustomer(
            tenant=tenant,
            members={**visitor.defaults, **identity.members, "contactEmail": email},
            created_by=None,
            attributes={"accounts": (AccountId(email, identity.subject),), "proof_id": proof_id},
            link=ProviderLink(identity.issuer, identity.subject, known.linked),
        ),
    )
