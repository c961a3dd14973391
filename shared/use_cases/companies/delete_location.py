"""Delete a location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.location_rules import check_unused
from shared.use_cases.companies.get_location import get_location
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.companies.location_rules import Location
    from shared.domain.preconditions import Precondition
    from shared.use_cases.companies.ports import LocationPorts


def delete_location(
    ports: LocationPorts, tenant: str, location_id: str, *, precondition: Precondition
) -> None:
    """Delete the location, unless a company has it.

    Raises `LocationNotFound`, `PreconditionFailed`, `CompaniesAreExternal`, `LocationInUse`.
    """
    owned(ports.tenants, tenant)

    def rule(stored: Location) -> None:
        precondition.check(stored.version, stored.entity_tag)
        check_unused(stored)

    ports.locations.delete(get_location(ports.locations, tenant, location_id), rule)
