"""Every projection of the list is made as if each change had come once, in the order in which it was made.

Whatever is added to the list is tried here, too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from shared.adapters.dynamodb.stores import histories
from shared.adapters.dynamodb.writes import Key, Put
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.messages.events import Change
from shared.ports.projections import ProjectionStore
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.projections.projection import Projection
from tests.component.events.stream import Bus, Document
from tests.component.events.world import Steps, World, schedule

SCHEDULES = 5
REFUSED = 0.25
"""Of all writes: a change that is found in an index takes several."""


@pytest.fixture
def world(records: list[Document], tenant: str, bus: Bus) -> World:
    return World(tenant, bus, records)


@pytest.fixture
def expected(world: World, records: list[Document]) -> Document:
    """All that follows from the changes, made once and in order."""
    world.deliver([records])
    made = world.made()
    assert made["events"]
    return made


def test_nothing_is_made_twice_where_the_process_ends_at_any_step(
    world: World, records: list[Document]
) -> None:
    batches = [records[:5], records[5:8]]
    calm = Steps()
    world.deliver(batches, calm)
    expected = world.made()
    assert calm.taken > len(expected["events"]) / 10

    # One that ends when a request was carried out leaves what one leaves that ends before the next.
    for number in range(calm.taken):
        late = number == calm.taken - 1
        world.deliver(batches, Steps(killed_at=number, late=late))
        assert world.made() == expected, f"killed at step {number}, late: {late}"


def test_it_makes_no_difference_how_late_changes_come(
    world: World, records: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [records[:5], records[5:8]]
    world.deliver(batches)
    expected = world.made()

    monkeypatch.setattr(histories, "_FRESH", timedelta(0))
    world.deliver(batches)

    assert world.made() == expected


def test_customers_may_come_in_any_order_and_batches_again(
    world: World, records: list[Document], expected: Document
) -> None:
    for seed in range(SCHEDULES):
        random = Random(seed)
        world.deliver(schedule(records, random), random=random)
        assert world.made() == expected, f"schedule {seed}"


def test_what_is_refused_waits_and_is_made_in_any_order(
    world: World, records: list[Document], expected: Document
) -> None:
    for seed in range(SCHEDULES):
        random = Random(seed)
        world.deliver(schedule(records, random), Steps(refused=REFUSED, random=random), random)
        assert world.made() == expected, f"schedule {seed}"


def test_a_stream_that_is_replayed_from_its_beginning_makes_nothing_more(
    world: World, records: list[Document], expected: Document
) -> None:
    world.deliver([records, records])

    assert world.made() == expected


def test_the_same_change_leads_to_the_same_rows(records: list[Document]) -> None:
    ports = wiring().projection_ports
    changes = [change for record in records if (change := ports.reader.read(record)) is not None]

    for projection in ports.projections:
        for change in changes:
            assert projection.rows_of(change) == projection.rows_of(change), projection.name


class Counting:
    """A store that is wrong: it counts what comes."""

    def put(self, rows: Sequence[Customer], /) -> dict[int, Exception]:
        for customer in rows:
            with WorkingFor(customer.tenant):
                key = Key(f"{customer.tenant}#T", "COUNT")
                found = wiring().table.get(key)
                count = int(found["count"]["N"]) if found else 0
                wiring().table.write_alone(Put(key.raw() | {"count": {"N": str(count + 1)}}))
        return {}


class LastOne:
    """A store that is wrong: of one customer it keeps what came last, whatever its version."""

    def put(self, rows: Sequence[Customer], /) -> dict[int, Exception]:
        for customer in rows:
            with WorkingFor(customer.tenant):
                key = Key(f"{customer.tenant}#T", customer.number)
                wiring().table.write_alone(Put(key.raw() | {"v": {"N": str(customer.version)}}))
        return {}


class Newest(LastOne):
    """The store that is right."""

    def put(self, rows: Sequence[Customer], /) -> dict[int, Exception]:
        newest = []
        for customer in rows:
            with WorkingFor(customer.tenant):
                found = wiring().table.get(Key(f"{customer.tenant}#T", customer.number))
            if found is None or int(found["v"]["N"]) < customer.version:
                newest.append(customer)
                super().put([customer])
        return {}


def changed(change: Change) -> Sequence[Customer]:
    if not isinstance(change, ProfileWritten) or not isinstance(change.after, Customer):
        return []
    return [change.after]


@pytest.mark.parametrize(
    ("store", "is_right"), [(Counting(), False), (LastOne(), False), (Newest(), True)], ids=type
)
def test_a_projection_that_is_wrong_is_found_out(
    store: ProjectionStore[Customer],
    *,
    is_right: bool,
    world: World,
    records: list[Document],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ports = wiring().projection_ports
    added = [*ports.projections, Projection("added", changed, store)]
    monkeypatch.setattr(wiring(), "projection_ports", replace(ports, projections=added))
    of_lasting = [record for record in records if not is_of_recreated(record, records)]
    world.deliver([of_lasting])
    expected = world.made()

    def is_as_expected(seed: int) -> bool:
        random = Random(seed)
        world.deliver(schedule(of_lasting, random), Steps(refused=REFUSED, random=random), random)
        return bool(world.made() == expected)

    assert all(map(is_as_expected, range(SCHEDULES))) == is_right


def is_of_recreated(record: Document, records: list[Document]) -> bool:
    """Whether the record's customer was created twice: a version alone does not order its changes."""
    keys = record["dynamodb"]["Keys"]
    deleted = [each["dynamodb"]["Keys"] for each in records if "deletedAt" in each["dynamodb"]["NewImage"]]
    return keys in deleted
