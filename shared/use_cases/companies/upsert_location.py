"""Replace a location, or create it under the id given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.location_rules import (
    DuplicateLocation,
    LocationNotFound,
    new_location,
    replaced,
)
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.companies.location_rules import Location
    from shared.use_cases.companies.ports import LocationPorts

_RACES_LOST = 5


def upsert_location(ports: LocationPorts, change: Change) -> bool:
    """Replace the location with its copies, or create it; returns whether it was created.

    Raises `ValidationFailed`, `PreconditionFailed`, `CompaniesAreExternal`, `StaleVersion`, `UsersTooLarge`.
    """
    owned(ports.tenants, change.tenant)

    def rule(stored: Location) -> Location:
        return replaced(stored, change, now())

    def check(stored: Location) -> None:
        change.precondition.check(stored.version, stored.entity_tag)

    for _ in range(_RACES_LOST):
        stored = ports.locations.find(change.tenant, change.id)
        try:
            if stored is not None:
                ports.locations.revise(stored, rule, check=check, updated_by=change.updated_by)
                return False
            ports.locations.create(new_location(change, now()), check=change.precondition.check_absent)
        except (LocationNotFound, DuplicateLocation):
            continue  # deleted or created by a rival since it was read
        else:
            return True
    raise StorageUnavailable
