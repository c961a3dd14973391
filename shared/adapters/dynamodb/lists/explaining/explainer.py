"""Explains the lists of a tenant's customers: plan, expected cost, and the cost of one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.lists.explaining.cheaper import cheaper
from shared.adapters.dynamodb.lists.explaining.estimate import estimate
from shared.adapters.dynamodb.lists.explaining.plan_members import plan_members
from shared.adapters.dynamodb.lists.explaining.plan_words import plan_words
from shared.adapters.dynamodb.lists.plan import Contacts, IndexRange, Numbers, Texts
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain.errors import InvalidQuery
from shared.domain.query.explanation import Cost, Explanation

if TYPE_CHECKING:
    from shared.adapters.dynamodb.lists.directory import Directory
    from shared.adapters.dynamodb.lists.plan import Plan
    from shared.adapters.dynamodb.lists.read_budget import ReadBudget
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.domain.callers.access import Access
    from shared.domain.query.evaluation import Query
    from shared.domain.query.order import Order
    from shared.ports.lists import PageRequest


class Explainer:
    """The `ListExplainer` of customers."""

    def __init__(self, table: Table, tenants: Tenants, directory: Directory) -> None:
        self._table = table
        self._tenants = tenants
        self._directory = directory

    def explanation(
        self,
        tenant: str,
        access: Access,
        query: Query,
        order: Order,
        request: PageRequest,
        *,
        analyze: bool = True,
    ) -> Explanation:
        """See `ListExplainer.explanation`."""
        chosen = self._directory.plan_of(tenant, access, query, order)
        looking_up = self._directory.budget_of(chosen)
        looked_up = self._directory.looked_up(chosen, tenant, access, looking_up)
        if not isinstance(looked_up.source, Numbers):
            chosen = looked_up  # the words would lead to too many
        restrictions = access.wide.restrictions if access.wide is not None else frozenset()
        partitions = self._tenants.partitions(tenant, restrictions)
        return Explanation(
            words=plan_words(chosen, complete=request.complete),
            plan=plan_members(chosen, complete=request.complete, partitions=len(partitions)),
            estimated=_with_look_up(
                self._estimated(looked_up, tenant, access, partitions, request), looking_up
            ),
            actual=self._actual(chosen, tenant, access, request) if analyze else None,
            cheaper=[*cheaper(chosen)],
        )

    def _estimated(
        self, chosen: Plan, tenant: str, access: Access, partitions: list[str], request: PageRequest
    ) -> Cost | None:
        if not _is_of_reach(chosen, access) and any(isinstance(each, Contacts) for each in chosen.sources):
            return None  # how many contacts a company has is more than such a caller may know
        return estimate(self._table, chosen, tenant=tenant, partitions=partitions, request=request)

    def _actual(self, chosen: Plan, tenant: str, access: Access, request: PageRequest) -> Cost:
        budget = self._directory.budget_of(chosen)
        found, scanned, ends_early, refused = None, None, False, None
        try:
            page = self._directory.page_along(chosen, tenant, access, request, budget)
            found, scanned = sum(1 for _ in page.customers), page.scanned
            ends_early = scanned is not None and found < request.size and page.next_position is not None
        except InvalidQuery as error:
            refused = error.message
        if not _is_of_reach(chosen, access):
            return Cost(found, refused=refused)
        return Cost(
            found,
            requests=budget.requests,
            units=budget.units,
            scanned=scanned,
            ends_early=ends_early,
            refused=refused,
        )


def _with_look_up(cost: Cost | None, looking_up: ReadBudget) -> Cost | None:
    """Return what is read along a plan, and what it took to look up its words."""
    if cost is None or cost.requests is None or cost.units is None:
        return cost
    return replace(cost, requests=cost.requests + looking_up.requests, units=cost.units + looking_up.units)


def _is_of_reach(chosen: Plan, access: Access) -> bool:
    """Return whether nothing is read that the caller does not see, so that what is read may be told.

    Only the indexes have a partition for each restriction: what is read by key is charged whether the caller
    sees it or not.
    """
    if access.wide is not None and access.wide.restrictions is None:
        return True
    return all(isinstance(source, IndexRange | Texts | Words) for source in chosen.sources)
