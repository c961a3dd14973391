"""GET /customer/{tenant}/changes: whoever follows it hears of every change within its reach."""

from datetime import timedelta

import pytest

from shared.adapters.dynamodb.writes import Item
from shared.domain.feed.log import SHARDS
from shared.domain.instants import now
from shared.http.pages import cursor_of, read_cursor
from shared.runtime.wiring import wiring
from tenant_managed.customers import list_changes
from tests.component.api import Api
from tests.component.customer_data.stored import items_of
from tests.component.events.feed_calls import ROUTE, Configure, cursor, feed_items, page, profiles, told
from tests.component.events.heard import Heard
from tests.component.events.stream import publish, retry
from tests.component.tenants import new_tenant
from tests.component.wire import Wire

pytestmark = pytest.mark.usefixtures("has_restrictions")


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
