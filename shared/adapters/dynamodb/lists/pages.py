"""Pages, cut from the rows or candidates of a list."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.candidates import unique_customers
from shared.adapters.dynamodb.lists.index_ranges import (
    created_position_of,
    created_sort_key_of,
    position_of,
    sort_key_of,
)
from shared.adapters.dynamodb.lists.plan import Index
from shared.adapters.dynamodb.lists.rows import unique
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.adapters.dynamodb.writes import Key as ItemKey
from shared.ports.lists import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shared.adapters.dynamodb.lists.candidates import Candidate, Candidates
    from shared.adapters.dynamodb.lists.index_ranges import KeyRange
    from shared.adapters.dynamodb.lists.passes import Pass
    from shared.adapters.dynamodb.lists.plan import Plan
    from shared.adapters.dynamodb.lists.resource import Listed
    from shared.adapters.dynamodb.lists.rows import IndexRows
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access
    from shared.domain.query.order import Key
    from shared.ports.lists import PageRequest

SKIP_FROM = 500
"""Offset from which a page's beginning is looked for among keys, and what is before it not read."""
DOCUMENTS_KEPT = 200
"""Of the documents that a list goes through, the first; those of a page beyond are read once more."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of a page, and its customers as far as they are at hand.

    `as_listed`: the rows are of the directory, and may be shown as they are: nothing has to be tested.
    `scanned`: how many rows have been looked at for them, where these are more.
    `places`: where each customer is shown in the order, by the partition of its row, where no index has that
    order.
    """

    rows: Sequence[Item]
    at_hand: Sequence[Listed] = ()
    position: Sequence[object] | None = None
    total: int | None = None
    scanned: int | None = None
    as_listed: bool = False
    places: Mapping[str, Key] | None = None


def plain_cut(
    index: IndexRows, ranges: Sequence[KeyRange], candidates: Candidates, plan: Plan, request: PageRequest
) -> Cut:
    """Cut a page of all customers in the order of an index: read are the page, and keys before it."""
    begin, after = _begin(request), place_after(index.name, request, plan, ranges)
    total = index.count(ranges) if request.with_total else None
    if begin >= SKIP_FROM and len(ranges) == 1:
        after, begin = index.sort_key_at(begin, ranges[0], descending=plan.descending), 0
        if after is None:
            return Cut((), total=total)
    # Two more: the row at `after`, which is read again, and the one that tells whether the list goes on.
    limit = begin + request.size + 2
    in_order = index.rows(
        ranges,
        descending=plan.descending,
        after=after,
        limit=limit,
        walk=request.walk,
        shown=candidates.rows_shown,  # tested before the cut: its position is told to the caller
    )
    rows = unique(in_order)
    # Rows at one place are of one customer, who may be shown for any of them: no page ends between.
    places = itertools.groupby(rows, key=index.place_of)
    page = [row for _, at_place in itertools.islice(places, begin, begin + request.size) for row in at_place]
    goes_on = bool(page) and next(places, None) is not None
    position = _position_of(index, index.place_of(page[-1]), plan) if goes_on else None
    # The default list is one request per partition, so that it is as the index has it, for any caller.
    return Cut(page, position=position, total=total, as_listed=index.name is Index.DIRECTORY)


def filtered_cut(along: Pass, candidates: Candidates, plan: Plan, request: PageRequest) -> Cut:
    """Cut a page of matching customers from a pass in the order of an index.

    It is read until the page is full, or as far as the budget reaches where the page may end early.
    """
    begin, end = _begin(request), _end(request)
    page: list[Item] = []
    at_hand: list[Listed] = []
    found, place = 0, None
    for part in along.matching(plan.source, candidates):
        for row, customer in part.found:
            found += 1
            if begin < found <= end:
                page.append(row)
                if _may_be_kept(found - begin, plan):
                    at_hand.append(customer)
        if found > end and not request.with_total:
            break
        if request.may_end_early and part.place is not None and candidates.budget.is_spent:
            place = part.place
            break
    if page and found > end:
        place = along.index.place_of(page[-1])
    position = None if place is None else _position_of(along.index, place, plan)
    return Cut(page, at_hand, position, found if request.with_total else None, along.scanned)


class _Placed(NamedTuple):
    """A customer in the order of a list, and its position there."""

    key: Key
    position: Sequence[object]
    item_key: ItemKey
    at_hand: Listed | None


