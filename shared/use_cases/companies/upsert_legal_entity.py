"""Replace a company, or create it under the id given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import created, replaced, tag_of, version_of
from shared.domain.companies.restrictions import sees
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned_for

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.use_cases.companies.ports import CompanyPorts


def upsert_legal_entity(ports: CompanyPorts, access: Access, change: Change) -> bool:
    """Replace the company, or create it; returns whether it was created.

    Raises `ValidationFailed`, `Forbidden` (also for one that this caller may not see),
    `PreconditionFailed`, `CompaniesAreExternal`, `StaleVersion`.
    """
    configuration = owned_for(ports.tenants, change, access)
    creates = False

    def rule(stored: LegalEntity) -> LegalEntity:
        nonlocal creates
        creates = not stored.exists
        make = created if creates else replaced
        return make(stored, change, access, configuration, now())

    def check(stored: LegalEntity) -> None:
        if stored.exists:
            change.precondition.check(version_of(stored), tag_of(stored))
        else:
            change.precondition.check_absent()

    ports.companies.revise(change.tenant, change.id, rule, sees=partial(sees, access), check=check)
    return creates
