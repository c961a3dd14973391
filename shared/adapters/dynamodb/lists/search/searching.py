"""Searches by staff: pages of the customers who have the words that were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.lists.search.cost import Cost, ReadsTooMuch
from shared.adapters.dynamodb.lists.search.pages import Pages, reaches_of_caller
from shared.adapters.dynamodb.lists.search.position import Position, position_from
from shared.adapters.dynamodb.lists.search.word_lists import Reading
from shared.domain.customers.colleagues import visible_document
from shared.ports.lists import MOST_COUNTED, FoundPage

if TYPE_CHECKING:
    from shared.adapters.dynamodb.lists.read_budget import ReadLimits
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.domain.callers.access import Access
    from shared.domain.search.search import Search
    from shared.ports.lists import SearchRequest


class CustomerSearching:
    """The `CustomerSearch`, by lists of words."""

    def __init__(self, table: Table, tenants: Tenants, limits: ReadLimits) -> None:
        self._table = table
        self._tenants = tenants
        self._limits = limits

    def meter(self) -> Cost:
        """Return a meter for one page."""
        return Cost(self._limits.units, self._limits.seconds)

    def page(self, tenant: str, access: Access, search: Search, request: SearchRequest) -> FoundPage:
        """See `CustomerSearch.page`."""
        page, _ = self.metered_page(tenant, access, search, request)
        return page

    def metered_page(
        self,
        tenant: str,
        access: Access,
        search: Search,
        request: SearchRequest,
        cost: Cost | None = None,
    ) -> tuple[FoundPage, Cost]:
        """Return the same, and its cost. `cost`: a meter that tells it even if the page is refused."""
        fingerprint = search.fingerprint(access)
        start = Position((None,) * len(search.words))
        if request.after is not None:
            start = position_from(request.after, fingerprint, search.words)
        cost = cost or self.meter()
        reaches = reaches_of_caller(self._table, self._tenants, tenant, access, cost)
        reading = Reading(self._table, tenant, reaches, cost)
        pages = Pages(reading, self._tenants, access, search, request.size)
        hits, position = pages.page(start)
        total = None
        if request.with_total and request.after is None:
            try:
                count, is_all = pages.count(hits, position)
            except ReadsTooMuch:
                count, is_all = len(hits), False
            total = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count) if is_all else f"{count}+"
        found = FoundPage(
            customers=[each.profile.customer for each in hits],
            documents=[visible_document(each.profile.customer, access) for each in hits],
            next_position=position.as_json(fingerprint) if position is not None else None,
            total=total,
            corrected=next((each.corrected for each in hits if each.corrected is not None), None),
        )
        return found, cost
