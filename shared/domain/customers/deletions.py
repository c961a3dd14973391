"""The deletion of a customer, as it is told of when it has happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.instants import instant_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """That a customer was deleted. `email`: what it logged in with, or was reached by, if there was one."""

    tenant: str
    customer_number: str
    at: datetime
    email: str | None = field(default=None, repr=False)


def deletion_from(detail: Mapping[str, Any]) -> Deletion:
    """The deletion that an event tells of."""
    return Deletion(
        tenant=detail["tenant"],
        customer_number=detail["customerNumber"],
        at=instant_from(detail["occurredAt"]),
        email=detail.get("email"),
    )
