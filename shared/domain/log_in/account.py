"""The log-in account of a customer: an e-mail address and a password."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain import fields
from shared.domain.fields import RESERVED_CUSTOMER_NUMBER
from shared.domain.log_in.bounces import Bounce

NOBODY = RESERVED_CUSTOMER_NUMBER
"""A number that no customer has: what is read where an unknown account must take as long as a known one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The log-in of a customer.

    `password_hash`: in its encoded form, which names its scheme; none before a password is set.
    `incarnation`: of the customer. `initial_password`: it was not chosen by the customer. `legacy`: the hash
    may only be kept until the tenant's password migration ends. `confirmed`: nobody can log in before that.
    `password_id`: another one with every password that is set later, the same where one is hashed anew.
    `bounce`: the last message to `email` that came back, if any did.
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
    bounce: Bounce | None = None


def looked_up(email: str) -> str:
    """Return the name by which an account is looked up, from an e-mail address that nobody has checked.

    What cannot be one gets a name of its own that no account has: it is counted and timed like any other.
    """
    try:
        return fields.email(email)
    except ValueError:
        return f"no-address-{hashlib.sha256(email.encode(errors='surrogatepass')).hexdigest()}"


@dataclass(frozen=True, slots=True)
class LegacyAccount:
    """An account whose legacy hash waits for its customer's next log-in, and what messages to it go by.

    `session_epoch`: of the customer.
    """

    account: Account
    site: str
    language: str
    session_epoch: int
