"""The daily trigger of password migrations (api.md §4, Retention)."""

import itertools
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.items.notice import NoticeItem
from shared.adapters.dynamodb.keys import notice_key
from shared.domain.instants import now
from shared.domain.log_in.account import LegacyAccount
from shared.domain.log_in.one_time_tokens import reset_of_expired
from shared.domain.log_in.retention import Retention
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.notices import migration_reminder
from shared.runtime.trigger import InvocationFailed
from shared.runtime.wiring import wiring
from shared.use_cases.long_runs import Unfinished
from shared.use_cases.migration.on_migration_day import on_migration_day
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.migration.imports import (
    PASSWORD,
    account_of,
    imported,
    reset_token,
    waiting_item,
    with_hash,
    with_legacy_hash,
)
from tests.component.wire import Killed, Wire
from triggers import on_password_migration_day

NATIVE = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA"
WEEK = 7 * 24 * 3600


def run(day: date, *, looks: float = float("inf"), wire: Wire | None = None) -> None:
    """A run of that day; its time is up after so many looks at the clock."""
    context = LambdaContext(looks)
    migration = (wire.wiring if wire is not None else wiring()).migration_ports
    on_migration_day(migration, day, lambda: context.get_remaining_time_in_millis() / 1000)


def reminder(api: Api, number: str) -> Any:
    raw = wiring().table.get(notice_key(api.tenant, number, MessageKind.PASSWORD_MIGRATION_REMINDER))
    return NoticeItem.from_raw_data(raw) if raw is not None else None


def waiting(api: Api) -> list[LegacyAccount]:
    return list(wiring().migration_ports.legacy_accounts.waiting(api.tenant))


def writes(wire: Wire) -> int:
    return wire.requests["TransactWriteItems"]


@pytest.fixture
def retention(retain: Callable[..., Retention]) -> Retention:
    return retain()


@pytest.fixture
def many(api: Api, retention: Retention) -> dict[str, str]:
    """The numbers of customers with a legacy hash, by their e-mail address."""
    emails = [f"anna{n}@example.com" for n in range(120)]
    return dict(zip(emails, imported(api, *map(with_legacy_hash, emails)), strict=True))


def remind(legacy: LegacyAccount, retention: Retention) -> bool:
    """Whether this call had the customer reminded."""
    notice = migration_reminder(legacy, end=retention.end, now=now())
    return wiring().migration_ports.legacy_accounts.remind(legacy, retention, notice)


def expire(legacy: LegacyAccount) -> bool:
    """Whether this call erased the hash."""
    token = reset_of_expired(legacy, now=time.time(), redirect_url=None)
    return wiring().migration_ports.legacy_accounts.expire(legacy, token)


class TestReminders:
    def test_nobody_is_reminded_before_the_day(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_legacy_hash())

        run(retention.reminder - timedelta(days=1))

        assert reminder(api, number) is None

    def test_who_waits_is_reminded_on_the_day(self, api: Api, retention: Retention) -> None:
        profile = {"preferredSite": "berlin", "preferredLanguage": "de_DE"}
        (number,) = imported(api, with_legacy_hash("Anna@example.com", **profile))

        run(retention.reminder)

        message = reminder(api, number)
        assert (message.email, message.site, message.language) == ("Anna@example.com", "berlin", "de_DE")
        assert message.day == retention.end.isoformat()
        assert message.incarnation == account_of(api, "anna@example.com").incarnation
        assert 0 <= now().timestamp() + WEEK - int(message.expires_at) < 60
        assert account_of(api, "anna@example.com").legacy

    @pytest.mark.parametrize("later", [1, 19])
    def test_a_day_that_was_missed_is_made_up_for_before_the_end(
        self, api: Api, retention: Retention, later: int
    ) -> None:
        (number,) = imported(api, with_legacy_hash())

        run(retention.reminder + timedelta(days=later))

        assert reminder(api, number) is not None

    def test_nobody_is_reminded_twice(self, api: Api, wire: Wire, many: dict[str, str]) -> None:
        retention = wiring().retentions.find(api.tenant)
        assert retention is not None
        run(retention.reminder, wire=wire)
        first = writes(wire)

        run(retention.reminder, wire=wire)
        run(retention.reminder + timedelta(days=1), wire=wire)

        assert (first, writes(wire)) == (len(many), len(many))

    def test_who_comes_later_is_reminded_later(self, api: Api, retention: Retention) -> None:
        run(retention.reminder)
        (number,) = imported(api, with_legacy_hash())

        run(retention.reminder + timedelta(days=1))

        assert reminder(api, number) is not None

    def test_other_days_than_before_remind_again(
        self, api: Api, retention: Retention, retain: Callable[..., Retention]
    ) -> None:
        (number,) = imported(api, with_legacy_hash())
        run(retention.reminder)
        extended = retain(end=60, reminder=40)
        run(retention.reminder + timedelta(days=1))
        before = reminder(api, number).day

        run(extended.reminder)

        assert before == retention.end.isoformat()
        assert reminder(api, number).day == extended.end.isoformat()

    def test_nobody_is_reminded_where_notifications_are_off(
        self, api: Api, retain: Callable[..., Retention]
    ) -> None:
        retention = retain(notifies=False)
        (number,) = imported(api, with_legacy_hash())

        run(retention.reminder)

        assert reminder(api, number) is None

    def test_who_has_another_hash_has_nothing_to_be_reminded_of(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_hash())

        run(retention.reminder)

        assert reminder(api, number) is None

    def test_many_at_a_time_remind_once(self, api: Api, retention: Retention) -> None:
        imported(api, with_legacy_hash())
        (legacy,) = waiting(api)

        with ThreadPoolExecutor(8) as threads:
            done = list(threads.map(lambda _: remind(legacy, retention), range(8)))

        assert sorted(done) == [False] * 7 + [True]

    def test_who_logs_in_or_goes_just_before_is_not_reminded(self, api: Api, retention: Retention) -> None:
        _, gone = imported(api, with_legacy_hash("anna@example.com"), with_legacy_hash("ben@example.com"))
        met = waiting(api)
        wiring().accounts.rehash(account_of(api, "anna@example.com"), NATIVE)
        api.delete(gone)

        done = [remind(legacy, retention) for legacy in met]

        assert done == [False, False]
        assert reminder(api, gone) is None


