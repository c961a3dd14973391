"""The customers of a tenant, or other resources, as a list: plan, ranges, rows, candidates, page."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.keys import tenant_and_number
from shared.adapters.dynamodb.lists.candidates import Candidates, unique_customers
from shared.adapters.dynamodb.lists.index_ranges import key_ranges
from shared.adapters.dynamodb.lists.moves import Moves
from shared.adapters.dynamodb.lists.of_customers import CUSTOMERS
from shared.adapters.dynamodb.lists.pages import filtered_cut, page_of, place_after, plain_cut, sorted_cut
from shared.adapters.dynamodb.lists.passes import Pass, pass_instead
from shared.adapters.dynamodb.lists.plan import IndexRange, Numbers, Texts, plan
from shared.adapters.dynamodb.lists.push_down import filter_of
from shared.adapters.dynamodb.lists.read_budget import ReadBudget
from shared.adapters.dynamodb.lists.rows import Rows
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain.errors import InvalidQuery
from shared.domain.instants import now
from shared.domain.query.walk import first_page, milliseconds, visible_before
from shared.domain.tenants.standing import TextEntries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.adapters.dynamodb.lists.pages import Cut
    from shared.adapters.dynamodb.lists.plan import Plan
    from shared.adapters.dynamodb.lists.read_budget import ReadLimits
    from shared.adapters.dynamodb.lists.resource import Resource
    from shared.adapters.dynamodb.lists.words_source import WordIndex
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.domain.callers.access import Access
    from shared.domain.query.evaluation import Query
    from shared.domain.query.order import Order
    from shared.domain.query.walk import Walk
    from shared.ports.lists import Page, PageRequest


class Directory:
    """Pages of tenants' customers, or of another resource: the `CustomerDirectory` and its like."""

    def __init__(
        self,
        table: Table,
        tenants: Tenants,
        limits: ReadLimits,
        resource: Resource = CUSTOMERS,
        *,
        words: Callable[[], WordIndex] | None = None,
    ) -> None:
        """`words`: makes the index of words, which most lists do without."""
        self._resource = resource
        self._table = table
        self._tenants = tenants
        self._limits = limits
        self._words = words

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """See `CustomerDirectory.page`."""
        page, _ = self.metered_page(tenant, access, query, order, request)
        return page

    def metered_page(
        self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest
    ) -> tuple[Page, ReadBudget]:
        """Return the same, and its cost (complete once its customers have been read)."""
        chosen = self.plan_of(tenant, access, query, order)
        budget = self.budget_of(chosen)
        return self.page_along(chosen, tenant, access, request, budget), budget

    def plan_of(self, tenant: str, access: Access, query: Query, order: Order) -> Plan:
        """Return the way in which a list is answered."""
        chosen = self._plan_without_words(tenant, access, query, order)
        source = self._words_for(tenant, chosen) if chosen.filtered else None
        return chosen if source is None else replace(chosen, source=source, ordered=False, descending=False)

    def _plan_without_words(self, tenant: str, access: Access, query: Query, order: Order) -> Plan:
        ways = self._resource.ways
        # Only customers' entries may be in a form that was written before.
        entries = self._tenants.text_entries(tenant) if ways.moves else TextEntries.PRESENT
        return plan(query, order, access, entries, ways)

    def _words_for(self, tenant: str, chosen: Plan) -> Words | None:
        """Return the words that lead to the customers of a list which would else be a pass over all."""
        if self._words is None or not isinstance(chosen.source, IndexRange):
            return None
        if None not in {chosen.source.created_from, chosen.source.created_to}:
            return None
        index = self._tenants.search_index(tenant)
        if index is None or index.reach is None or index.built_at is None:
            return None
        return self._words().source_of(chosen.query)

    def looked_up(self, chosen: Plan, tenant: str, access: Access, budget: ReadBudget) -> Plan:
        """Return the plan by the numbers that its words lead to, or without them where these are many."""
        if self._words is None or not isinstance(chosen.source, Words):
            return chosen
        numbers = self._words().numbers(tenant, access, chosen.source, budget)
        if numbers is not None:
            return replace(chosen, source=Numbers(numbers))
        return self._plan_without_words(tenant, access, chosen.query, chosen.order)

    def budget_of(self, chosen: Plan) -> ReadBudget:
        """Return the budget of a list, of which nothing is spent."""
        return ReadBudget(self._limits, self._resource, chosen.fields)

    def page_along(
        self, chosen: Plan, tenant: str, access: Access, request: PageRequest, budget: ReadBudget
    ) -> Page:
        """Return a page, read along a plan within a budget."""
        chosen = self.looked_up(chosen, tenant, access, budget)
        began = milliseconds(now())
        walk = request.walk if chosen.moving is not None else None
        request = replace(request, walk=walk)
        rows = Rows(self._table, self._tenants, self._resource, tenant, access, budget=budget)
        # Only the first page of a walk is remembered, so that who is shown there does not come again.
        since = visible_before(began) if request.after is None else began
        moves = Moves(rows, self._resource, chosen, access, walk=walk, since=since)
        candidates = Candidates(self._table, self._resource, chosen, access, moves, budget=budget)
        if isinstance(chosen.source, IndexRange | Texts) and chosen.ordered:
            cut = _cut_in_order(chosen, chosen.source, rows, candidates, request)
        else:
            instead = pass_instead(chosen, access) if request.may_end_early else None
            try:
                most = math.inf if instead is None else budget.most_documents
                cut = _cut_of_all(chosen, rows, candidates, request, most)
            except InvalidQuery:
                if instead is None:
                    raise
                return self.page_along(instead, tenant, access, request, budget)
        page = page_of(cut, candidates, chosen, access, request)
        if chosen.moving is not None and cut.position is not None:
            page = replace(page, walk=walk or _beginning(cut, cut.position, began))
        return page


