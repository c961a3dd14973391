"""The daily trigger of password migrations (api.md §4, Retention)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.domain.instants import now
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.migration.imports import (
    PASSWORD,
    account_of,
    imported,
    reset_token,
    waiting_item,
    with_hash,
    with_legacy_hash,
)
from tests.component.migration.migration_days import (
    NATIVE,
    WEEK,
    expire,
    remind,
    reminder,
    run,
    waiting,
    writes,
)
from tests.component.wire import Wire


class TestReminders:
    def test_nobody_is_reminded_before_the_day(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_legacy_hash())

        run(retention.reminder - timedelta(days=1))

        assert reminder(api, number) is None

    def test_a_waiting_customer_is_reminded_on_the_day(self, api: Api, retention: Retention) -> None:
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

    def test_a_later_account_is_reminded_later(self, api: Api, retention: Retention) -> None:
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

    def test_a_customer_with_another_hash_is_not_reminded(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_hash())

        run(retention.reminder)

        assert reminder(api, number) is None

    def test_many_at_a_time_remind_once(self, api: Api, retention: Retention) -> None:
        imported(api, with_legacy_hash())
        (legacy,) = waiting(api)

        with ThreadPoolExecutor(8) as threads:
            done = list(threads.map(lambda _: remind(legacy, retention), range(8)))

        assert sorted(done) == [False] * 7 + [True]

    def test_a_customer_who_logs_in_or_leaves_just_before_is_not_reminded(
        self, api: Api, retention: Retention
    ) -> None:
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
        assert 0 <= now().timestamp() + 7 * 24 * 3600 - int(token.expires_at) < 60
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

    def test_a_customer_who_has_logged_in_keeps_the_new_hash(self, api: Api, retention: Retention) -> None:
        (number,) = imported(api, with_legacy_hash())
        wiring().accounts.rehash(account_of(api, "anna@example.com"), NATIVE)

        run(retention.end)

        assert account_of(api, "anna@example.com").password_hash == NATIVE
        assert reset_token(api, number) is None

    def test_a_customer_who_logs_in_or_leaves_just_before_is_left_alone(
        self, api: Api, retention: Retention
    ) -> None:
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
