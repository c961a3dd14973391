"""Create a location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.location_rules import new_location
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.idempotency import Receipt
    from shared.use_cases.companies.ports import LocationPorts


def create_location(ports: LocationPorts, change: Change, receipt: Receipt | None = None) -> str:
    """Create the location and return its id, or that of what the first call with this receipt made.

    Raises `ValidationFailed`, `CompaniesAreExternal`, `DuplicateLocation`.
    """
    owned(ports.tenants, change.tenant)
    return ports.locations.create(new_location(change, now()), receipt)
