"""Notices: messages to customers that carry no token."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import LegacyAccount
from shared.domain.message_kinds import MessageKind

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that a customer is to get, besides those with tokens.

    `day`: the one it is about, where there is one. `expires_at`: until when the notice is kept, in seconds
    since the epoch; another one of the same kind has another one.
    """

    tenant: str
    customer_number: str
    kind: MessageKind
    email: str = field(repr=False)
    site: str
    language: str
    incarnation: str
    expires_at: int
    day: date | None = None


def new_notice(customer: Customer, kind: MessageKind, *, email: str, now: datetime) -> Notice:
    """Return a notice to the customer, at an e-mail address of its own."""
    return Notice(
        tenant=customer.tenant,
        customer_number=customer.number,
        kind=kind,
        email=email,
        site=customer.preferred_site,
        language=customer.preferred_language,
        incarnation=customer.incarnation,
        expires_at=int((now + LIFETIME).timestamp()),
    )


def migration_reminder(legacy: LegacyAccount, *, end: date, now: datetime) -> Notice:
    """Return a notice that the password is lost unless the customer logs in before the end."""
    account = legacy.account
    return Notice(
        tenant=account.tenant,
        customer_number=account.customer_number,
        kind=MessageKind.PASSWORD_MIGRATION_REMINDER,
        email=account.email,
        site=legacy.site,
        language=legacy.language,
        incarnation=account.incarnation,
        expires_at=int((now + LIFETIME).timestamp()),
        day=end,
    )
