"""Messages that came back: noted with the account whose address does not take them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RefusalKind(StrEnum):
    """There is no such mailbox, or its reader called a message spam."""

    BOUNCE = "BOUNCE"
    COMPLAINT = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class MailRefusal:
    """That the address of an account refused a message, and when."""

    kind: RefusalKind
    at: datetime


@dataclass(frozen=True, slots=True)
class RefusedMessage:
    """A message to a customer that its address refused."""

    tenant: str
    customer_number: str
    email: str = field(repr=False)
    refusal: MailRefusal
