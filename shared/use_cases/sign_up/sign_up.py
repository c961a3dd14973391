"""A visitor becomes a customer."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.address_rules import new_address
from shared.domain.customers.colleagues import check_mixins
from shared.domain.customers.customer import AccountId, attributes_from
from shared.domain.customers.customer_rules import Members
from shared.domain.errors import DuplicateAccount, Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.idempotency import Receipt
from shared.domain.instants import now
from shared.domain.log_in.account import UNCONFIRMED_FOR, NewAccount
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.password_policy import check_password
from shared.domain.log_in.proof import surplus_sign_ups
from shared.domain.message_kinds import MessageKind
from shared.domain.tenants.configuration import Configuration
from shared.ports.callers import KeyedHash
from shared.ports.log_in import CredentialStore, LogInStore
from shared.ports.receipts import ReceiptStore
from shared.use_cases.addresses.create_address import generated_address_id
from shared.use_cases.customers.create_customer import NewCustomer, create_customer, generated_number
from shared.use_cases.customers.writing import CreationPorts
from shared.use_cases.sessions.proving import no_answer_before, source_hash


@dataclass(frozen=True, slots=True)
class SignUp:
    """The data of a sign-up. `log_in_email` may differ from `email`, which is where the customer is reached.

    `password_member`: where the password was in the body. Without an `address_id`, one is generated.
    `source`: where the visitor is. `defaults`: members that the visit gives where `details` do not.
    """

    tenant: str
    email: str = field(repr=False)
    log_in_email: str = field(repr=False)
    password: str = field(repr=False)
    password_member: str
    details: Members = field(repr=False)
    address: Members | None = field(default=None, repr=False)
    address_id: str | None = None
    source: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    receipt: Receipt | None = None


@dataclass(frozen=True, kw_only=True)
class SignUpPorts(CreationPorts):
    """Ports for a sign-up. `refusal_floor`: an answer that must not tell who has an account takes so long.

    `credentials` is called where a message goes out, `receipts` where nothing is created.
    """

    log_ins: LogInStore
    hashes: KeyedHash
    credentials: Callable[[], CredentialStore]
    receipts: Callable[[], ReceiptStore]
    refusal_floor: float


def sign_up(ports: SignUpPorts, new: SignUp) -> str:
    """Create the customer with its log-in and return its number.

    With double opt-in nobody can log in before the address is confirmed: until then the sign-up waits,
    besides others for the address, the oldest of which goes if there are too many. Raises
    `ValidationFailed`, `DuplicateAccount`, `TooManyTries` for a source that has signed up too often.

    Where the tenant wants an account of the address claimed or hidden, the number may be nobody's.
    """
    configuration = ports.tenants.of(new.tenant)
    if not configuration.hides_accounts:
        return _signed_up(ports, new, configuration)
    with no_answer_before(ports.refusal_floor):
        return _signed_up(ports, new, configuration)


def _signed_up(ports: SignUpPorts, new: SignUp, configuration: Configuration) -> str:
    contact_email = new.details.get("contactEmail")
    if contact_email and folded_email(contact_email) != folded_email(new.email):
        problem = Problem("must equal email, in upper or lower case", "customerDetails.contactEmail")
        raise ValidationFailed(problem)
    for written in filter(None, (new.details, new.address)):
        given = attributes_from(written)
        check_mixins({*given.get("mixins", {}), *given.get("mixin_schemas", {})}, configuration)
    check_password(new.password, new.password_member, configuration, (new.email, new.log_in_email))
    ports.log_ins.count_sign_up(new.tenant, source_hash(ports.hashes, new.tenant, new.source), time.time())
    members: dict[str, Any] = {**new.details, "contactEmail": contact_email or new.email}
    members |= {name: value for name, value in new.defaults.items() if not members.get(name)}
    password_hash = ports.passwords().hash(new.password)
    customer = NewCustomer(
        tenant=new.tenant,
        members=members,
        attributes={"accounts": (AccountId(new.log_in_email),), **_address_attributes(new)},
        created_by=None,
        account=NewAccount(password_hash),
        message=MessageKind.ACCOUNT_CREATED if configuration.confirms_sign_ups else None,
        receipt=new.receipt,
    )
    joins = configuration.joins_by_registration_id and _names_company(new.details)
    if joins:
        customer = replace(customer, attributes={**customer.attributes, "joins_company": True})
    if configuration.double_opt_in:
        customer = _waiting(ports.credentials(), new, customer)
    elif joins and _is_to_be_sent(ports.credentials(), new):
        # Anybody can know a registration number, so the address has to be proven first.
        customer = replace(customer, message=TokenPurpose.OPT_IN)
    try:
        return create_customer(ports, EVERYWHERE, customer)
    except ValidationFailed as error:
        raise error.within("customerDetails") from None
    except DuplicateAccount:
        if not (configuration.hides_accounts or configuration.lets_guests_claim):
            raise
        from shared.use_cases.sign_up.known_address import answer_for_owner

        if not answer_for_owner(ports.credentials(), configuration, new.tenant, new.log_in_email):
            raise
        number = generated_number()
        return number if new.receipt is None else ports.receipts().keep_created(new.receipt, number)


def _waiting(credentials: CredentialStore, new: SignUp, customer: NewCustomer) -> NewCustomer:
    """Return the sign-up as one that has to be confirmed, by a message unless too many have gone there."""
    others = credentials.sign_ups(new.tenant, new.log_in_email)
    end = now() + UNCONFIRMED_FOR
    return replace(
        customer,
        attributes={**customer.attributes, "unconfirmed_until": int(end.timestamp())},
        account=replace(customer.account, confirmed=False, contested=bool(others)),
        message=TokenPurpose.OPT_IN if _is_to_be_sent(credentials, new) else None,
        ends=surplus_sign_ups(others),
    )


def _is_to_be_sent(credentials: CredentialStore, new: SignUp) -> bool:
    """Count a message that asks for a confirmation; return whether not too many have gone there."""
    return credentials.count_message(new.tenant, new.log_in_email, TokenPurpose.OPT_IN)


def _names_company(details: Members) -> bool:
    return attributes_from(details).get("company_registration_id") is not None


def _address_attributes(new: SignUp) -> dict[str, Any]:
    if new.address is None:
        return {}
    try:
        address = new_address(new.address_id or generated_address_id(), new.address)
    except ValidationFailed as error:
        raise error.within("customerAddress") from None
    return {"addresses": (address,), "default_address_id": address.id}
