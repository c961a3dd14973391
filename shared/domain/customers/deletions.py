"""A customer's deletion, as published on the bus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.instants import instant_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A customer's deletion. `email`: of its log-in, or else its contact address, if it had one."""

    tenant: str
    customer_number: str
    at: datetime
    email: str | None = field(default=None, repr=False)


def deletion_from(detail: Mapping[str, Any]) -> Deletion:
    """Return the deletion in an event."""
    return Deletion(
        tenant=detail["tenant"],
        customer_number=detail["customerNumber"],
        at=instant_from(detail["occurredAt"]),
        email=detail.get("email"),
    )
