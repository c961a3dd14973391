"""Customers whom an identity provider of the tenant vouches for: found again, or created."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.errors import DuplicateAccount
from shared.domain.log_in.account import Account
from shared.domain.log_in.identity_providers import (
    Identity,
    IdentityProvider,
    NotAdmitted,
    ProviderAccount,
    ProviderLink,
    UnknownIdentityProvider,
    UnverifiedEmail,
    setting_key,
)
from shared.domain.log_in.sessions import Session, SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.domain.tenants.configuration import SSO_IDENTIFIERS
from shared.ports.log_in import IdentityProviders, KnownIdentity, ProviderAccountStore
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CreationPorts
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionPorts

_, _BY_SUBJECT = SSO_IDENTIFIERS


@dataclass(frozen=True, kw_only=True)
class ProviderLogInPorts(SessionPorts, CreationPorts):
    """Ports for a log-in by an identity provider."""

    providers: IdentityProviders
    provider_accounts: ProviderAccountStore


def configured_provider(ports: ProviderLogInPorts, tenant: str, config: str | None) -> IdentityProvider:
    """Return the tenant's provider of this name, or its default one. Raises `UnknownIdentityProvider`."""
    provider = ports.providers.find(tenant, setting_key(config))
    if provider is None:
        raise UnknownIdentityProvider
    return provider


def admit(ports: ProviderLogInPorts, visitor: Visitor, tenant: str, identity: Identity) -> SessionTokens:
    """Begin a session of the customer that the provider vouches for; an unknown one is created.

    Raises `NotAdmitted` for customers who may not log in, and for unknown ones where the tenant creates none;
    `UnverifiedEmail`; `DuplicateAccount` where the e-mail address of an unknown one is another customer's.
    """
    found, known = _found(ports, tenant, identity)
    if found is None:
        if not ports.tenants.of(tenant).sso_autoprovisioning:
            raise NotAdmitted
        with suppress(DuplicateAccount):  # a rival may have created the very same customer
            _create(ports, tenant, identity, known)
        found, _ = _found(ports, tenant, identity)
    if found is None:
        raise DuplicateAccount(identity.verified_email, tenant)
    customer, sessions = found
    tokens = begin_session(ports, visitor, customer, sessions)
    if tokens is None:
        raise NotAdmitted
    return tokens


def _found(
    ports: ProviderLogInPorts, tenant: str, identity: Identity
) -> tuple[tuple[Customer, Sequence[Session]] | None, KnownIdentity]:
    """Return the customer meant with its sessions, if there is one, and what is stored of the identity."""
    by_subject = ports.tenants.of(tenant).sso_identifier_field == _BY_SUBJECT
    if not by_subject and identity.email is None:
        raise UnverifiedEmail
    known = ports.provider_accounts.known(tenant, identity)
    holder: Account | ProviderAccount | None = known.linked if by_subject else known.account
    if holder is None:
        return None, known
    # An account that waits for its confirmation may be somebody else's, who knows its password.
    if isinstance(holder, Account) and not (holder.confirmed and identity.owns(holder.email)):
        raise NotAdmitted
    found = ports.sessions.of_customer(tenant, holder.customer_number)
    # What a deleted customer has left does not lead to the next one with the same number.
    return (found if found is not None and found[0].incarnation == holder.incarnation else None), known


def _create(ports: ProviderLogInPorts, tenant: str, identity: Identity, known: KnownIdentity) -> None:
    email = identity.verified_email
    create_customer(
        ports,
        EVERYWHERE,
        NewCustomer(
            tenant=tenant,
            members={**identity.members, "contactEmail": email},
            created_by=None,
            attributes={"accounts": (AccountId(email, identity.subject),)},
            link=ProviderLink(identity.issuer, identity.subject, known.linked),
        ),
    )
