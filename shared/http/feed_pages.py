"""Pages of the feed of changes: where a request begins, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.errors import InvalidQuery
from shared.domain.feed.log import cursor_document, cursor_from
from shared.domain.instants import instant_text
from shared.http.answers import listed
from shared.http.pages import cursor_of, read_cursor

if TYPE_CHECKING:
    from shared.domain.feed.log import Cursor
    from shared.http.messages import Response
    from shared.http.request import Request
    from shared.use_cases.feed.read_feed import FeedPage

_LONGEST_CURSOR = 1000


def since(request: Request) -> Cursor | None:
    """Return the cursor of a request, if it has one. Raises `InvalidQuery`."""
    text = request.parameter("since")
    if text is None:
        return None
    document = None
    if len(text) <= _LONGEST_CURSOR:
        try:
            document = read_cursor(text)
        except ValueError:
            document = None
    if document is None:
        raise InvalidQuery("Query parameter 'since' must be the X-Next-Cursor of an earlier answer.")
    return cursor_from(document, request.tenant)


def feed_answer(page: FeedPage, tenant: str) -> Response:
    """200 with changes, and where the next page begins."""
    documents = (
        {"customerNumber": row.number, "version": row.version, "event": event, "at": instant_text(row.at)}
        for row, event in page.rows
    )
    return listed(documents, {"X-Next-Cursor": cursor_of(cursor_document(page.cursor, tenant))})
