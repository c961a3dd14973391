"""Pages of a list: the page that a request asks for, and the headers that lead to the next."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace

from shared.domain import fields, json_text
from shared.domain.errors import InvalidQuery, Problem, ValidationFailed
from shared.domain.json_text import Json
from shared.domain.query.askable import check_asked
from shared.domain.query.conditions import Node, all_of
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import Members
from shared.domain.query.order import Order, parse_order
from shared.domain.query.parser import parse_query
from shared.domain.query.walk import Walk, walk_from
from shared.http.answers import Expansion
from shared.http.request import Request
from shared.ports.lists import Page, PageRequest

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 60, 1000
PUBLISHED_PAGE_SIZE = 16
"""That of the published customer management."""
MAX_CURSOR_LENGTH = 32 * 1024
"""Twenty fields of 900 bytes each make 24 KB; a walk is remembered in an order by one."""


def listing(request: Request, q: str | None, expand: Expansion) -> tuple[Query, Order, PageRequest]:
    """Return the page that a list or a search asks for.

    Raises `BadParameter`, `InvalidQuery`, `Forbidden`.
    """
    query, order = parse_query(q), parse_order(request.parameter("sort"))
    check_asked(query, order, request.access)
    wanted = _wanted(request, order, DEFAULT_PAGE_SIZE, fields.customer_number)
    return query, order, replace(wanted, complete=expand.needs_documents)


def listing_of(
    request: Request, q: str | None, members: Members, default: Order, further: Sequence[Node] = ()
) -> tuple[Query, Order, PageRequest]:
    """Return the page of another resource that a list or a search asks for.

    `members`: those that its fields are of. `further`: conditions besides `q`. Raises `BadParameter`,
    `InvalidQuery`.
    """
    order = parse_order(request.parameter("sort"), members, default)
    query = Query(all_of([parse_query(q, members).where, *further]))
    return query, order, _wanted(request, order, PUBLISHED_PAGE_SIZE, fields.known_company_id)


def _wanted(request: Request, order: Order, size: int, check_id: Callable[[str], str]) -> PageRequest:
    number = request.whole_number("pageNumber", default=1)
    size = request.whole_number("pageSize", default=size, highest=MAX_PAGE_SIZE)
    cursor = request.parameter("next")
    after, walk = _position(cursor, order, check_id) if cursor is not None else (None, None)
    with_total = after is None and wants_total(request)
    may_end_early = after is not None or (number == 1 and not with_total)
    return PageRequest(number, size, after, walk, with_total, may_end_early=may_end_early)


def wants_total(request: Request) -> bool:
    """Return whether a caller wants to know how many there are on all pages."""
    return request.headers.get("x-total-count", "").strip().lower() == "true"


def numbered_page(request: Request) -> PageRequest:
    """Return the page that a list of groups, or of their users, asks for by its number.

    Raises `BadParameter`.
    """
    return PageRequest(
        request.whole_number("pageNumber", default=1),
        request.whole_number("pageSize", default=DEFAULT_PAGE_SIZE, highest=MAX_PAGE_SIZE),
        with_total=wants_total(request),
    )


def first_page(request: Request, q: str | None, sort: str | None) -> tuple[Query, Order, PageRequest]:
    """Return the first page of a list that a body describes. Raises `InvalidQuery`, `Forbidden`."""
    query, order = parse_query(q), parse_order(sort)
    check_asked(query, order, request.access)
    return query, order, PageRequest(size=DEFAULT_PAGE_SIZE, may_end_early=True)


def q_of_body(request: Request) -> str | None:
    """Return the `q` in the body of a search. Raises `ValidationFailed`, and errors of reading a body."""
    (q,) = texts_of_body(request, "q")
    return q


def texts_of_body(request: Request, *names: str) -> list[str | None]:
    """Return members of a body that are texts or absent.

    Raises `ValidationFailed`, and errors of reading a body.
    """
    body = request.json_object()
    wrong = [name for name in names if not isinstance(body.get(name), str | None)]
    if wrong:
        raise ValidationFailed(*(Problem("must be a string", name) for name in wrong))
    return [body.get(name) for name in names]


def page_headers(page: Page, order: Order) -> dict[str, str]:
    """Return the total under both names if it was requested, `X-Next-Cursor` if there is another page, and
    `X-Scanned` if more was read than is shown.
    """
    headers = {}
    if page.total is not None:
        headers["X-Total-Count"] = headers["hybris-count"] = str(page.total)
    if page.scanned is not None:
        headers["X-Scanned"] = str(page.scanned)
    if page.next_position is not None:
        headers["X-Next-Cursor"] = _cursor(page.next_position, page.walk, order)
    return headers


def _cursor(position: Json, walk: Walk | None, order: Order) -> str:
    remembered = [walk.as_json()] if walk is not None else []
    return cursor_of([order.fingerprint(), list(position), *remembered])


def cursor_of(position: Json) -> str:
    """Return a position as the value of `next`."""
    return base64.urlsafe_b64encode(json_text.dumps(position).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> Json:
    """Return the position in a value of `next`. Raises `ValueError`, and `InvalidQuery` for one too long."""
    if len(cursor) > MAX_CURSOR_LENGTH:
        raise InvalidQuery(f"Query parameter 'next' must have at most {MAX_CURSOR_LENGTH} characters.")
    padded = cursor + "=" * (-len(cursor) % 4)
    return json_text.loads_strictly(base64.urlsafe_b64decode(padded.encode()))


def _position(cursor: str, order: Order, check_id: Callable[[str], str]) -> tuple[list[object], Walk | None]:
    try:
        fingerprint, position, *remembered = read_cursor(cursor)
        order.key_of_position(position)
        (walk,) = map(walk_from, remembered) if remembered else (None,)
        if walk is not None:
            order.key_of_position(walk.end)
        check_id(position[-1])
    except (ValueError, TypeError, IndexError, KeyError):
        raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.") from None
    if fingerprint != order.fingerprint():
        raise InvalidQuery("Query parameter 'next' belongs to another order; send the same 'sort' again.")
    return list(position), walk
