"""Answers of the lists of companies, contact assignments and locations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from shared.domain.callers.access import Access
from shared.domain.companies.queries import BY_CREATION, equals
from shared.domain.query.conditions import Node
from shared.domain.query.fields import Members
from shared.http.answers import listed
from shared.http.messages import Response
from shared.http.pages import listing_of, page_headers
from shared.http.request import Request
from shared.http.selected_fields import selection
from shared.ports.lists import CompanyDirectory


def page_of(
    request: Request,
    directory: CompanyDirectory,
    q: str | None,
    members: Members,
    filters: Mapping[str, tuple[str, ...]],
    *,
    documents_of: Callable[[Iterable[Any], Mapping[Any, Any]], Iterable[dict[str, Any]]],
    shown: Members | None = None,
    within: Iterable[Node] = (),
    access: Access | None = None,
) -> Response:
    """Return the page that a list or a search asks for, by `q` and by plain parameters, which are `filters`.

    `documents_of`: makes documents of what is listed, and of `Page.around`. `shown`: the members that answers
    have, where these are others than those that `members` can be asked by. `within`: conditions besides.
    `access`: the reach of the list, where it is not the caller's. Raises `BadParameter`, `InvalidQuery`.
    """
    plain = {name: request.parameter(name) for name in filters if name in request.query}
    further = [*within, *(equals(filters[name], value or "", members) for name, value in plain.items())]
    selected = selection(request, shown or members)
    query, order, wanted = listing_of(request, q, members, BY_CREATION, further)
    names = request.words("fields")
    wanted = replace(wanted, complete=not names or any(name.partition(".")[0] == "mixins" for name in names))
    page = directory.page(request.tenant, access or request.access, query, order, wanted)
    return listed(
        (dict(selected(each)) for each in documents_of(page.customers, page.around)),
        page_headers(page, order),
    )
