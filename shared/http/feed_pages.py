"""Pages of the feed of changes: where a request begins, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.feed.log import cursor_document, cursor_from
from shared.domain.instants import instant_text
from shared.http.answers import listed
from shared.http.pages import cursor_of, read_cursor

if TYPE_CHECKING:
    from shared.domain.feed.changes import FeedEvent, Row
    from shared.domain.feed.log import Cursor
    from shared.http.messages import Response
    from shared.http.request import Request
    from shared.use_cases.feed.read_feed import FeedPage

_LONGEST_CURSOR = 1000


def since(request: Request) -> Cursor | None:
    """Return the cursor of a request, if it has one. Raises `InvalidQuery`."""
    text = request.parameter("since")
    return cursor_of_text(text, request.tenant) if text is not None else None


def feed_answer(page: FeedPage, tenant: str) -> Response:
    """200 with changes, and where the next page begins."""
    documents = (change_document(row, event) for row, event in page.rows)
    return listed(documents, {"X-Next-Cursor": cursor_text(page.cursor, tenant)})


def change_document(row: Row, event: FeedEvent) -> dict[str, Any]:
    """Return a change as the feed tells it."""
    return {
        "customerNumber": row.number,
        "version": row.version,
        "event": str(event),
        "at": instant_text(row.at),
    }


def cursor_text(cursor: Cursor, tenant: str) -> str:
    """Return a cursor as the value of `since`."""
    return cursor_of(cursor_document(cursor, tenant))


def cursor_of_text(text: str, tenant: str) -> Cursor:
    """Return the cursor that `cursor_text` has written. Raises `InvalidQuery`."""
    try:
        document = read_cursor(text) if len(text) <= _LONGEST_CURSOR else None
    except ValueError:
        document = None
    return cursor_from(document, tenant)
