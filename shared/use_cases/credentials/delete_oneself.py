"""A customer deletes itself: asked for, then confirmed with the token of a message."""

import time
from dataclasses import dataclass

from shared.domain.callers.access import Access, Caller
from shared.domain.customers.customer import Customer
from shared.domain.errors import NoEmailAddress
from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose, new_one_time_token
from shared.domain.preconditions import Precondition
from shared.ports.callers import KeyedHash
from shared.ports.customers import CustomerStore
from shared.ports.log_in import CredentialStore, SessionStore
from shared.ports.tenants import TenantConfiguration
from shared.use_cases.credentials.one_time_tokens import sent_to
from shared.use_cases.sessions.admit import live_session


@dataclass(frozen=True, kw_only=True)
class DeletionPorts:
    """Ports for the deletion of a customer by itself."""

    customers: CustomerStore
    credentials: CredentialStore
    sessions: SessionStore
    tenants: TenantConfiguration
    hashes: KeyedHash


def request_deletion(ports: DeletionPorts, caller: Caller) -> None:
    """Have a message sent to the customer with a token that confirms the deletion; nothing is deleted yet.

    Raises `NoEmailAddress`.
    """
    customer, _ = live_session(ports.sessions, caller)
    address = customer.email or customer.contact_email
    if address is None:
        raise NoEmailAddress
    token = new_one_time_token(
        customer,
        TokenPurpose.DELETION,
        email=address,
        now=time.time(),
        redirect_url=ports.tenants.of(caller.tenant).deletion_url,
    )
    ports.credentials.send(token, asked_for=address)


def delete_oneself(
    ports: DeletionPorts, caller: Caller, access: Access, text: str, *, precondition: Precondition
) -> None:
    """Delete the customer who calls, as its tenant would.

    Raises `InvalidOneTimeToken` for any other token than the one that was sent to it, `PreconditionFailed`,
    `LastAdmin`.
    """
    customer, token = sent_to(ports.credentials, ports.hashes, caller.tenant, text, TokenPurpose.DELETION)
    if customer.number != caller.own.number:
        raise InvalidOneTimeToken

    def rule(current: Customer) -> None:
        if not token.is_good(current, time.time()):
            raise InvalidOneTimeToken
        precondition.check(current.version, current.entity_tag(access))

    ports.customers.delete(customer, rule, deleted_by=customer.number, acting=customer.number)
