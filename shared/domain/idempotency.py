"""A call that may be repeated: the same `Idempotency-Key` and body get the first answer again (api.md §1)."""

from dataclasses import dataclass
from datetime import timedelta

LIFETIME = timedelta(hours=24)
MAX_KEY_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Receipt:
    """The identity of a call that may be repeated: caller, path, key and the body's fingerprint.

    `customer_number`: of the customer that the call is about, or else of the customer who calls, if any.
    `element`: the position of an element that is created on its own.
    """

    tenant: str
    principal: str
    path: str
    key: str
    fingerprint: str
    customer_number: str | None = None
    element: int | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer to a call that was rejected: its status and body."""

    status: int
    body: str
