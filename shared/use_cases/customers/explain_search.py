"""Explain a search for customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.use_cases.customers.find_customers import check_searchable

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.callers.access import Access
    from shared.domain.query.explanation import Explanation
    from shared.domain.search.search import Search
    from shared.ports.lists import ListExplainer, SearchExplainer, SearchRequest
    from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, slots=True)
class ExplanationPorts:
    """Ports for explanations. `searches` makes the explainer of searches, which most do without."""

    lists: ListExplainer
    searches: Callable[[], SearchExplainer]
    tenants: TenantConfiguration


def explain_search(
    ports: ExplanationPorts,
    tenant: str,
    access: Access,
    search: Search,
    request: SearchRequest,
    *,
    analyze: bool = True,
) -> Explanation:
    """Return how a search is answered. Raises `SearchUnavailable`, `StorageUnavailable`."""
    check_searchable(ports.tenants, tenant)
    return ports.searches().explanation(tenant, access, search, request, analyze=analyze)
