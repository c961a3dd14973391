"""Give a log-in to a customer who has none: one who came by an identity provider, or was created without."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.callers.access import Access, Caller
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import CustomerChange, manageable
from shared.domain.errors import (
    CannotHaveLogIn,
    Problem,
    StaleVersion,
    StorageUnavailable,
    TooManyTries,
    ValidationFailed,
)
from shared.domain.fields import folded_email
from shared.domain.log_in.account import Account, NewLogIn
from shared.domain.log_in.one_time_tokens import invitation
from shared.domain.log_in.password_policy import check_password
from shared.domain.log_in.proof import Standing, standing_of
from shared.domain.log_in.sessions import Session
from shared.domain.message_kinds import MessageKind
from shared.domain.preconditions import Precondition
from shared.ports.log_in import CredentialStore, SessionStore
from shared.use_cases.customers.update_customer import update_customer
from shared.use_cases.customers.writing import CreationPorts
from shared.use_cases.messages.telling import told
from shared.use_cases.sessions.admit import live_session


@dataclass(frozen=True, kw_only=True)
class LogInCreationPorts(CreationPorts):
    """Ports for giving a log-in to a customer. `sessions` is called where the customer asks for it."""

    credentials: CredentialStore
    sessions: Callable[[], SessionStore]


def add_own_log_in(
    ports: LogInCreationPorts, caller: Caller, access: Access, wanted: NewLogIn
) -> Account | None:
    """Give the customer who calls a log-in, and return the account if it can be used at once.

    A password is set only where the address is proven, and ends all other sessions. Otherwise a message goes
    to the address, with which the customer chooses one; too many of them are not sent. Raises
    `CannotHaveLogIn`, `ValidationFailed`, `DuplicateAccount`.
    """
    customer, session = live_session(ports.sessions(), caller)
    customer, account = _account(ports, access, customer, wanted)
    if _takes_password(customer, account, wanted):
        return _with_password(ports, customer, account, wanted, keeps=session)
    _send_invitation(ports, customer, account)
    return None


def add_log_in(ports: LogInCreationPorts, access: Access, wanted: NewLogIn) -> Account | None:
    """Give a customer a log-in, and return the account if it can be used at once, as `add_own_log_in` does.

    The password is one that the customer has not chosen. Raises `CustomerNotFound` and `TooManyTries`, too.
    """
    found = manageable(ports.customers.find(wanted.tenant, wanted.number), wanted.number, access)
    customer, account = _account(ports, access, found, wanted)
    if _takes_password(customer, account, wanted):
        return _with_password(ports, customer, account, wanted, keeps=None)
    if not _send_invitation(ports, customer, account):
        wait = ports.credentials.message_wait(wanted.tenant, account.email, MessageKind.INVITATION)
        raise TooManyTries(wait, of="messages to this customer")
    return None


def _account(
    ports: LogInCreationPorts, access: Access, customer: Customer, wanted: NewLogIn
) -> tuple[Customer, Account]:
    """Return the customer with its account that has no password, made if there is none yet."""
    if not customer.may_log_in:
        raise CannotHaveLogIn(customer.number, "is not active, is on hold, or is a CONTACT")
    if customer.email is None:
        customer = _with_address(ports, access, customer, wanted)
    elif wanted.email is not None and folded_email(wanted.email) != folded_email(customer.email):
        raise CannotHaveLogIn(customer.number, "has another e-mail address to log in with")
    account = ports.credentials.account_of(customer)
    if account is None:
        raise StorageUnavailable  # a rival has changed the customer since it was read
    if not account.confirmed:
        raise CannotHaveLogIn(customer.number, "has to confirm the sign-up first")
    if account.password_hash is not None:
        raise CannotHaveLogIn(customer.number, "has a password already")
    return customer, account


def _with_address(
    ports: LogInCreationPorts, access: Access, customer: Customer, wanted: NewLogIn
) -> Customer:
    """Give the customer its first contact e-mail address, with which it logs in from now on."""
    if wanted.email is None:
        raise ValidationFailed(Problem("is required for a customer without an e-mail address", "email"))
    change = CustomerChange(
        wanted.tenant,
        customer.number,
        {"contactEmail": wanted.email},
        updated_by=wanted.added_by,
        precondition=Precondition(customer.version),
    )
    try:
        return update_customer(ports, access, change)
    except StaleVersion:  # a rival may have given it another address
        raise StorageUnavailable from None


def _takes_password(customer: Customer, account: Account, wanted: NewLogIn) -> bool:
    return wanted.password is not None and standing_of(customer, account) is Standing.PROVEN


def _with_password(
    ports: LogInCreationPorts,
    customer: Customer,
    account: Account,
    wanted: NewLogIn,
    *,
    keeps: Session | None,
) -> Account:
    password, configuration = wanted.password or "", ports.tenants.of(wanted.tenant)
    check_password(password, "password", configuration, (customer.email, customer.contact_email))
    password_hash = ports.passwords().hash(password)
    notice = told(ports.credentials, customer, MessageKind.PASSWORD_CHANGED)
    if not ports.credentials.set_password(customer, account, password_hash, keeps=keeps, notice=notice):
        raise StorageUnavailable  # a rival was faster: the next try finds out
    return account


def _send_invitation(ports: LogInCreationPorts, customer: Customer, account: Account) -> bool:
    configuration = ports.tenants.of(customer.tenant)
    token = invitation(customer, email=account.email, configuration=configuration, now=time.time())
    return ports.credentials.send(token, asked_for=account.email)
