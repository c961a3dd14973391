"""Cursors of the feed that somebody has made up: a page is cheap and shows no more."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.feed import log
from shared.domain.feed.log import SHARDS, Cursor, Mark, Position, cursor_document, cursor_from
from shared.domain.instants import now
from shared.http.pages import cursor_of, read_cursor
from tenant_managed.customers import list_changes
from tests.component.api import Answer, Api
from tests.component.wire import Wire

ROUTE = "GET /customer/{tenant}/changes"
MOST_REQUESTS = 8 * SHARDS


def forged(api: Api, mark: Mark, **values: Any) -> str:
    """A cursor as this service would write it, of somebody who knows how."""
    made = Cursor(now(), 30, dict.fromkeys(range(SHARDS), mark))
    return cursor_of(cursor_document(Cursor(made.at, values.get("days", 30), made.marks), api.tenant))


def page(api: Api, since: str) -> tuple[Answer, int]:
    wire = Wire()
    handler = wire.through(list_changes.lambda_handler)
    with wire.counting() as requests:
        answer = api.request(handler, ROUTE, query={"since": since, "pageSize": 1000})
    return answer, sum(requests.values())


@pytest.mark.parametrize(
    "mark",
    [
        Mark(Position(0, 0), 10**9),
        Mark(Position(10**9, 10**9)),
        Mark(Position(1, 10**9), 30),
        Mark(Position(0, 1)),
    ],
)
def test_a_cursor_that_points_anywhere_costs_a_page(api: Api, mark: Mark) -> None:
    answer, requests = page(api, forged(api, mark))

    assert answer.status in {200, 410}
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (1, 2),
        (2, -1),
        (2, 10**30),
        (2, 1.5),
        (2, True),
        (3, 10**10),
        (4, SHARDS),
        (5, [[0, 0, 0]]),
        (5, [[0, 0]] * SHARDS),
        (5, [["0", 0, 0]] * SHARDS),
        (5, [[0, 0, 10**10]] * SHARDS),
        (5, {"a": 1}),
    ],
)
def test_members_that_no_cursor_has_are_rejected_even_if_the_digest_is_right(
    api: Api, place: int, value: object
) -> None:
    document = read_cursor(forged(api, Mark(Position(1, 1))))
    document[place] = value
    document[0] = log._digest(document[1:], api.tenant)

    answer, _ = page(api, cursor_of(document))

    assert answer.status == 400


def test_days_in_a_cursor_do_not_make_it_last_longer(api: Api) -> None:
    old = cursor_from(read_cursor(forged(api, Mark(Position(0, 0)), days=3650)), api.tenant)
    stale = Cursor(old.at - timedelta(days=31), old.days, old.marks)

    answer, requests = page(api, cursor_of(cursor_document(stale, api.tenant)))

    assert answer.status == 410
    assert requests == 0