def sorted_cut(
    matching: Iterable[Candidate],
    candidates: Candidates,
    plan: Plan,
    request: PageRequest,
) -> Cut:
    """Cut a page in an order that no index has: all are looked at, and as many kept as the page reaches."""
    order, end = plan.order, _end(request)
    reached = None if request.after is None else order.key_of_position(request.after)
    found = 0

    def settled() -> Iterator[Candidate]:
        remaining = iter(matching)
        while chunk := list(itertools.islice(remaining, BATCH_GET_LIMIT)):
            found = candidates.settled(chunk)
            candidates.moves.recall(customer for _, customer in found)
            yield from found

    def placed() -> Iterator[_Placed]:
        nonlocal found
        for row, customer in settled():
            found += 1
            present = order.position(candidates.document_of(customer))
            item_key = ItemKey(*candidates.resource.key_of(row))
            position = candidates.moves.position_of(customer, present)
            if position is None:
                continue
            key = order.key_of_position(position)
            if reached is None or reached < key:
                at_hand = customer if _may_be_kept(found, plan) else None
                yield _Placed(key, position, item_key, at_hand)

    kept = heapq.nsmallest(end + 1, placed(), key=lambda place: place.key)
    page = kept[_begin(request) : end]
    return Cut(
        rows=[each.item_key.raw() for each in page],
        at_hand=[each.at_hand for each in page if each.at_hand is not None],
        position=page[-1].position if page and len(kept) > end else None,
        total=found if request.with_total else None,
        places={each.item_key.pk: each.key for each in page},
    )


def page_of(cut: Cut, candidates: Candidates, plan: Plan, access: Access, request: PageRequest) -> Page:
    """Return the page, from what is at hand where that is all of it and good enough, else read once more.

    Rows of the directory lack some members and may lag a little behind. A caller who does not see every
    customer is not shown one that has just left its reach, unless rows are shown as they are. With places,
    one that has moved in the order meanwhile is left to the page where it now belongs, if the walk will show
    it there.
    """
    if cut.as_listed and not request.complete:
        resource = candidates.resource
        shown = (customer for _, customer in resource.listed(cut.rows))
        return Page(shown, resource.documents(cut.rows, access), cut.position, cut.total)
    sees_all = access.wide is not None and access.wide.restrictions is None
    is_whole = plan.reads_documents or not request.complete
    customers: Iterable[Listed]
    if is_whole and (plan.reads_documents or sees_all) and len(cut.at_hand) == len(cut.rows):
        customers = cut.at_hand
    else:
        customers = _still_there(cut, candidates)
    documents = map(candidates.document_of, customers)
    return Page(customers, documents, cut.position, cut.total, scanned=cut.scanned, around=candidates.around)


def _still_there(cut: Cut, candidates: Candidates) -> Iterator[Listed]:
    """Read the customers of a page once more."""
    found = unique_customers(candidates.tested(candidates.whole(cut.rows, with_around=True)))
    while chunk := list(itertools.islice(found, BATCH_GET_LIMIT)):
        if cut.places is not None:
            candidates.moves.recall(customer for _, customer in chunk)
        for row, customer in chunk:
            if cut.places is None or not candidates.moves.is_elsewhere(customer, cut.places[row["pk"]["S"]]):
                yield customer


def place_after(index: Index, request: PageRequest, plan: Plan, ranges: Sequence[KeyRange]) -> str | None:
    """Return the sort key behind which the page begins, if it goes on from another."""
    if request.after is None:
        return None
    if plan.within:
        return created_sort_key_of(ranges[0], request.after, descending=plan.descending)
    return sort_key_of(index, request.after)


def _position_of(index: IndexRows, place: str, plan: Plan) -> Sequence[object]:
    return created_position_of(place) if plan.within else position_of(index.name, place)


def _begin(request: PageRequest) -> int:
    return 0 if request.after is not None else (request.number - 1) * request.size


def _end(request: PageRequest) -> int:
    return _begin(request) + request.size


def _may_be_kept(count: int, plan: Plan) -> bool:
    """Return whether so many customers fit into memory as they are.

    Of more documents only the place is kept.
    """
    return not plan.reads_documents or count <= DOCUMENTS_KEPT
