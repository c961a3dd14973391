"""Create a customer, with its log-in account."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members, new_customer
from shared.domain.errors import (
    CustomerWasDeleted,
    DuplicateCustomer,
    Problem,
    StorageUnavailable,
    ValidationFailed,
)
from shared.domain.fields import RESERVED_CUSTOMER_NUMBER
from shared.domain.idempotency import Receipt
from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.ports.customers import NewAccount
from shared.use_cases.customers.writing import CustomerWriting

_DIGITS = 8
_NUMBERS_TRIED = 10


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is said of a new customer. Without a `number`, one is generated.

    `created_by`: none for customers who create themselves. `credentials` are those of an account that begins
    without a `password`. `notify`: send a password reset message where there is an account and neither.
    `complete` gives the customer what only other operations than create can: addresses, or what an import
    knows of it.
    """

    tenant: str
    members: Members
    created_by: str | None
    number: str | None = None
    password: str | None = field(default=None, repr=False)
    credentials: NewAccount | None = None
    notify: bool = True
    receipt: Receipt | None = None
    complete: Callable[[Customer], Customer] = lambda customer: customer


def create_customer(writing: CustomerWriting, access: Access, new: NewCustomer) -> str:
    """Create the customer and return its number.

    Raises `ValidationFailed`, `Forbidden`, `DuplicateAccount`, `DuplicateCustomer`, `CustomerWasDeleted`.
    """
    if new.number is not None:
        return _create(writing, access, new, new.number)
    for _ in range(_NUMBERS_TRIED):
        try:
            return _create(writing, access, new, _generated_number(), recreates=False)
        except (DuplicateCustomer, CustomerWasDeleted):
            continue
    raise StorageUnavailable


def _create(
    writing: CustomerWriting, access: Access, new: NewCustomer, number: str, *, recreates: bool = True
) -> str:
    configuration = writing.configuration(new.tenant, new.members, access)
    customer = new.complete(
        new_customer(
            new.members,
            tenant=new.tenant,
            number=number,
            incarnation=uuid.uuid4().hex,
            configuration=configuration,
            access=access,
            now=now(),
        )
    )
    return writing.customers.create(
        customer,
        _credentials(writing, customer, new, configuration.password_reset_url),
        recreates=recreates and configuration.allows_recreation,
        created_by=new.created_by or number,
        receipt=new.receipt,
    )


def _credentials(
    writing: CustomerWriting, customer: Customer, new: NewCustomer, reset_url: str | None
) -> NewAccount:
    if new.credentials is not None:
        return new.credentials
    if new.password is None:
        return NewAccount(message=TokenPurpose.PASSWORD_RESET if new.notify else None, message_url=reset_url)
    if not customer.accounts:
        problem = "needs a log-in account: a contactEmail, and a type other than CONTACT"
        raise ValidationFailed(Problem(problem, "password"))
    return NewAccount(password_hash=writing.passwords().hash(new.password), initial=True)


def _generated_number() -> str:
    while True:
        number = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        if number != RESERVED_CUSTOMER_NUMBER:
            return number
