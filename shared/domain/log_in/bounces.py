"""Messages that came back: noted with the account whose address does not take them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """The mailbox does not exist, or its reader marked a message as spam."""

    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class Bounce:
    """The refusal of a message by an account's address."""

    kind: BounceKind
    at: datetime


@dataclass(frozen=True, slots=True)
class BouncedMessage:
    """A message to a customer that its address refused."""

    tenant: str
    customer_number: str
    email: str = field(repr=False)
    bounce: Bounce
