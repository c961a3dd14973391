"""Pages of a search by words: what a request asks for, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from shared.domain.errors import BadParameter, InvalidQuery
from shared.domain.query.askable import check_asked
from shared.domain.query.order import DEFAULT_ORDER
from shared.domain.search.search import search_of
from shared.http.answers import expanded_for_seller, expansion, listed
from shared.http.pages import MAX_PAGE_SIZE, cursor_of, read_cursor, wants_total
from shared.ports.lists import SearchRequest
from shared.use_cases.customers.explain_search import explain_search
from shared.use_cases.customers.find_customers import find_customers

if TYPE_CHECKING:
    from shared.domain.query.explanation import Explanation
    from shared.domain.search.search import Search
    from shared.http.messages import Response
    from shared.http.request import Request
    from shared.ports.lists import FoundPage
    from shared.use_cases.customers.explain_search import ExplanationPorts
    from shared.use_cases.customers.find_customers import ListPorts

DEFAULT_FOUND = 25
_PLAIN = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")


def answer_to_search(request: Request, ports: ListPorts, text: str, q: str | None) -> Response:
    """Return a page of the customers that are found by words, and by `q` besides.

    Raises `BadParameter`, `InvalidQuery`, `Forbidden`.
    """
    expand = expansion(request)
    search, wanted = _wanted(request, text, q)
    found = find_customers(ports, request.tenant, request.access, search, wanted)
    documents = (expanded_for_seller(document, expand) for document in found.documents)
    return listed(documents, _headers(found))


def explanation_of_search(
    request: Request, ports: ExplanationPorts, text: str, q: str | None, sort: str | None
) -> Explanation:
    """Return how the first page of a search is found. Raises as the search does."""
    search = _search(request, text, q, sort)
    wanted = SearchRequest(DEFAULT_FOUND)
    return explain_search(ports, request.tenant, request.access, search, wanted)


def _search(request: Request, text: str, q: str | None, sort: str | None) -> Search:
    """Return what a caller searches for. Raises `BadParameter`, `InvalidQuery`, `Forbidden`."""
    if sort is not None:
        raise BadParameter(
            "'sort' cannot be used with 'search', whose answer is in order of rank. Leave one of them out."
        )
    search = search_of(text, q)
    check_asked(search.query, DEFAULT_ORDER, request.access)
    return search


def _wanted(request: Request, text: str, q: str | None) -> tuple[Search, SearchRequest]:
    search = _search(request, text, q, request.parameter("sort"))
    if request.whole_number("pageNumber", default=1) != 1:
        raise BadParameter("'pageNumber' cannot be used with 'search'. Follow 'next' to further pages.")
    size = request.whole_number("pageSize", default=DEFAULT_FOUND, highest=MAX_PAGE_SIZE)
    cursor = request.parameter("next")
    if cursor is None:
        return search, SearchRequest(size, with_total=wants_total(request))
    try:
        after = read_cursor(cursor)
    except ValueError:
        after = None
    if after is None:  # which would be the first page
        raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.")
    return search, SearchRequest(size, after)


def _headers(found: FoundPage) -> dict[str, str]:
    """Return the headers of a page. A header has ASCII alone, so other letters are percent-encoded."""
    headers = {}
    if found.total is not None:
        headers["X-Total-Count"] = found.total
    if found.next_position is not None:
        headers["X-Next-Cursor"] = cursor_of(found.next_position)
    if found.corrected is not None:
        headers["X-Search-Corrected"] = quote(found.corrected, safe=_PLAIN)
    return headers
