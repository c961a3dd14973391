"""A write of a customer, as the table's stream has it."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.callers.writer import Writer
from shared.domain.customers.customer import Customer, DeletedCustomer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileWritten:
    """A customer before and after a write.

    `write_id` tells the write from every other, `writer` is who asked for it, as far as that is recorded.
    `email_change`: the nonce of the token with which the log-in last became another e-mail address.
    `sets_password`: it has ended all sessions for that.
    """

    before: Customer | DeletedCustomer | None
    after: Customer | DeletedCustomer | None
    write_id: str
    writer: Writer
    at: datetime
    email_change: str | None = None
    sets_password: bool = False
