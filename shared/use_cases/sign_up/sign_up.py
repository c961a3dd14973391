"""A visitor becomes a customer."""

from dataclasses import dataclass, field, replace
from typing import Any

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.address import Address
from shared.domain.customers.address_rules import new_address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.customers.customer_rules import Members
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.idempotency import Receipt
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.password_policy import check_new_password
from shared.domain.message_kinds import MessageKind
from shared.ports.customers import NewAccount
from shared.use_cases.addresses.create_address import generated_address_id
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CustomerWriting


@dataclass(frozen=True, slots=True)
class SignUp:
    """What a visitor says. `log_in_email` may differ from `email`, which is where the customer is reached.

    `password_member`: where the password was in the body. Without an `address_id`, one is generated.
    """

    tenant: str
    email: str = field(repr=False)
    log_in_email: str = field(repr=False)
    password: str = field(repr=False)
    password_member: str
    details: Members = field(repr=False)
    address: Members | None = field(default=None, repr=False)
    address_id: str | None = None
    receipt: Receipt | None = None


def sign_up(writing: CustomerWriting, new: SignUp) -> str:
    """Create the customer with its log-in and return its number.

    With double opt-in nobody can log in before the address is confirmed. Raises `ValidationFailed`,
    `DuplicateAccount`.
    """
    contact_email = new.details.get("contactEmail")
    if contact_email and folded_email(contact_email) != folded_email(new.email):
        problem = Problem("must equal email, in upper or lower case", "customerDetails.contactEmail")
        raise ValidationFailed(problem)
    configuration = writing.tenants.of(new.tenant)
    refuse_common = configuration.refuses_common_passwords
    check_new_password(new.password, new.password_member, refuse_common=refuse_common)
    # The message of a double opt-in says it already.
    is_confirmed = configuration.confirms_sign_ups and not configuration.double_opt_in
    members: dict[str, Any] = {**new.details, "contactEmail": contact_email or new.email}
    credentials = NewAccount(
        password_hash=writing.passwords().hash(new.password),
        confirmed=not configuration.double_opt_in,
        message=TokenPurpose.OPT_IN if configuration.double_opt_in else None,
        notice=MessageKind.ACCOUNT_CREATED if is_confirmed else None,
    )
    address = _address(new)
    customer = NewCustomer(
        tenant=new.tenant,
        members=members,
        created_by=None,
        credentials=credentials,
        receipt=new.receipt,
        complete=lambda customer: _completed(customer, new.log_in_email, address),
    )
    try:
        return create_customer(writing, EVERYWHERE, customer)
    except ValidationFailed as error:
        raise error.within("customerDetails") from None


def _address(new: SignUp) -> Address | None:
    if new.address is None:
        return None
    try:
        return new_address(new.address_id or generated_address_id(), new.address)
    except ValidationFailed as error:
        raise error.within("customerAddress") from None


def _completed(customer: Customer, log_in_email: str, address: Address | None) -> Customer:
    customer = replace(customer, accounts=(AccountId(log_in_email),))
    if address is None:
        return customer
    return replace(customer, addresses=(address,), default_address_id=address.id)
