"""Messages that came back: noted with the account whose address does not take them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """There is no such mailbox, or its reader called a message spam."""

    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class Bounce:
    """That the address of an account refused a message, and when."""

    kind: BounceKind
    at: datetime


@dataclass(frozen=True, slots=True)
class BouncedMessage:
    """A message to a customer that its address refused."""

    tenant: str
    customer_number: str
    email: str = field(repr=False)
    bounce: Bounce
