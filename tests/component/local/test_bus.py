"""Events are kept on the bus of the state folder, and for functions in its queues."""

import multiprocessing
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from local.bus.entries import BUS_NAME, DEFAULT_BUS, bus_event
from local.bus.patterns import matcher
from local.bus.store import BUS_FILE, KEPT, Bus, BusFailed, Rule
from local.stack.table_stream import Position
from shared.domain import json_text
from tests.component.local.sent import event

RULES = (
    Rule(BUS_NAME, matcher({"detail-type": [{"prefix": "item."}]}), "Items"),
    Rule(BUS_NAME, matcher({"detail-type": ["item.deleted"]}), "Deletions"),
    Rule(DEFAULT_BUS, matcher({"source": ["aws.ses"]}), "Bounces"),
)


def names(bus: Bus, after: int = 0) -> list[str]:
    return [json_text.loads(text)["detail-type"] for _, text in bus.events(after)]


def waiting(bus: Bus, queue: str) -> list[str]:
    return [json_text.loads(each.body)["detail-type"] for each in bus.receive(queue, 100)]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with Bus(tmp_path, RULES) as bus:
        yield bus


class TestEvents:
    def test_they_are_kept_in_the_order_they_came(self, bus: Bus) -> None:
        bus.put([event("one"), event("two")])
        bus.put([event("three")])

        assert names(bus) == ["one", "two", "three"]

    def test_they_can_be_those_after_another(self, bus: Bus) -> None:
        bus.put([event("one"), event("two"), event("three")])

        assert names(bus, after=bus.events()[0][0]) == ["two", "three"]

    def test_no_digit_of_them_is_lost(self, bus: Bus) -> None:
        bus.put([event(amount=json_text.loads("1.50"))])

        assert '"amount":1.50' in bus.events()[0][1]

    def test_the_oldest_make_room_and_numbers_go_on(self, bus: Bus) -> None:
        bus.put([event(str(number)) for number in range(KEPT)])
        last = bus.events()[-1][0]

        bus.put([event("new")])

        assert (len(bus.events()), names(bus)[0], names(bus, after=last)) == (KEPT, "1", ["new"])

    def test_only_its_owner_can_read_them(self, bus: Bus, tmp_path: Path) -> None:
        bus.put([event()])

        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        assert modes == dict.fromkeys((BUS_FILE, f"{BUS_FILE}-wal", f"{BUS_FILE}-shm"), 0o600)

    def test_they_outlive_the_service(self, tmp_path: Path) -> None:
        with Bus(tmp_path, RULES) as bus:
            bus.put([event("item.created")])

        with Bus(tmp_path, RULES) as bus:
            assert (names(bus), waiting(bus, "Items")) == (["item.created"], ["item.created"])

    def test_all_or_none_of_them_are_put(self, tmp_path: Path) -> None:
        def fail(document: Any) -> bool:
            raise ZeroDivisionError

        with Bus(tmp_path, [RULES[0], Rule(DEFAULT_BUS, fail, "Bounces")]) as bus:
            with pytest.raises(ZeroDivisionError):
                bus.put([event(), event(bus=DEFAULT_BUS)])

            assert (names(bus), waiting(bus, "Items")) == ([], [])

    def test_several_processes_may_put_them_at_once(self, bus: Bus, tmp_path: Path) -> None:
        processes = [
            multiprocessing.get_context("spawn").Process(target=put_many, args=(tmp_path, f"item.{letter}"))
            for letter in "ab"
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()

        assert sorted(names(bus)) == ["item.a"] * 20 + ["item.b"] * 20
        assert len(waiting(bus, "Items")) == 40


def put_many(state_dir: Path, name: str) -> None:
    for _ in range(20):
        with Bus(state_dir, RULES) as bus:
            bus.put([event(name)])


class TestQueues:
    def test_a_queue_gets_what_a_rule_of_the_events_bus_matches(self, bus: Bus) -> None:
        bus.put([event("item.deleted"), event("other"), event("item.deleted", DEFAULT_BUS)])
        bus.put([bus_event({"Source": "aws.ses", "DetailType": "Bounce", "Detail": "{}"}, of_aws=True)])

        queues = {queue: waiting(bus, queue) for queue in ("Items", "Deletions", "Bounces")}
        assert queues == {"Items": ["item.deleted"], "Deletions": ["item.deleted"], "Bounces": ["Bounce"]}

    def test_messages_are_given_out_oldest_first_until_they_are_removed(self, bus: Bus) -> None:
        bus.put([event(f"item.{number}") for number in range(3)])

        first = bus.receive("Items", 2)
        again = bus.receive("Items", 2)
        bus.remove(first)

        assert [each.id for each in first] == [each.id for each in again]
        assert [(each.receives, each.queue) for each in again] == [(2, "Items")] * 2
        assert waiting(bus, "Items") == ["item.2"]

    def test_one_that_is_postponed_lets_others_go_first(self, bus: Bus) -> None:
        bus.put([event("item.1"), event("item.2")])
        bus.postpone([(bus.receive("Items", 1)[0], 0.2)])

        assert waiting(bus, "Items") == ["item.2"]
        time.sleep(0.25)
        assert waiting(bus, "Items") == ["item.1", "item.2"]

    def test_one_that_was_received_too_often_is_dead(self, bus: Bus) -> None:
        bus.put([event("item.1"), event("item.2")])
        bus.receive("Items", 1)
        bus.receive("Items", 2)

        assert (bus.bury("Items", receives=2), bus.bury("Items", receives=2)) == (1, 0)

        assert [json_text.loads(each.body)["detail-type"] for each in bus.dead()] == ["item.1"]
        assert waiting(bus, "Items") == ["item.2"]

    def test_one_that_is_not_due_is_not_dead_yet(self, bus: Bus) -> None:
        bus.put([event()])
        (message,) = bus.receive("Items", 1)
        bus.postpone([(message, 60)])

        assert bus.bury("Items", receives=1) == 0

    def test_the_dead_are_as_new_when_they_are_put_back(self, bus: Bus) -> None:
        bus.put([event("item.deleted")])
        for queue in ("Items", "Deletions"):
            bus.receive(queue, 1)
            bus.bury(queue, receives=1)

        assert (len(bus.dead()), bus.redrive(), bus.redrive()) == (2, 2, 0)
        assert (bus.dead(), bus.receive("Items", 1)[0].receives) == ([], 1)


class TestPosition:
    def test_it_is_of_a_stream(self, bus: Bus) -> None:
        bus.remember(Position("one", {"shard": "1"}))
        bus.remember(Position("two", {"shard": "2"}))
        bus.remember(Position("one", {"shard": "3"}))

        assert bus.position("one") == Position("one", {"shard": "3"})
        assert bus.position("three") is None


class TestTrouble:
    def test_a_damaged_file_is_named_in_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / BUS_FILE).write_text("no database, but of some length" * 100)

        with pytest.raises(BusFailed, match=rf"^The bus {tmp_path / BUS_FILE} cannot be used: [^\n]+\.$"):
            Bus(tmp_path, RULES)

    def test_a_folder_that_is_not_there_is_too(self, tmp_path: Path) -> None:
        with pytest.raises(BusFailed, match="cannot be used"):
            Bus(tmp_path / "none", RULES)

    def test_one_process_waits_for_another(self, bus: Bus, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / BUS_FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            putting = threading.Thread(target=bus.put, args=([event()],))
            putting.start()
            time.sleep(0.2)
            assert putting.is_alive()
            other.execute("COMMIT")
            putting.join()

        assert len(bus.events()) == 1

    def test_it_cannot_be_used_when_it_is_closed(self, tmp_path: Path) -> None:
        with Bus(tmp_path, RULES) as bus:
            pass

        with pytest.raises(BusFailed):
            bus.events()
