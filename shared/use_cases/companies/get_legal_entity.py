"""Read one company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import visible

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.ports.companies import CompanyReader


def get_legal_entity(companies: CompanyReader, tenant: str, entity_id: str, access: Access) -> LegalEntity:
    """Return the company, as it is at this moment. Raises `LegalEntityNotFound`."""
    return visible(companies.find(tenant, entity_id), access)
