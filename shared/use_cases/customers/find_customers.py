"""Find customers by the words that they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.errors import BadParameter, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.callers.access import Access
    from shared.domain.search.search import Search
    from shared.ports.lists import CustomerDirectory, CustomerSearch, FoundPage, SearchRequest
    from shared.ports.tenants import TenantConfiguration


class SearchUnavailable(BadParameter):
    """The tenant's customers cannot be searched by words; the problem's type tells programs."""

    def __init__(self, message: str) -> None:
        super().__init__(message, [Problem(message, "search", "search_unavailable")])


@dataclass(frozen=True, slots=True)
class ListPorts:
    """Ports for lists of customers. `search` makes the search, which most lists do without."""

    directory: CustomerDirectory
    search: Callable[[], CustomerSearch]
    tenants: TenantConfiguration


def find_customers(
    ports: ListPorts, tenant: str, access: Access, search: Search, request: SearchRequest
) -> FoundPage:
    """Return a page of the customers that are found.

    Raises `SearchUnavailable`, `InvalidQuery`, `StorageUnavailable`.
    """
    check_searchable(ports.tenants, tenant)
    return ports.search().page(tenant, access, search, request)


def check_searchable(tenants: TenantConfiguration, tenant: str) -> None:
    """Raise `SearchUnavailable`, with what to do, unless the tenant's customers can be searched by words.

    An index that is not whole yet would leave customers out without a word.
    """
    if not tenants.of(tenant).searches:
        raise SearchUnavailable(
            "'search' is off for this tenant. Use 'q', or turn it on: set the tenant's setting 'search' to "
            f"'on', and have its index built (customers search build --tenant {tenant})."
        )
    standing = tenants.standing(tenant)
    index = standing.search if standing is not None else None
    if index is None or index.reach is None or index.built_at is None:
        raise SearchUnavailable(
            "'search' is on for this tenant, but its index is not built yet, so that customers would be "
            f"missing. Use 'q' until it is (customers search build --tenant {tenant})."
        )
