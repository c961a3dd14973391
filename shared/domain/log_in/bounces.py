"""Messages that bounced: recorded with the account whose address rejects them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """A bounce: the mailbox does not exist. A complaint: its reader marked a message as spam."""

    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class Bounce:
    """The rejection of a message by an account's address."""

    kind: BounceKind
    at: datetime


@dataclass(frozen=True, slots=True)
class BouncedMessage:
    """A message to a customer that the address rejected."""

    tenant: str
    customer_number: str
    email: str = field(repr=False)
    bounce: Bounce
