"""Answers of the lists of groups and of their users."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from shared.domain.companies.groups import (
    GROUP_FILTERS,
    GROUP_MEMBERS,
    GROUP_ORDER_MEMBERS,
    GroupQuery,
    company_order,
    group_query,
)
from shared.domain.companies.queries import BY_CREATION, equals
from shared.domain.query.order import Order, parse_order
from shared.domain.query.parser import parse_query
from shared.http.messages import Response, ok
from shared.http.request import Request
from shared.ports.lists import PageRequest


def groups_asked_for(request: Request) -> tuple[GroupQuery, Order]:
    """Return the groups that a list asks for, by `q` and by plain parameters, and the order of companies.

    Raises `BadParameter`, `InvalidQuery`.
    """
    further = [
        equals(GROUP_FILTERS[name], request.parameter(name) or "", GROUP_MEMBERS)
        for name in GROUP_FILTERS
        if name in request.query
    ]
    query = group_query([parse_query(request.parameter("q"), GROUP_MEMBERS).where, *further])
    order = parse_order(request.parameter("sort"), GROUP_ORDER_MEMBERS, BY_CREATION)
    return query, company_order(order)


def order_of(request: Request) -> Callable[[Sequence[dict[str, Any]]], Sequence[dict[str, Any]]]:
    """Return what puts groups into the order that is asked for; without one, they keep theirs.

    Raises `InvalidQuery`.
    """
    text = request.parameter("sort")
    if not text:
        return lambda documents: documents
    order = parse_order(text, GROUP_MEMBERS)
    return lambda documents: sorted(documents, key=order.key)


def answered_page(documents: Sequence[dict[str, Any]], total: int | None) -> Response:
    """Return a page, with the number of all where it was asked for."""
    headers = {} if total is None else {"X-Total-Count": str(total)}
    return ok(list(documents), headers=headers)


def page_of(documents: Iterable[dict[str, Any]], page: PageRequest) -> Response:
    """Return the page of these documents, of which no more are looked at than it needs."""
    remaining = iter(documents)
    first = (page.number - 1) * page.size
    before = sum(1 for _ in itertools.islice(remaining, first))
    shown = list(itertools.islice(remaining, page.size))
    total = before + len(shown) + sum(1 for _ in remaining) if page.with_total else None
    return answered_page(shown, total)
