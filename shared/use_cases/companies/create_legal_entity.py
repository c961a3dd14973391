"""Create a company."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import check_new, created
from shared.domain.companies.restrictions import sees
from shared.domain.errors import AnsweredBefore
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned_for

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.idempotency import Receipt
    from shared.use_cases.companies.ports import CompanyPorts


def create_legal_entity(
    ports: CompanyPorts, access: Access, change: Change, receipt: Receipt | None = None
) -> str:
    """Create the company and return its id, or that of what the first call with this receipt made.

    Raises `ValidationFailed`, `Forbidden`, `CompaniesAreExternal`, `DuplicateLegalEntity`.
    """
    configuration = owned_for(ports.tenants, change, access)
    rule = partial(created, change=change, access=access, configuration=configuration, now=now())
    try:
        return ports.companies.revise(
            change.tenant,
            change.id,
            rule,
            check=check_new,
            sees=partial(sees, access),
            receipt=receipt,
            id_is_new=change.id_is_new,
        ).id
    except AnsweredBefore as answer:
        return answer.resource_id
