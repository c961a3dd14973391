"""Invite a customer to choose a first password."""

import time
from dataclasses import dataclass

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import visible
from shared.domain.errors import NotInvitable, TooManyTries
from shared.domain.log_in.account import Account
from shared.domain.log_in.one_time_tokens import invitation
from shared.ports.customers import CustomerReader
from shared.ports.log_in import CredentialStore
from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class InvitationPorts:
    """Ports for inviting a customer."""

    customers: CustomerReader
    credentials: CredentialStore
    tenants: TenantConfiguration


def invite_customer(ports: InvitationPorts, access: Access, tenant: str, number: str) -> None:
    """Have a message sent with a token to choose a first password; it voids the one before.

    Unlike a customer who asks, the seller is told why none goes out. Raises `CustomerNotFound`,
    `NotInvitable`, `TooManyTries` for an address that has had too many.
    """
    customer = visible(ports.customers.find(tenant, number), number, access)
    account = _invitable(customer, ports.credentials.account_of(customer))
    configuration = ports.tenants.of(tenant)
    token = invitation(customer, email=account.email, configuration=configuration, now=time.time())
    if not ports.credentials.send(token, asked_for=account.email):
        wait = ports.credentials.message_wait(tenant, account.email, token.counted_as)
        raise TooManyTries(wait, of="messages to this customer")


def _invitable(customer: Customer, account: Account | None) -> Account:
    if account is None:
        raise NotInvitable(customer.number, "has no log-in account")
    if not account.confirmed:
        raise NotInvitable(customer.number, "has to confirm the sign-up first")
    if not customer.may_log_in:
        raise NotInvitable(customer.number, "is not active, or on hold")
    if account.password_hash is not None:
        raise NotInvitable(customer.number, "has a password already")
    return account