def _cut_in_order(
    chosen: Plan,
    source: IndexRange | Texts,
    rows: Rows,
    candidates: Candidates,
    request: PageRequest,
) -> Cut:
    """Cut the page from an index in whose order the list is: it is read no further than the page reaches."""
    index, ranges = rows.along(source.index), key_ranges(source, descending=chosen.descending)
    if not chosen.filtered:
        return plain_cut(index, ranges, candidates, chosen, request)
    along = Pass(
        index,
        ranges,
        descending=chosen.descending,
        after=place_after(index.name, request, chosen, ranges),
        filter_condition=filter_of(chosen, candidates.resource),
        walk=request.walk,
    )
    if request.may_end_early:
        candidates.budget.let_end_early()
    return filtered_cut(along, candidates, chosen, request)


def _cut_of_all(chosen: Plan, rows: Rows, candidates: Candidates, request: PageRequest, most: float) -> Cut:
    """Cut the page from all whom the sources name, in an order of its own. Raises `InvalidQuery` for more."""
    if any(isinstance(source, IndexRange | Texts) for source in chosen.sources):
        candidates.moves.read_ahead()
    leads = [rows.of(source, filter_of(chosen, candidates.resource)) for source in chosen.sources]
    if most < math.inf:
        named = list(itertools.islice(leads[0], int(most) + 1))
        if len(named) > most:
            raise candidates.budget.refusal
        leads[0] = itertools.chain(named, leads[0])
    found = (candidates.of(source, lead) for source, lead in zip(chosen.sources, leads, strict=True))
    every = unique_customers(itertools.chain.from_iterable(found))
    return sorted_cut(candidates.tested(every), candidates, chosen, request)


def _beginning(cut: Cut, end: Sequence[object], began: int) -> Walk:
    numbers = (tenant_and_number(row["pk"]["S"])[1] for row in cut.rows)
    return first_page(began, milliseconds(now()), end, numbers)
