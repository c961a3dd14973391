"""Pages of a customer's history: the page that a request asks for, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from shared.domain.errors import InvalidQuery
from shared.domain.history.entries import entry_document
from shared.http.answers import listed
from shared.http.pages import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, cursor_of, read_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.customers.customer import Customer
    from shared.domain.history.entries import Entry
    from shared.http.messages import Response
    from shared.http.request import Request

_HIGHEST = 10**9
_FULL = 2_000_000
"""Bytes of entries behind which a page ends, however many it may have."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The page that a request asks for, behind a cursor if it has one."""

    size: int
    cursor: str | None

    def after(self, customer: Customer) -> tuple[int, int] | None:
        """Return the place of the last entry before the page. Raises `InvalidQuery`.

        A cursor of another customer, or of an earlier one of the number, is refused.
        """
        if self.cursor is None:
            return None
        try:
            incarnation, version, step = read_cursor(self.cursor)
        except (ValueError, TypeError):
            incarnation = version = step = None
        if incarnation != customer.incarnation or not (_counts(version, 1) and _counts(step, 0)):
            raise InvalidQuery(
                "Query parameter 'next' must be the X-Next-Cursor of an earlier answer about this customer."
            )
        return version, step

    def answer(self, customer: Customer, entries: Iterator[Entry]) -> Response:
        """Return the entries that the page has room for, with the cursor of the next page, if there is one.

        Raises `BadParameter` where they are too large for an answer.
        """
        shown: list[tuple[int, int]] = []

        def documents() -> Iterator[dict[str, Any]]:
            room = _FULL
            for entry in islice(entries, self.size):
                shown.append(entry.place)
                room -= entry.size
                yield entry_document(entry)
                if room <= 0:
                    return

        answer = listed(documents(), {})
        if next(entries, None) is None:
            return answer
        cursor = cursor_of([customer.incarnation, *shown[-1]])
        return replace(answer, headers={**answer.headers, "X-Next-Cursor": cursor})


def history_page(request: Request) -> HistoryPage:
    """Return the page that a request asks for. Raises `BadParameter`."""
    size = request.whole_number("pageSize", default=DEFAULT_PAGE_SIZE, highest=MAX_PAGE_SIZE)
    return HistoryPage(size, request.parameter("next"))


def _counts(value: object, lowest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= _HIGHEST
