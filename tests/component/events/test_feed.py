"""GET /customer/{tenant}/changes: whoever follows it hears of every change within its reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import feed_segment_key
from shared.adapters.dynamodb.stores import feeds
from shared.adapters.dynamodb.writes import Delete, Item, Put
from shared.domain.feed.log import SHARDS, Cursor, Position, cursor_document, cursor_from, shard_of
from shared.domain.instants import now
from shared.domain.tenants.configuration import RESTRICTIONS
from shared.http.pages import cursor_of, read_cursor
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from tenant_managed.customers import list_changes
from tests.component.api import Answer, Api
from tests.component.customer_data.stored import items_of
from tests.component.events.heard import Heard
from tests.component.events.stream import Document, publish, retry
from tests.component.tenants import new_tenant
from tests.component.wire import Wire

ROUTE = "GET /customer/{tenant}/changes"
Configure = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def _has_restrictions(configure: Configure) -> None:
    configure(RESTRICTIONS, ["DE", "FR"])


def page(api: Api, since: str | None = None, **query: Any) -> Answer:
    if since is not None:
        query["since"] = since
    return api.request(list_changes.lambda_handler, ROUTE, query=query)


def cursor(api: Api) -> str:
    """A cursor from which all that comes is told."""
    answer = page(api)
    assert (answer.status, answer.json) == (200, [])
    return answer.headers["X-Next-Cursor"]


def profiles(heard: Heard) -> list[Document]:
    """The records of customers alone."""
    return [record for record in heard.records() if record["dynamodb"]["Keys"]["sk"]["S"] == "PROFILE"]


def told(api: Api, since: str, size: int = 60) -> list[tuple[str, int, str]]:
    """All that is told from a cursor on."""
    found: list[tuple[str, int, str]] = []
    while True:
        answer = page(api, since, pageSize=size)
        assert answer.status == 200, answer.text
        since = answer.headers["X-Next-Cursor"]
        if not answer.json:
            return found
        assert len(answer.json) <= size
        found += [(each["customerNumber"], each["version"], each["event"]) for each in answer.json]


def test_changes_from_a_cursor_on_are_told_in_the_order_of_versions(api: Api, heard: Heard) -> None:
    before = api.created({"lastName": "Weber"})
    publish(heard.records())
    since = cursor(api)

    api.patch(before, {"lastName": "Meyer"})
    new = api.created({"lastName": "Koch"})
    api.delete(before)
    publish(heard.records())

    answer = page(api, since)
    assert answer.headers["Count"] == "3"
    assert {each.keys() == {"customerNumber", "version", "event", "at"} for each in answer.json} == {True}
    found = told(api, since)
    assert [each for each in found if each[0] == before] == [
        (before, 2, "customer.updated"),
        (before, 3, "customer.deleted"),
    ]
    assert [each for each in found if each[0] == new] == [(new, 1, "customer.created")]
    assert told(api, cursor(api)) == []


@pytest.mark.parametrize("size", [1, 3, 60])
def test_pages_of_any_size_tell_each_change_once(api: Api, heard: Heard, size: int) -> None:
    since = cursor(api)
    numbers = [api.created({"lastName": "Weber"}) for _ in range(7)]
    for number in numbers:
        api.patch(number, {"lastName": "Meyer"})
    publish(heard.records())

    found = told(api, since, size)

    assert sorted(found) == sorted(
        each for n in numbers for each in ((n, 1, "customer.created"), (n, 2, "customer.updated"))
    )
    assert all(
        found.index((n, 1, "customer.created")) < found.index((n, 2, "customer.updated")) for n in numbers
    )


def test_limited_callers_are_told_of_theirs_and_of_who_leaves(api: Api, heard: Heard) -> None:
    german, french = (api.as_(f"customer.customer_read--{name}") for name in ("DE", "FR"))
    since = cursor(german)
    moved, stays, gone = (api.created({"restriction": "DE", "lastName": "Weber"}) for _ in range(3))
    nobodys = api.created({"lastName": "Weber"})
    api.patch(moved, {"restriction": "FR"})
    api.patch(stays, {"lastName": "Koch"})
    api.patch(moved, {"lastName": "Blanc"})
    api.delete(gone)
    api.delete(moved)
    publish(heard.records())

    assert sorted(told(german, since)) == sorted(
        [
            (moved, 1, "customer.created"),
            (moved, 2, "customer.left"),
            (stays, 1, "customer.created"),
            (stays, 2, "customer.updated"),
            (gone, 1, "customer.created"),
            (gone, 2, "customer.deleted"),
        ]
    )
    assert told(french, since) == [
        (moved, 2, "customer.updated"),
        (moved, 3, "customer.updated"),
        (moved, 4, "customer.deleted"),
    ]
    assert nobodys in {number for number, _, _ in told(api, since)}


def test_a_change_whose_record_waits_is_told_by_the_next_one_and_not_again(api: Api, heard: Heard) -> None:
    since = cursor(api)
    number = api.created({"lastName": "Weber"})
    publish(heard.records())
    api.patch(number, {"lastName": "Meyer"})
    api.patch(number, {"lastName": "Koch"})
    second, third = profiles(heard)

    publish([third])
    assert retry({"projection": "feed", "record": second}) == []
    publish([second, third])

    assert told(api, since) == [
        (number, 1, "customer.created"),
        (number, 2, "customer.updated"),
        (number, 3, "customer.updated"),
    ]


def test_a_customer_of_the_same_number_begins_behind_the_deletion_of_the_former_one(
    api: Api, heard: Heard, configure: Configure
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    since = cursor(api)
    api.created({"id": "again", "lastName": "Weber"})
    publish(heard.records())
    api.patch("again", {"lastName": "Meyer"})
    api.delete("again")
    api.created({"id": "again", "lastName": "Koch"})
    *late, last = profiles(heard)

    publish([last])
    publish(late)

    assert told(api, since) == [
        ("again", 1, "customer.created"),
        ("again", 2, "customer.updated"),
        ("again", 3, "customer.deleted"),
        ("again", 1, "customer.created"),
    ]


def test_log_ins_and_what_else_leaves_the_version_are_not_told(api: Api, heard: Heard) -> None:
    number = api.created({"lastName": "Weber"})
    publish(heard.records())
    since = cursor(api)
    profile = [raw for raw in items_of(api.tenant) if raw["sk"]["S"] == "PROFILE"]
    assert len(profile) == 1
    (image,) = profile
    record = {
        "eventName": "MODIFY",
        "dynamodb": {
            "Keys": {name: image[name] for name in ("pk", "sk")},
            "OldImage": image,
            "NewImage": image | {"lastLogin": {"S": "2026-11-30T00:00:00.000Z"}},
            "ApproximateCreationDateTime": 1_796_000_000,
            "SequenceNumber": "1",
        },
    }

    publish([record])

    assert number
    assert told(api, since) == []


@pytest.mark.parametrize(
    "since",
    [
        "",
        "x",
        "*" * 20,
        cursor_of([]),
        cursor_of({}),
        cursor_of(None),
        cursor_of(["0" * 12, 1, 1_796_000_000_000, 30, 0, [[0, 0, 0]] * 4]),
        "a" * 5000,
    ],
)
def test_a_made_up_cursor_is_rejected(api: Api, since: str) -> None:
    answer = page(api, since)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")


def test_nor_is_another_tenants_or_a_mistyped_one_taken(api: Api) -> None:
    mine = cursor(api)
    document = read_cursor(mine)
    document[3] += 1

    assert page(Api(new_tenant()), mine).status == 400
    assert page(api, cursor_of(document)).status == 400
    assert page(api, mine[:-3]).status == 400


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


def feed_items(api: Api) -> list[Item]:
    return [raw for raw in items_of(api.tenant) if raw["pk"]["S"].split("#")[1:2] in (["G"], ["T"])]


def test_a_feed_has_nothing_personal_and_expires(api: Api, heard: Heard) -> None:
    number = api.created({"lastName": "Canary", "contactEmail": "canary@example.com", "restriction": "DE"})
    api.delete(number)
    publish(heard.records())

    items = feed_items(api)
    assert "anary" not in str(items)
    lasting = [int(raw["expiresAt"]["N"]) - now().timestamp() for raw in items if raw["sk"]["S"] != "START"]
    assert len(lasting) == 3
    assert all(abs(seconds - timedelta(days=32).total_seconds()) < 60 for seconds in lasting)


def test_a_change_costs_two_write_units(api: Api, heard: Heard) -> None:
    number = api.created({"restriction": "DE", "lastName": "Weber"})
    publish(heard.records())
    api.patch(number, {"lastName": "Meyer"})
    ports = wiring().projection_ports
    changes = [change for record in heard.records() if (change := ports.reader.read(record)) is not None]
    wire = Wire()
    (feed,) = [each for each in wire.wiring.projection_ports.projections if each.name == "feed"]

    with wire.counting() as requests:
        assert feed.project(dict(enumerate(changes))) == {}
    assert requests == {"Query": 1, "GetItem": 1, "PutItem": 2}

    api.patch(number, {"lastName": "Koch"})
    changes = [change for record in heard.records() if (change := ports.reader.read(record)) is not None]
    with wire.counting() as requests:
        assert feed.project(dict(enumerate(changes))) == {}
    assert requests == {"GetItem": 1, "PutItem": 2}
    assert all(size(raw) <= 1024 for raw in feed_items(api))


def size(raw: Item) -> int:
    return sum(len(name) + len(next(iter(value.values()))) for name, value in raw.items())


def test_a_page_costs_the_same_however_much_there_is(api: Api, heard: Heard) -> None:
    since = cursor(api)
    wire = Wire()
    handler = wire.through(list_changes.lambda_handler)

    def cost(size: int) -> int:
        with wire.counting() as requests:
            api.request(handler, ROUTE, query={"since": since, "pageSize": size})
        return requests["Query"]

    with wire.counting() as requests:
        api.request(handler, ROUTE)
    assert requests == {"Query": SHARDS}
    empty = cost(60)
    for _ in range(30):
        api.created({"lastName": "Weber"})
    publish(heard.records())

    assert empty == SHARDS
    assert cost(60) <= 2 * SHARDS
    assert cost(1) <= SHARDS


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
