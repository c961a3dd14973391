"""Cursors of the feed that somebody has made up: a page is cheap and shows no more."""

from datetime import timedelta

import pytest

from shared.domain.feed import log
from shared.domain.feed.log import SHARDS, Cursor, Mark, Position, cursor_document
from shared.domain.instants import now
from shared.http.pages import cursor_of, read_cursor
from tenant_managed.customers import list_changes
from tests.component.api import Answer, Api
from tests.component.wire import Wire

ROUTE = "GET /customer/{tenant}/changes"
MOST_REQUESTS = 9 * SHARDS
AT = now()


def forged(api: Api, mark: Mark, days: int = 30) -> str:
    """A cursor as this service would write it, of somebody who knows how."""
    return cursor_of(cursor_document(Cursor(days, dict.fromkeys(range(SHARDS), mark)), api.tenant))


def page(api: Api, since: str) -> tuple[Answer, int]:
    wire = Wire()
    handler = wire.through(list_changes.lambda_handler)
    with wire.counting() as requests:
        answer = api.request(handler, ROUTE, query={"since": since, "pageSize": 1000})
    return answer, sum(requests.values())


@pytest.mark.parametrize(
    "mark",
    [
        Mark(Position(0, 0), AT, 10**9),
        Mark(Position(10**9, 10**9), AT),
        Mark(Position(1, 10**9), AT, 30),
        Mark(Position(0, 1), AT),
    ],
)
def test_a_cursor_that_points_anywhere_costs_a_page(api: Api, mark: Mark) -> None:
    answer, requests = page(api, forged(api, mark))

    assert answer.status in {200, 410}
    assert requests <= MOST_REQUESTS


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (1, 1),
        (2, -1),
        (2, 10**30),
        (2, 1.5),
        (2, True),
        (2, 10**10),
        (3, SHARDS),
        (4, [[0, 0, 0, 0]]),
        (4, [[0, 0, 0]] * SHARDS),
        (4, [["0", 0, 0, 0]] * SHARDS),
        (4, [[0, 0, 10**10, 0]] * SHARDS),
        (4, [[0, 0, 0, 10**30]] * SHARDS),
        (4, [[0, 0, 0, -1]] * SHARDS),
        (4, [[0, 0, 0, 1.5]] * SHARDS),
        (4, {"a": 1}),
    ],
)
def test_members_that_no_cursor_has_are_rejected_even_if_the_digest_is_right(
    api: Api, place: int, value: object
) -> None:
    document = read_cursor(forged(api, Mark(Position(1, 1), AT)))
    document[place] = value
    document[0] = log._digest(document[1:], api.tenant)

    answer, _ = page(api, cursor_of(document))

    assert answer.status == 400


def test_days_in_a_cursor_do_not_make_it_last_longer(api: Api) -> None:
    stale = forged(api, Mark(Position(0, 0), AT - timedelta(days=31)), days=3650)

    answer, requests = page(api, stale)

    assert answer.status == 410
    assert requests == 0
