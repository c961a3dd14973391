"""The log-in account of a customer: an e-mail address and a password."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.domain import fields
from shared.domain.fields import MAX_EMAIL_OCTETS, RESERVED_CUSTOMER_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.bounces import Bounce

UNCONFIRMED_FOR = timedelta(days=7)
"""How long a sign-up waits for its confirmation."""
NOBODY = RESERVED_CUSTOMER_NUMBER
"""A number that no customer has. It is read so that an unknown account takes as long as a known one."""


_MOST_KEY_BYTES = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The log-in of a customer.

    `password_hash`: in its encoded form, which names its scheme; None before a password is set.
    `incarnation`: of the customer. `initial_password`: the customer did not choose the password. `legacy`:
    the hash may only be kept until the tenant's password migration ends. `confirmed`: if false, this is a
    sign-up that waits: nobody can log in, it is gone at `expires_at` (seconds since the epoch), and it is
    `contested` if it was not the only one for its address when it was made. `password_id`: changes with every
    new password, but not when the same password is hashed again. `bounce`: the last message to `email` that
    bounced, if any. `stored_as`: the form of `email` that it is stored under, where that is not the one in
    which addresses are compared today. `rest`: what another release has stored with it, which is kept.
    """

    tenant: str
    email: str
    customer_number: str
    incarnation: str
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    initial_password: bool = False
    legacy: bool = False
    confirmed: bool = True
    password_id: str | None = None
    expires_at: int | None = None
    contested: bool = False
    bounce: Bounce | None = None
    stored_as: str | None = field(default=None, repr=False)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def is_gone(self, now: float) -> bool:
        """Return whether this is a sign-up that nobody has confirmed in time."""
        if self.confirmed:
            return False
        # Earlier ones lie under the key of an account and say nothing of their end.
        end = self.expires_at or self.created_at.timestamp() + UNCONFIRMED_FOR.total_seconds()
        return end <= now


@dataclass(frozen=True, slots=True)
class NewAccount:
    """How the log-in account of a new customer begins; see `Account`."""

    password_hash: str | None = field(default=None, repr=False)
    initial_password: bool = False
    legacy: bool = False
    confirmed: bool = True
    contested: bool = False


@dataclass(frozen=True, slots=True)
class NewLogIn:
    """The log-in that a customer is to get. `added_by`: who asks for it."""

    tenant: str
    number: str
    added_by: str
    email: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


def new_account(customer: Customer, beginning: NewAccount = NewAccount()) -> Account | None:
    """Return the account of a customer that has had none; None for one that logs in with nothing."""
    if customer.email is None:
        return None
    return Account(
        tenant=customer.tenant,
        email=customer.email,
        customer_number=customer.number,
        incarnation=customer.incarnation,
        created_at=customer.modified_at,
        password_hash=beginning.password_hash,
        initial_password=beginning.initial_password,
        legacy=beginning.legacy,
        confirmed=beginning.confirmed,
        expires_at=customer.unconfirmed_until,
        contested=beginning.contested,
    )


def looked_up(email: str) -> str:
    """Return the name by which an account is looked up, from an e-mail address that was not checked.

    A text that no account can have gets a name of its own, so it is counted and timed like any other. Short
    ones stay as they are: an address that would be refused today may be an account's.
    """
    try:
        return fields.email(email)
    except ValueError:
        if _fits_into_a_key(email.strip()):
            return email.strip()
        return f"no-address-{hashlib.sha256(email.encode(errors='surrogatepass')).hexdigest()}"


def _fits_into_a_key(email: str) -> bool:
    try:
        return len(email) <= MAX_EMAIL_OCTETS and len(fields.folded_email(email).encode()) <= _MOST_KEY_BYTES
    except UnicodeEncodeError:
        return False


@dataclass(frozen=True, slots=True)
class LegacyAccount:
    """An account whose legacy hash waits for its customer's next log-in.

    `site`, `language`: for messages to the customer. `session_epoch`: of the customer. `may_log_in`: the
    tenant lets the customer in.
    """

    account: Account
    site: str
    language: str
    session_epoch: int
    may_log_in: bool = True
