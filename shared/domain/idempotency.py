"""A call that may be repeated: the same `Idempotency-Key` and body get the first answer again (api.md §1)."""

from dataclasses import dataclass
from datetime import timedelta

LIFETIME = timedelta(hours=24)
MAX_KEY_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Receipt:
    """The identity of a call that may be repeated: caller, path, key and the body's fingerprints.

    `fingerprint`: of the body as it was sent. `value_fingerprint`: of its JSON value, however it was written.
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
    value_fingerprint: str | None = None

    def is_of(self, fingerprint: str, value_fingerprint: str | None) -> bool:
        """Return whether a body with these fingerprints is the same."""
        if self.fingerprint == fingerprint:
            return True
        return value_fingerprint is not None and self.value_fingerprint == value_fingerprint


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer to a call that was rejected: its status and body."""

    status: int
    body: str
