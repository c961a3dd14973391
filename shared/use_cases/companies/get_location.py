"""Read one location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.location_rules import LocationNotFound

if TYPE_CHECKING:
    from shared.domain.companies.location_rules import Location
    from shared.ports.companies import LocationStore


def get_location(locations: LocationStore, tenant: str, location_id: str) -> Location:
    """Return the location, as it is at this moment. Raises `LocationNotFound`."""
    found = locations.find(tenant, location_id)
    if found is None:
        raise LocationNotFound(location_id)
    return found
