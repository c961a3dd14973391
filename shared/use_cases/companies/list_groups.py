"""List the groups of companies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shared.domain.companies.groups import group_document
from shared.ports.lists import PageRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.callers.access import Access
    from shared.domain.companies.groups import GroupQuery
    from shared.domain.query.order import Order
    from shared.ports.lists import CompanyDirectory


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A page of groups, and the number of all that match if it was asked for."""

    documents: Sequence[dict[str, Any]]
    total: int | None


def list_groups(
    directory: CompanyDirectory,
    tenant: str,
    access: Access,
    query: GroupQuery,
    *,
    order: Order,
    page: PageRequest,
) -> GroupPage:
    """Return a page of the groups of the companies that the caller sees, company by company.

    A customer who calls sees those of the companies that its session is for. A page of groups is a part of
    one page of companies, or of two where their number does not divide its size.
    """
    if not query.roles:
        return GroupPage([], 0 if page.with_total else None)
    within = replace(access, companies=frozenset(each.id for each in access.legal_entities))
    each = len(query.roles)
    first = (page.number - 1) * page.size
    at_once = -(-page.size // each)
    begin = first // each
    wanted = range(begin // at_once + 1, (begin + at_once + bool(first % each) - 1) // at_once + 2)
    found: list[Any] = []
    total = None
    for number in wanted:
        part = PageRequest(number, at_once, with_total=page.with_total and number == wanted[0])
        companies = directory.page(tenant, within, query.companies, order, part)
        found += companies.customers
        total = companies.total if companies.total is not None else total
        if companies.next_position is None:
            break
    skipped = first - (wanted[0] - 1) * at_once * each
    documents = [group_document(role, company) for company in found for role in query.roles]
    return GroupPage(documents[skipped : skipped + page.size], total * each if total is not None else None)
