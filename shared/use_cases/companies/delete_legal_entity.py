"""Delete a company."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import removed, tag_of, version_of, visible
from shared.domain.companies.restrictions import sees
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.preconditions import Precondition
    from shared.use_cases.companies.ports import CompanyPorts


def delete_legal_entity(
    ports: CompanyPorts,
    tenant: str,
    entity_id: str,
    access: Access,
    *,
    precondition: Precondition,
    deleted_by: str,
) -> None:
    """Delete the company. Its contacts are taken out of it by the event of its deletion.

    Raises `LegalEntityNotFound`, `PreconditionFailed`, `CompaniesAreExternal`, `HasSubsidiaries`.
    """
    owned(ports.tenants, tenant)

    def rule(stored: LegalEntity) -> LegalEntity:
        return removed(visible(stored, access), deleted_by, now())

    def check(stored: LegalEntity) -> None:
        precondition.check(version_of(stored), tag_of(stored))

    ports.companies.revise(tenant, entity_id, rule, sees=partial(sees, access), check=check)
