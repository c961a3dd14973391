"""A write of a customer, as the table's stream tells of it."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.customers.customer import Customer, DeletedCustomer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileWritten:
    """A customer before and after a write.

    `write_id` tells the write from every other, `by` is who asked for it. `email_change`: the nonce of the
    token with which the log-in last became another e-mail address. `client`: the program that asked, and
    `acting_user` the person whom it says it works for, as far as that is recorded.
    `sets_password`: it has ended all sessions for that.
    """

    before: Customer | DeletedCustomer | None
    after: Customer | DeletedCustomer | None
    write_id: str
    by: str | None
    at: datetime
    email_change: str | None = None
    client: str | None = None
    acting_user: str | None = None
    sets_password: bool = False

    @property
    def author(self) -> str | None:
        """Who asked for the write: the person whom the program works for, if it has said so."""
        return self.acting_user or self.by
