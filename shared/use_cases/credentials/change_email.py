"""A customer changes the e-mail address to log in with: asked for, then confirmed from the new address."""

import time
from dataclasses import dataclass, field

from shared.domain.callers.access import Caller
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import log_in_changed
from shared.domain.errors import DuplicateAccount, Problem, ValidationFailed
from shared.domain.fields import folded_email
from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose, new_one_time_token
from shared.domain.log_in.proof import Proof, after_proof
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.notices import new_notice
from shared.use_cases.credentials.changing import CredentialPorts, proven
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts, holder_of
from shared.use_cases.sessions.admit import live_session
from shared.use_cases.sessions.proving import Claim


@dataclass(frozen=True, slots=True)
class EmailChange:
    """The present log-in and the next e-mail address, and where the customer is.

    `email`: the present address as the customer has given it, if so.
    """

    email: str | None = field(repr=False)
    password: str = field(repr=False)
    new_email: str = field(repr=False)
    syncs_contact_email: bool
    source: str


def request_email_change(ports: CredentialPorts, caller: Caller, change: EmailChange) -> None:
    """Have a message with a one-time token sent to the new address.

    Raises `WrongCredentials` unless the present log-in is right, `TooManyTries`, `ValidationFailed`,
    `DuplicateAccount`.
    """
    customer, _ = live_session(ports.sessions, caller)
    present = change.email if change.email is not None else customer.email or ""
    claim = Claim(caller.tenant, present, change.password, change.source)
    account, attempt = proven(ports, customer, claim)
    ports.log_ins.forget_tries(attempt)
    if change.new_email == account.email:
        raise ValidationFailed(Problem("must not be the present e-mail address", "newEmail"))
    is_another = folded_email(change.new_email) != folded_email(account.email)
    found = ports.credentials.find(caller.tenant, change.new_email) if is_another else None
    if found is not None and found[1].confirmed:
        raise DuplicateAccount(change.new_email, caller.tenant)
    token = new_one_time_token(
        customer,
        TokenPurpose.EMAIL_CHANGE,
        email=account.email,
        now=time.time(),
        redirect_url=ports.tenants.of(caller.tenant).email_change_url,
        new_email=change.new_email,
        syncs_contact_email=change.syncs_contact_email,
    )
    ports.credentials.send(token, asked_for=change.new_email)


def confirm_email_change(ports: OneTimeTokenPorts, tenant: str, token: str) -> None:
    """Make the new address, which is proven by that, the log-in; use the token up and end all sessions.

    Raises `InvalidOneTimeToken`, and `DuplicateAccount` when the address has been taken meanwhile.
    """
    customer, account, stored = holder_of(
        ports.credentials, ports.hashes, tenant, token, TokenPurpose.EMAIL_CHANGE
    )
    new_email = stored.new_email or account.email

    def rule(current: Customer) -> Customer:
        syncs = stored.syncs_contact_email
        after = after_proof(current, account, Proof.EMAIL_CHANGE).customer
        return log_in_changed(after, new_email, syncs_contact_email=syncs, now=now())

    # Not counted: tries that fail must not use up what its owner is to be told when one succeeds.
    notice = new_notice(customer, MessageKind.EMAIL_CHANGED, email=account.email, now=now())
    if not ports.credentials.change_email(customer, account, rule, uses=stored, notice=notice):
        raise InvalidOneTimeToken