class TestTheEnd:
    @pytest.mark.parametrize("later", [0, 1, 40])
    def test_the_hash_is_erased_and_a_reset_sent(
        self, api: Api, retention: Retention, configure: Callable[[str, object], None], later: int
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example.com/reset")
        profile = {"preferredSite": "berlin", "preferredLanguage": "de_DE"}
        (number,) = imported(api, with_legacy_hash("Anna@example.com", **profile))
        version = api.get(number).json["metadata"]["version"]

        run(retention.end + timedelta(days=later))

        account, token = account_of(api, "anna@example.com"), reset_token(api, number)
        assert (account.password_hash, account.legacy) == (None, False)
        assert waiting_item(api, "anna@example.com") is None
        assert (token.email, token.site, token.language) == ("Anna@example.com", "berlin", "de_DE")
        assert token.redirect_url == "https://shop.example.com/reset"
        assert token.incarnation == account.incarnation
        assert 0 <= now().timestamp() + 3600 - int(token.expires_at) < 60
        assert api.get(number).json["metadata"]["version"] == version

    def test_the_hash_is_kept_until_then(self, api: Api, retention: Retention) -> None:
        imported(api, with_legacy_hash())

        run(retention.end - timedelta(days=1))

        kept = account_of(api, "anna@example.com")
        assert wiring().password_verifier.verify(kept.password_hash or "", PASSWORD)

    def test_without_notifications_it_is_erased_in_silence(
        self, api: Api, retain: Callable[..., Retention]
    ) -> None:
        retention = retain(notifies=False)
        (number,) = imported(api, with_legacy_hash())

        run(retention.end)

        assert account_of(api, "anna@example.com").password_hash is None
        assert reset_token(api, number) is None

    def test_other_hashes_stay(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_hash())

        run(retention.end)

        assert account_of(api, "anna@example.com").password_hash is not None
        assert reset_token(api, number) is None

    def test_other_tenants_are_left_alone(self, api: Api, other_tenant: str, retention: Retention) -> None:
        other = Api(other_tenant, grants=api.grants)
        wiring().retentions.put(other_tenant, Retention(retention.end + timedelta(days=9), retention.end))
        imported(api, with_legacy_hash())
        (number,) = imported(other, with_legacy_hash())

        run(retention.end - timedelta(days=1))
        before = reminder(other, number)
        run(retention.end)
        wiring().retentions.delete(other_tenant)

        assert before is None
        assert account_of(other, "anna@example.com").legacy
        assert reset_token(other, number) is None
        assert account_of(api, "anna@example.com").password_hash is None

    def test_who_has_logged_in_keeps_the_new_hash(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_legacy_hash())
        wiring().accounts.rehash(account_of(api, "anna@example.com"), NATIVE)

        run(retention.end)

        assert account_of(api, "anna@example.com").password_hash == NATIVE
        assert reset_token(api, number) is None

    def test_who_logs_in_or_goes_just_before_is_left_alone(self, api: Api, retention: Retention) -> None:
        kept, gone = imported(api, with_legacy_hash("anna@example.com"), with_legacy_hash("ben@example.com"))
        met = waiting(api)
        wiring().accounts.rehash(account_of(api, "anna@example.com"), NATIVE)
        api.delete(gone)
        imported(api, with_legacy_hash("ben@example.com"))

        done = [expire(legacy) for legacy in met]

        assert done == [False, False]
        assert account_of(api, "anna@example.com").password_hash == NATIVE
        assert account_of(api, "ben@example.com").legacy
        assert waiting_item(api, "ben@example.com") is not None
        assert (reset_token(api, kept), reset_token(api, gone)) == (None, None)

    def test_what_is_left_of_deleted_customers_is_dropped(self, api: Api, retention: Retention) -> None:
        gone, number = imported(
            api, with_legacy_hash("anna@example.com"), with_legacy_hash("ben@example.com")
        )
        api.delete(gone)
        api.delete(number)
        (again,) = imported(api, with_hash("ben@example.com"))

        run(retention.end)

        assert waiting_item(api, "anna@example.com") is None
        assert waiting_item(api, "ben@example.com") is None
        assert account_of(api, "ben@example.com").password_hash is not None
        assert [reset_token(api, each) for each in (gone, number, again)] == [None] * 3


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
    def test_a_run_whose_time_is_up_is_gone_on_with_by_the_next(
        self, api: Api, wire: Wire, retention: Retention, many: dict[str, str], day: str
    ) -> None:
        outcome = {"reminder": reminder, "end": reset_token}[day]
        treated: list[dict[str, Any]] = []
        done: Callable[[], dict[str, Any]] = lambda: {  # noqa: E731 - looked at after each run
            number: item.serialize() for number in many.values() if (item := outcome(api, number))
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
    def test_a_run_that_is_killed_is_gone_on_with_by_the_next(
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
