"""Log in for a customer, to buy for it (assisted buying)."""

import time
from dataclasses import dataclass

from shared.domain.callers.access import Access, Caller
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import visible
from shared.domain.errors import NotAssistable
from shared.domain.log_in.sessions import SessionTokens, assisted_session, surplus
from shared.domain.message_kinds import MessageKind
from shared.ports.log_in import CredentialStore
from shared.use_cases.messages.telling import told
from shared.use_cases.sessions.issuing import SessionPorts, issued


@dataclass(frozen=True, kw_only=True)
class AssistancePorts(SessionPorts):
    """Ports for logging in for a customer."""

    credentials: CredentialStore


def log_in_for_customer(
    ports: AssistancePorts,
    caller: Caller,
    access: Access,
    number: str,
    *,
    legal_entity_id: str | None,
    issuer: str,
    actor: str,
) -> SessionTokens:
    """Begin a session in which the caller acts for the customer, who is told, and return its tokens.

    `actor`: the name of whoever acts, which is the caller or the person whom it works for.

    Raises `CustomerNotFound` for one that is not within the caller's reach, `NotAssistable`, and `Forbidden`
    for a company that is not the customer's.
    """
    profile, sessions = ports.sessions.of_customer(caller.tenant, number) or (None, ())
    customer = visible(profile, number, access)
    if not customer.may_log_in:
        raise NotAssistable(number, "is not active, is on hold, or is a CONTACT")
    if customer.unconfirmed_until is not None:
        raise NotAssistable(number, "has to confirm the sign-up first")
    now = int(time.time())
    client_id = caller.client_id or caller.subject
    session = assisted_session(
        customer,
        client_id,
        actor,
        now,
        restrictions=access.wide.restrictions if access.wide is not None else frozenset(),
        legal_entity_id=legal_entity_id,
    )
    begun = ports.sessions.begin(
        customer,
        session,
        ends=surplus(customer, sessions, now, assisted=True),
        notice=told(ports.credentials, customer, MessageKind.ASSISTED_BUYING, email=_address_of(customer))
        if ports.tenants.of(caller.tenant).notifies_of_assistance
        else None,
    )
    if not begun:
        raise NotAssistable(number, "has been changed meanwhile; try again")
    return issued(ports, customer, session, issuer=issuer)


def _address_of(customer: Customer) -> str | None:
    return customer.email or customer.contact_email
