"""The log-in account of a customer: an e-mail address and a password."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a customer logs in with.

    `password_hash`: in its encoded form, which names its scheme; none before a password is set.
    `incarnation`: of the customer. `initial_password`: it was not chosen by the customer. `legacy`: the hash
    may only be kept until the tenant's password migration ends.
    """

    tenant: str
    email: str
    customer_number: str
    incarnation: str
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    initial_password: bool = False
    legacy: bool = False


@dataclass(frozen=True, slots=True)
class LegacyAccount:
    """An account whose legacy hash waits for its customer's next log-in, and what messages to it go by."""

    account: Account
    site: str
    language: str
