"""Histories of customers in the table, as the function of changes keeps them."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from shared.adapters.dynamodb.items.history import HistoryItem
from shared.adapters.dynamodb.keys import HISTORY_PREFIX
from shared.adapters.dynamodb.writes import Item
from shared.domain.callers.writer import Writer
from shared.domain.customers.deletions import deletion_from
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import Entry, entry_from
from shared.domain.history.members import shown_document
from shared.domain.history.replay import HistoryIncomplete, replayed
from shared.domain.instants import now
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.customers.clean_up import clean_up
from shared.use_cases.projections.kept_history import kept_history
from tests.component.api import Api
from tests.component.customer_data.stored import items_of
from tests.component.customer_managed.credential_calls import change
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard
from tests.component.events.stream import Document, publish, retry
from tests.component.stored_customers import customer_of
from tests.component.wire import Wire

Configure = Callable[[str, object], None]


def items(tenant: str) -> list[Item]:
    return [raw for raw in items_of(tenant) if raw["sk"]["S"].startswith(HISTORY_PREFIX)]


def entries(tenant: str) -> list[Entry]:
    """All entries of a tenant, in the order of their keys."""
    found = sorted(items(tenant), key=lambda raw: (raw["pk"]["S"], raw["sk"]["S"]))
    return [
        entry_from(HistoryItem.from_raw_data(raw).entry, int(raw["sk"]["S"].rpartition("#")[2]))
        for raw in found
    ]


def aged(records: list[Document]) -> list[Document]:
    """The records as they are when they come late."""
    for record in records:
        image = record["dynamodb"].get("NewImage", {})
        if "modifiedAt" in image:
            image["modifiedAt"] = {"S": "2026-01-01T00:00:00.000Z"}
    return records


def test_every_change_is_an_item_in_order_with_its_expiry(
    api: Api, heard: Heard, configure: Configure
) -> None:
    configure("history.days", 30)
    number = api.created({"lastName": "Weber"})
    for place in range(11):
        assert api.patch(number, {"lastName": f"Weber {place}"}).status == 200

    publish(heard.records())

    found = entries(api.tenant)
    stored = customer_of(api.tenant, number)
    assert [entry.version for entry in found] == list(range(1, 13))
    assert replayed(found) == shown_document(stored)
    lasting = {int(raw["expiresAt"]["N"]) - int(now().timestamp()) for raw in items(api.tenant)}
    assert all(abs(seconds - timedelta(days=30).total_seconds()) < 60 for seconds in lasting)


def test_a_replayed_stream_makes_no_second_history(
    storefront: Storefront, email: str, records: list[Document], heard: Heard
) -> None:
    """Each entry follows from its write, whenever that is delivered: its key, its time, its author."""
    number = str(storefront.sign_up(f"own.{email}").json["id"])
    token = storefront.logged_in(f"own.{email}")["access_token"]
    assert change(Own(storefront, number, token)).status < 300
    records += heard.records()
    publish(records)
    kept = items(heard.tenant)

    for record in records:
        record["dynamodb"]["ApproximateCreationDateTime"] += 40_000
    publish(records)

    assert items(heard.tenant) == kept
    assert len(kept) > 10


def test_a_tenant_that_wants_no_history_has_none(api: Api, heard: Heard, configure: Configure) -> None:
    configure("history.days", 0)
    api.created({"lastName": "Weber"})

    publish(heard.records())

    assert items(api.tenant) == []
    assert heard.bus.retries() == []


def test_what_comes_after_the_clean_up_of_a_deleted_customer_is_not_kept(api: Api, heard: Heard) -> None:
    number = api.created({"lastName": "Weber"})
    api.patch(number, {"lastName": "Meyer"})
    made = heard.records()
    publish(made)
    api.delete(number)
    publish(heard.records())
    ((_, deleted),) = [each for each in heard.taken() if each[0] == "customer.deleted"]
    with WorkingFor(api.tenant):
        clean_up(wiring().holdings, deletion_from(deleted))
    assert items(api.tenant) == []

    publish(aged(made))
    assert retry(*({"projection": "history", "record": record} for record in made)) == []

    assert items(api.tenant) == []


def test_nor_is_it_among_the_entries_of_the_next_customer_of_its_number(
    api: Api, heard: Heard, configure: Configure
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    api.created({"id": "again", "lastName": "Weber"})
    made = heard.records()
    api.delete("again")
    api.created({"id": "again", "lastName": "Koch"})
    publish(heard.records())

    publish(aged(made))

    (entry,) = entries(api.tenant)
    assert replayed([entry])["lastName"] == "Koch"


def test_what_comes_late_of_a_customer_who_is_there_is_kept(api: Api, heard: Heard) -> None:
    api.created({"lastName": "Weber"})

    publish(aged(heard.records()))

    assert len(items(api.tenant)) == 1


@pytest.mark.parametrize(
    ("body", "units"),
    [
        ({"lastName": "Weber"}, 1),
        ({"lastName": "Weber", "contactEmail": "anna@example.com", "mixins": {"shop": {"a": "b" * 1500}}}, 1),
    ],
)
def test_an_ordinary_entry_is_one_write_and_no_read(
    api: Api, heard: Heard, body: Document, units: int
) -> None:
    number = api.created(body)
    wire = Wire()
    customer = customer_of(api.tenant, number)
    write = ProfileWritten(before=None, after=customer, write_id="w", writer=Writer("a-client"), at=now())

    with wire.counting() as requests:
        projection = kept_history(wire.wiring.histories, wire.wiring.tenants, WorkingFor)
        assert projection.project({0: write}) == {}

    (raw,) = items(api.tenant)
    size = sum(len(name) + len(next(iter(value.values()))) for name, value in raw.items())
    assert requests == {"PutItem": 1}
    assert -(-size // 1024) == units


def test_values_too_large_for_an_item_are_left_out_and_a_replay_says_so(
    api: Api, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(0)
    noise = "".join(chr(random.randrange(33, 0xD000)) for _ in range(100_000))
    number = api.created({"mixins": {"shop": {"noise": noise}}})
    assert api.patch(number, {"mixins": {"shop": {"noise": noise[::-1]}}}).status == 200

    publish(heard.records())

    first, second = entries(api.tenant)
    assert first.is_whole
    assert not second.is_whole
    assert [change.path for change in second.changes] == [("mixins", "shop", "noise")]
    with pytest.raises(HistoryIncomplete):
        replayed([first, second])


def test_one_entry_that_cannot_be_kept_waits_alone(
    api: Api, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [api.created({"lastName": "Weber"}) for _ in range(3)]
    records = heard.records()
    histories: Any = wiring().histories
    keep = histories.keep

    def refuse_one(row: Any, until: Any) -> None:
        if row.number == numbers[1]:
            raise ConnectionError
        keep(row, until)

    monkeypatch.setattr(histories, "keep", refuse_one)

    assert publish(records) == []

    assert heard.bus.retries() == [{"projection": "history", "record": records[1]}]
    assert len(items(api.tenant)) == 2
    assert len(heard.taken()) == 3
