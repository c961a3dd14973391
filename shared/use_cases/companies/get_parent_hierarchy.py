"""Read a company and those above it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import LegalEntityNotFound
from shared.domain.companies.restrictions import sees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.ports.companies import CompanyReader


def get_parent_hierarchy(
    companies: CompanyReader, tenant: str, entity_id: str, access: Access
) -> Sequence[LegalEntity]:
    """Return the company and its ancestors, nearest first, as far as the caller may see them.

    It ends before one that is as if absent: what is above that one is nothing to the caller, either; and
    after as many as the store reads.
    Raises `LegalEntityNotFound`.
    """
    lineage = companies.above(tenant, entity_id)
    shown = list(takewhile(lambda company: sees(access, company), lineage))
    if not shown:
        raise LegalEntityNotFound(entity_id)
    return shown
