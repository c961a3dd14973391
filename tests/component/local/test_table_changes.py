"""Changes in the table go to functions and to the bus, in order and until they are handled."""

import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.bus.store import Bus, BusFailed
from local.triggers.changes import FAILED_FILE, Changes
from local.triggers.topology import Topology
from tests.component.local.streams import StreamedTable
from tests.component.local.triggering import (
    advance_until_idle,
    batches,
    breaking,
    changes_of,
    failing,
    kept_failures,
    put,
)


class TestChanges:
    def test_they_are_given_in_order_in_batches_as_the_mapping_says(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, *"abcdef")

        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["abcd", "ef"]

    def test_they_are_as_lambda_has_them(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a")

        advance_until_idle(changes)

        (record,) = functions.of_changes.events[0]["Records"]
        assert (record["eventName"], record["eventSource"]) == ("INSERT", "aws:dynamodb")
        assert f":table/{streamed.name}/stream/" in record["eventSourceARN"]
        assert abs(record["dynamodb"]["ApproximateCreationDateTime"] - time.time()) < 60
        assert record["dynamodb"]["NewImage"]["bytes"] == {"B": "AP8="}
        assert "OldImage" not in record["dynamodb"]

    def test_what_the_filter_keeps_back_is_not_given(
        self, streamed: StreamedTable, bus: Bus, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a", sort_key="IDENTITY")

        assert (changes.advance(), changes.advance()) == (True, False)

        assert functions.of_changes.events == []

    def test_nothing_is_given_twice_by_a_service_that_is_started_again(
        self,
        streamed: StreamedTable,
        bus: Bus,
        topology: Topology,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
    ) -> None:
        put(streamed, "a")
        advance_until_idle(changes)
        put(streamed, "b")

        advance_until_idle(changes_of(streamed, bus, topology, tmp_path))

        assert batches(functions.of_changes) == ["a", "b"]

    def test_what_was_not_finished_is_given_again_by_a_service_that_is_started_again(
        self,
        streamed: StreamedTable,
        bus: Bus,
        topology: Topology,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
    ) -> None:
        put(streamed, *"abcdef")
        changes.advance()

        advance_until_idle(changes_of(streamed, bus, topology, tmp_path))

        assert batches(functions.of_changes) == ["abcd", "abcd", "ef"]

    @pytest.mark.parametrize("fault", [failing, breaking])
    @pytest.mark.parametrize("poisonous", ["a", "b", "c", "d", "h"])
    def test_a_poisonous_one_is_cut_out_and_kept_and_no_other_is_lost(
        self,
        streamed: StreamedTable,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
        fault: Callable[..., Any],
        poisonous: str,
    ) -> None:
        functions.of_changes.act = fault(poisonous)
        put(streamed, *"abcdefgh")

        advance_until_idle(changes, seconds=0.3)

        given = batches(functions.of_changes)
        good = [batch for batch in given if poisonous not in batch or fault is failing]
        assert set("".join(good)) | {poisonous} == set("abcdefgh")
        assert sum(poisonous in batch for batch in given) >= 3  # once, and as often as the mapping says
        assert kept_failures(tmp_path) == poisonous
        assert stat.S_IMODE((tmp_path / FAILED_FILE).stat().st_mode) == 0o600

    def test_what_fails_is_retried_before_what_follows_it(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        answers = iter([failing("b"), failing("b")])

        def act(event: Any) -> Any:
            return next(answers, failing())(event)

        functions.of_changes.act = act
        put(streamed, *"abcde")

        advance_until_idle(changes, seconds=0.3)

        assert batches(functions.of_changes) == ["abcd", "b", "b", "cd", "e"]

    def test_an_answer_that_names_no_record_fails_all(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        answers = iter([{"batchItemFailures": [{"itemIdentifier": "another"}]}])
        functions.of_changes.act = lambda event: next(answers, None)
        put(streamed, *"ab")

        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["ab", "a", "b"]

    def test_giving_up_is_logged_without_the_customers_data(
        self,
        streamed: StreamedTable,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        functions.of_changes.act = failing("anna@example.com")
        put(streamed, "anna@example.com")

        advance_until_idle(changes, seconds=0.3)

        says = "OnChangeFunction failed 3 times for 1 changes of the table"
        assert caplog.messages == [f"{says}, which are now in {tmp_path / FAILED_FILE}"]

    def test_what_could_not_be_read_is_given_the_next_time(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a")

        with streamed.refusing("GetRecords", "InternalServerError"), pytest.raises(ClientError):
            changes.advance()
        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["a"]

    def test_what_could_not_be_noted_is_given_again(
        self, streamed: StreamedTable, topology: Topology, functions: Any, tmp_path: Path
    ) -> None:
        bus = Bus(tmp_path, topology.rules)
        changes = changes_of(streamed, bus, topology, tmp_path)
        put(streamed, "a")
        functions.of_changes.act = lambda event: bus.__exit__()
        with pytest.raises(BusFailed):
            changes.advance()

        functions.of_changes.act = lambda event: None
        with Bus(tmp_path, topology.rules) as again:
            advance_until_idle(changes_of(streamed, again, topology, tmp_path))

        assert batches(functions.of_changes) == ["a", "a"]
