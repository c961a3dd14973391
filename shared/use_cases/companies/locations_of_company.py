"""The locations of one company, for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain import fields

if TYPE_CHECKING:
    from shared.ports.companies import CompanyReader


def locations_of_company(companies: CompanyReader, tenant: str, entity_id: str) -> tuple[str, ...]:
    """Return the ids of the company's locations; none where there is no such company, or can be none."""
    try:
        company = companies.find(tenant, fields.known_company_id(entity_id))
    except ValueError:
        return ()
    return company.location_ids if company.exists else ()
