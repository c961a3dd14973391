"""Tell customers what has happened to their account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.messages.notices import new_notice

if TYPE_CHECKING:
    from shared.domain.customers.customer import Customer
    from shared.domain.message_kinds import MessageKind
    from shared.domain.messages.notices import Notice
    from shared.ports.log_in import CredentialStore


def told(
    credentials: CredentialStore, customer: Customer, kind: MessageKind, *, email: str | None = None
) -> Notice | None:
    """Return the notice to the address that the customer logs in with now, or to another one of it, counted.

    None if too many of its kind have gone there, or there is no such address.
    """
    email = email or customer.email
    if email is None or not credentials.count_message(customer.tenant, email, kind):
        return None
    return new_notice(customer, kind, email=email, now=now())
