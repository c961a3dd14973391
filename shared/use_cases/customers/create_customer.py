"""Create a customer, with its log-in account."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shared.domain.customers.customer_rules import new_customer
from shared.domain.errors import (
    CustomerWasDeleted,
    DuplicateCustomer,
    Problem,
    StorageUnavailable,
    ValidationFailed,
)
from shared.domain.fields import RESERVED_CUSTOMER_NUMBER
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.domain.log_in.one_time_tokens import TokenPurpose, invitation, new_one_time_token
from shared.use_cases.customers.writing import configuration_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.domain.callers.access import Access
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.customer_rules import Members
    from shared.domain.idempotency import Receipt
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.identity_providers import ProviderLink
    from shared.domain.log_in.one_time_tokens import OneTimeToken
    from shared.domain.message_kinds import MessageKind
    from shared.domain.messages.notices import Notice
    from shared.domain.tenants.configuration import Configuration
    from shared.use_cases.customers.writing import CreationPorts

_DIGITS = 8
_NUMBERS_TRIED = 10


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A new customer, as the caller describes it. Without a `number`, one is generated.

    `attributes`: of the customer, in the place of those that `members` lead to; what only other operations
    than create can give it. `created_by`: none for customers who create themselves. `account`: how it begins
    if not with a `password`. `message`: what goes out where there is an account without a `password`, with a
    token or without. `link`: the identity at a provider that opens the account too. `ends`: earlier sign-ups
    for the address that go for this one.
    """

    tenant: str
    members: Members
    created_by: str | None
    number: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict, repr=False)
    password: str | None = field(default=None, repr=False)
    account: NewAccount = field(default_factory=NewAccount)
    message: TokenPurpose | MessageKind | None = None
    link: ProviderLink | None = None
    receipt: Receipt | None = None
    ends: Sequence[Account] = ()


def create_customer(ports: CreationPorts, access: Access, new: NewCustomer) -> str:
    """Create the customer and return its number. A password for a colleague is not taken.

    Raises `ValidationFailed`, `Forbidden`, `DuplicateAccount`, `DuplicateCustomer`, `CustomerWasDeleted`.
    """
    if access.wide is None:
        new = replace(new, password=None)
    if new.number is not None:
        return _create(ports, access, new, new.number)
    for _ in range(_NUMBERS_TRIED):
        try:
            return _create(ports, access, new, generated_number(), recreates=False)
        except (DuplicateCustomer, CustomerWasDeleted):
            continue
    raise StorageUnavailable


def _create(
    ports: CreationPorts, access: Access, new: NewCustomer, number: str, *, recreates: bool = True
) -> str:
    configuration = configuration_for(ports, new.tenant, new.members, access)
    customer = new_customer(
        new.members,
        tenant=new.tenant,
        number=number,
        incarnation=uuid.uuid4().hex,
        configuration=configuration,
        access=access,
        now=now(),
        number_is_chosen=new.number is not None,
    )
    customer = replace(customer, **new.attributes) if new.attributes else customer
    account = _account(ports, customer, new, configuration)
    return ports.customers.create(
        customer,
        account,
        also=_also(customer, new, configuration),
        recreates=recreates and configuration.allows_recreation,
        created_by=new.created_by or number,
        receipt=new.receipt,
        ends=new.ends,
    )


def _account(
    ports: CreationPorts, customer: Customer, new: NewCustomer, configuration: Configuration
) -> Account | None:
    if new.password is None:
        return new_account(customer, new.account)
    if customer.email is None:
        problem = "needs a log-in account: a contactEmail, and a type other than CONTACT"
        raise ValidationFailed(Problem(problem, "password"))
    from shared.domain.log_in.password_policy import check_password

    check_password(new.password, "password", configuration, (customer.email, customer.contact_email))
    password_hash = ports.passwords().hash(new.password)
    return new_account(customer, NewAccount(password_hash, initial_password=True))


def _also(
    customer: Customer, new: NewCustomer, configuration: Configuration
) -> list[OneTimeToken | Notice | ProviderLink]:
    """Return what begins together with the customer."""
    also: list[OneTimeToken | Notice | ProviderLink] = []
    if new.link is not None:
        also.append(new.link)
    if new.message is not None and new.password is None and _is_sent(new.message, customer):
        also.append(_message(customer, customer.email or "", new.message, configuration))
    return also


def _is_sent(message: TokenPurpose | MessageKind, customer: Customer) -> bool:
    """Return whether there is somebody to send it to; who cannot log in is not told to choose a password."""
    return customer.email is not None and (message is not TokenPurpose.PASSWORD_RESET or customer.may_log_in)


def _message(
    customer: Customer, email: str, message: TokenPurpose | MessageKind, configuration: Configuration
) -> OneTimeToken | Notice:
    if message is TokenPurpose.PASSWORD_RESET:
        return invitation(customer, email=email, configuration=configuration, now=now().timestamp())
    if isinstance(message, TokenPurpose):
        url = configuration.opt_in_url
        return new_one_time_token(customer, message, email=email, now=now().timestamp(), redirect_url=url)
    from shared.domain.messages.notices import new_notice

    return new_notice(customer, message, email=email, now=now())


def generated_number() -> str:
    """Return a random number for a customer, who may exist already."""
    while True:
        number = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        if number != RESERVED_CUSTOMER_NUMBER:
            return number
