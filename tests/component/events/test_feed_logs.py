"""How long a feed is kept, where it was off, and how its log goes on in another generation."""

from datetime import timedelta

import pytest

from shared.adapters.dynamodb.keys import feed_segment_key
from shared.adapters.dynamodb.stores import feeds
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.feed.log import Cursor, Position, cursor_document, cursor_from, shard_of
from shared.domain.instants import now
from shared.http.pages import cursor_of, read_cursor
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.events.feed_calls import Configure, cursor, feed_items, page, told
from tests.component.events.heard import Heard
from tests.component.events.stream import publish

pytestmark = pytest.mark.usefixtures("has_restrictions")


def aged(api: Api, since: str, days: float, kept: int = 30) -> str:
    """The cursor as it is after so many days."""
    found = cursor_from(read_cursor(since), api.tenant)
    marks = {shard: mark._replace(at=mark.at - timedelta(days=days)) for shard, mark in found.marks.items()}
    return cursor_of(cursor_document(Cursor(kept, marks, found.first), api.tenant))


def test_a_cursor_is_good_as_long_as_rows_are_kept(api: Api, configure: Configure) -> None:
    since = cursor(api)

    assert page(api, aged(api, since, 29.9)).status == 200
    gone = page(api, aged(api, since, 30.1))
    assert (gone.status, gone.json["type"]) == (410, "resource_gone")
    assert "without 'since'" in gone.json["message"]

    configure("feed.days", 7)
    assert page(api, aged(api, since, 8)).status == 410
    configure("feed.days", 60)
    assert page(api, aged(api, since, 31)).status == 410
    assert page(api, aged(api, since, -1)).status == 400


def test_a_tenant_that_wants_no_feed_has_none(api: Api, heard: Heard, configure: Configure) -> None:
    since = cursor(api)
    configure("feed.days", 0)
    api.created({"lastName": "Weber"})
    publish(heard.records())

    assert [page(api, each).status for each in (None, since)] == [410, 410]
    items = feed_items(api)
    assert [raw["sk"]["S"] for raw in items] == ["START"]
    assert "Weber" not in str(items)


@pytest.mark.parametrize("days", [1, 30])
def test_one_who_followed_a_feed_learns_that_it_was_off(
    api: Api, heard: Heard, configure: Configure, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    changed, deleted = (api.created({"lastName": name}) for name in ("Weber", "Koch"))
    publish(heard.records())
    since, unused = cursor(api), cursor(api)
    configure("feed.days", 0)
    api.patch(changed, {"lastName": "Meyer"})
    api.delete(deleted)
    publish(heard.records())
    configure("feed.days", days)

    assert [page(api, each).status for each in (since, unused)] == [410, 410]
    too_early = page(api)
    assert (too_early.status, "in a few minutes" in too_early.json["message"]) == (410, True)
    monkeypatch.setattr(feeds, "now", lambda: now() + timedelta(minutes=4))
    again = cursor(api)
    assert told(api, again) == []
    api.patch(changed, {"lastName": "Blanc"})
    publish(heard.records())

    assert told(api, again)[-1] == (changed, 3, "customer.updated")
    assert page(api, since).status == 410


def test_a_feed_that_was_off_while_nothing_changed_goes_on(
    api: Api, heard: Heard, configure: Configure
) -> None:
    since = cursor(api)
    configure("feed.days", 0)
    configure("feed.days", 30)
    number = api.created({"lastName": "Weber"})
    publish(heard.records())

    assert told(api, since) == [(number, 1, "customer.created")]


def test_a_generation_ends_before_its_rows_expire_and_readers_go_on_in_the_next(
    api: Api, heard: Heard
) -> None:
    since = cursor(api)
    number = api.created({"lastName": "Weber"})
    publish(heard.records())
    shard = shard_of(number)
    with WorkingFor(api.tenant):
        segments = wiring().feeds.segments(api.tenant, shard, Position(0, 0), 10).segments
    (first,) = segments
    raw = next(raw for raw in feed_items(api) if raw["sk"]["S"].startswith("0"))
    soon = str(int((now() + timedelta(hours=23)).timestamp()))
    with WorkingFor(api.tenant):
        wiring().table.write_alone(Put(raw | {"expiresAt": {"N": soon}}))
    wiring().feeds.forget(api.tenant, shard)

    api.patch(number, {"lastName": "Meyer"})
    publish(heard.records())

    assert told(api, since) == [(number, 1, "customer.created"), (number, 2, "customer.updated")]
    with WorkingFor(api.tenant):
        second = wiring().feeds.segments(api.tenant, shard, first.position.next, 10).segments
    assert [each.position for each in second] == [
        Position(first.position.generation, 1),
        Position(first.position.generation + 1, 0),
    ]
    assert second[0].rows == ()


def test_a_log_of_which_all_has_expired_begins_another_generation(
    api: Api, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = api.created({"lastName": "Weber"})
    publish(heard.records())
    shard = shard_of(number)
    since = cursor(api)
    with WorkingFor(api.tenant):
        (first,) = wiring().feeds.segments(api.tenant, shard, Position(0, 0), 10).segments
        wiring().table.write_alone(Delete(feed_segment_key(api.tenant, shard, *first.position)))
    wiring().feeds.forget(api.tenant, shard)
    monkeypatch.setattr(feeds, "now", lambda: now() + timedelta(days=3))
    api.patch(number, {"lastName": "Meyer"})
    publish(heard.records())

    assert told(api, since) == [(number, 2, "customer.updated")]


def test_rows_that_are_gone_behind_a_cursor_are_not_passed_over(api: Api, heard: Heard) -> None:
    since = cursor(api)
    number = api.created({"lastName": "Weber"})
    publish(heard.records())
    api.patch(number, {"lastName": "Meyer"})
    publish(heard.records())
    shard = shard_of(number)
    with WorkingFor(api.tenant):
        first, _ = wiring().feeds.segments(api.tenant, shard, Position(0, 0), 10).segments
        wiring().table.write_alone(Delete(feed_segment_key(api.tenant, shard, *first.position)))

    assert page(api, since).status == 410
