"""Runs of the password migration: where they stop, and how they go on (api.md)."""

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.log_in.retention import Retention
from shared.runtime.trigger import InvocationFailed
from shared.use_cases.long_runs import Unfinished
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.migration.imports import (
    imported,
    reset_token,
    with_legacy_hash,
)
from tests.component.migration.migration_days import (
    expire,
    reminder,
    run,
    waiting,
    writes,
)
from tests.component.wire import Killed, Wire
from triggers import on_password_migration_day


class TestRuns:
    def test_a_second_run_finds_nothing_to_do(
        self, api: Api, wire: Wire, retention: Retention, many: dict[str, str]
    ) -> None:
        run(retention.end, wire=wire)
        first = writes(wire)
        tokens = {number: reset_token(api, number).nonce for number in many.values()}

        run(retention.end, wire=wire)
        run(retention.end + timedelta(days=1), wire=wire)

        assert (first, writes(wire)) == (len(many), len(many))
        assert tokens == {number: reset_token(api, number).nonce for number in many.values()}

    @pytest.mark.parametrize("day", ["reminder", "end"])
    def test_a_run_whose_time_is_up_is_resumed_by_the_next(
        self, api: Api, wire: Wire, retention: Retention, many: dict[str, str], day: str
    ) -> None:
        outcome = {"reminder": reminder, "end": reset_token}[day]
        treated: list[dict[str, Any]] = []
        done: Callable[[], dict[str, Any]] = lambda: {  # noqa: E731 - looked at after each run
            number: item.raw() for number in many.values() if (item := outcome(api, number))
        }

        for looks in itertools.repeat(50, 10):
            try:
                run(getattr(retention, day), looks=looks, wire=wire)
            except Unfinished:
                treated.append(done())
            else:
                break

        assert len(treated) >= 2
        assert all(0 < len(some) < len(many) for some in treated)
        for earlier, later in itertools.pairwise([*treated, done()]):
            assert earlier.items() <= later.items()
        assert done().keys() == {*many.values()}
        assert writes(wire) == len(many)

    @pytest.mark.parametrize("end", ["killed", "killed late"])
    def test_a_run_that_is_killed_is_resumed_by_the_next(
        self, api: Api, wire: Wire, retention: Retention, many: dict[str, str], end: str
    ) -> None:
        wire.fail("TransactWriteItems", end, times=len(many), after=40)
        with pytest.raises(Killed):
            run(retention.end, wire=wire)
        left = {legacy.account.customer_number for legacy in waiting(api)}
        tokens = {number: reset_token(api, number) for number in many.values()}

        run(retention.end)

        assert 0 < len(left) <= len(many) - 40
        assert {number for number, token in tokens.items() if token is None} == left
        assert waiting(api) == []
        for number, token in tokens.items():
            assert number in left or reset_token(api, number).nonce == token.nonce
            assert reset_token(api, number) is not None

    def test_two_runs_at_once_treat_each_account_once(
        self, api: Api, retention: Retention, many: dict[str, str]
    ) -> None:
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(run, [retention.reminder] * 2))
        reminded = [reminder(api, number) for number in many.values()]
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(run, [retention.end] * 2))

        assert None not in reminded
        assert waiting(api) == []
        assert None not in [reset_token(api, number) for number in many.values()]

    def test_many_at_a_time_erase_once(self, api: Api, retention: Retention) -> None:
        imported(api, with_legacy_hash())
        (legacy,) = waiting(api)

        with ThreadPoolExecutor(8) as threads:
            done = list(threads.map(expire, [legacy] * 8))

        assert sorted(done) == [False] * 7 + [True]

    def test_trouble_with_one_account_keeps_no_other_from_its_turn(
        self, api: Api, wire: Wire, retention: Retention, many: dict[str, str]
    ) -> None:
        wire.fail("TransactWriteItems", "ResourceNotFoundException", times=1)

        with pytest.raises(Exception, match="ResourceNotFound"):
            run(retention.end, wire=wire)

        assert len(waiting(api)) == 1

    def test_an_answer_that_was_lost_changes_nothing(
        self, api: Api, wire: Wire, retention: Retention
    ) -> None:
        (number,) = imported(api, with_legacy_hash())
        wire.fail("TransactWriteItems", "lost", times=1)

        run(retention.end, wire=wire)

        assert reset_token(api, number) is not None
        assert waiting(api) == []

    def test_the_waiting_list_is_read_as_it_is_treated(
        self, api: Api, wire: Wire, many: dict[str, str]
    ) -> None:
        accounts = wire.wiring.legacy_accounts
        with wire.counting() as requests:
            next(iter(accounts.waiting(api.tenant)))

        assert requests["BatchGetItem"] == 1
        assert requests["Query"] < 16


class TestTheFunction:
    def test_it_treats_the_present_day_and_says_how_it_went(
        self, api: Api, retain: Callable[..., Retention], capsys: pytest.CaptureFixture[str]
    ) -> None:
        retain(end=1, reminder=0)
        (number,) = imported(api, with_legacy_hash())

        on_password_migration_day.lambda_handler({}, LambdaContext())

        line = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert reminder(api, number) is not None
        assert line["operation"] == "on_password_migration_day"
        assert line["requestId"] == "an-invocation"
        assert line["ServerErrors"] == [0]

    def test_it_fails_when_its_time_is_up_so_that_lambda_tries_again(
        self,
        retention: Retention,
        capsys: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with pytest.raises(InvocationFailed, match="Unfinished"):
            on_password_migration_day.lambda_handler({}, LambdaContext(looks=0))

        line = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert (line["status"], line["ServerErrors"]) == (500, [1])
        assert [record.message for record in caplog.records] == ["unforeseen error"]
