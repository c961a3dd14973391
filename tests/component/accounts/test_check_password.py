"""Passwords are checked at log-in, and hashed natively then (api.md §4, Import; §5, New passwords)."""

import base64
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import bcrypt
import pytest

from shared.adapters.dynamodb.keys import account_key, legacy_account_key
from shared.adapters.dynamodb.stores.accounts import Accounts
from shared.adapters.dynamodb.table import Table
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.instants import now
from shared.domain.log_in.account import Account, NewAccount, new_account
from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM, legacy_hash
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from shared.use_cases.accounts.check_password import PasswordPorts, check_password
from tests.component.api import Api
from tests.component.stored_accounts import stored_account
from tests.component.wire import Wire
from tests.days import lasting_today

EMAIL = "Anna@Example.com"
PASSWORD = "Secret-1"
BCRYPT = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
UID = "anna@shop.example"
LEGACY = legacy_hash(
    LEGACY_ALGORITHM, base64.b64encode(hashlib.sha512(f"{PASSWORD}{UID}".encode()).digest()).decode(), UID
)
STORED = [pytest.param(BCRYPT, False, id="bcrypt"), pytest.param(LEGACY, True, id="legacy")]
RIVALS = 10


@pytest.fixture
def checking() -> PasswordPorts:
    return wiring().log_in_ports


@pytest.fixture
def migration_until(tenant: str) -> Callable[[timedelta], None]:
    """Has the tenant's password migration end so long after today."""

    def put(later: timedelta) -> None:
        today = lasting_today()
        wiring().retentions.put(tenant, Retention(end=today + later, reminder=today))

    return put


@pytest.fixture
def log_in(tenant: str) -> Callable[..., Account]:
    """The account of a new customer, as it was imported with a hash."""

    def create(password_hash: str | None, *, legacy: bool = False) -> Account:
        customer = Customer(
            tenant=tenant,
            number="1001",
            incarnation="first",
            created_at=now(),
            modified_at=now(),
            contact_email=EMAIL,
            accounts=(AccountId(EMAIL),),
        )
        account = new_account(customer, NewAccount(password_hash, legacy=legacy))
        wiring().customers.create(customer, account, recreates=True, created_by="test")
        return found(tenant)

    return create


def found(tenant: str) -> Account:
    account = stored_account(tenant, EMAIL)
    assert account is not None
    return account


def is_waiting(table: Table, tenant: str) -> bool:
    return table.get(legacy_account_key(tenant, EMAIL)) is not None


class TestFinding:
    def test_an_account_is_found_however_its_email_is_written(
        self, tenant: str, log_in: Callable[..., Account]
    ) -> None:
        account = log_in(BCRYPT)

        assert stored_account(tenant, "ANNA@EXAMPLE.COM") == account
        assert (account.email, account.customer_number, account.incarnation) == (EMAIL, "1001", "first")
        assert account.password_hash == BCRYPT
        assert not account.legacy
        assert not account.initial_password

    def test_there_is_none_of_an_unknown_email_or_another_tenant(
        self, tenant: str, other_tenant: str, log_in: Callable[..., Account]
    ) -> None:
        log_in(BCRYPT)

        assert stored_account(tenant, "bert@example.com") is None
        assert stored_account(other_tenant, EMAIL) is None

    def test_an_account_shows_no_hash(self, log_in: Callable[..., Account]) -> None:
        assert BCRYPT not in repr(log_in(BCRYPT))


class TestChecking:
    def test_a_password_chosen_by_the_seller_is_checked_and_stays_as_it_is(
        self, api: Api, tenant: str, checking: PasswordPorts
    ) -> None:
        api.created({"contactEmail": EMAIL, "password": PASSWORD})
        account = found(tenant)

        assert check_password(checking, account, PASSWORD)
        assert not check_password(checking, account, "secret-1")
        assert found(tenant) == account
        assert account.initial_password

    def test_an_account_without_a_password_accepts_none(
        self, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        assert not check_password(checking, log_in(None), "")

    def test_a_right_password_is_hashed_natively(
        self, tenant: str, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        account = log_in(BCRYPT)

        assert check_password(checking, account, PASSWORD)

        rehashed = found(tenant)
        assert checking.verifier.is_current(rehashed.password_hash or "")
        assert check_password(checking, rehashed, PASSWORD)
        assert not check_password(checking, rehashed, "secret-1")

    def test_a_wrong_password_changes_nothing(
        self, tenant: str, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        account = log_in(BCRYPT)

        assert not check_password(checking, account, "secret-1")

        assert found(tenant) == account

    def test_rehashing_does_not_change_the_customer(
        self, api: Api, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        account = log_in(BCRYPT)
        before = api.get("1001")

        check_password(checking, account, PASSWORD)

        after = api.get("1001")
        assert after.json == before.json
        assert after.headers["ETag"] == before.headers["ETag"]


class TestLegacy:
    def test_during_the_migration_a_right_password_ends_the_wait(
        self,
        tenant: str,
        table: Table,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(days=1))
        account = log_in(LEGACY, legacy=True)
        assert is_waiting(table, tenant)

        assert check_password(checking, account, PASSWORD)

        rehashed = found(tenant)
        assert not rehashed.legacy
        assert checking.verifier.is_current(rehashed.password_hash or "")
        assert not is_waiting(table, tenant)

    def test_a_wrong_password_leaves_it_waiting(
        self,
        tenant: str,
        table: Table,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(days=1))
        account = log_in(LEGACY, legacy=True)

        assert not check_password(checking, account, "secret-1")

        assert found(tenant) == account
        assert is_waiting(table, tenant)

    def test_from_the_last_day_on_it_no_longer_counts(
        self,
        tenant: str,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(0))
        account = log_in(LEGACY, legacy=True)

        assert not check_password(checking, account, PASSWORD)
        assert found(tenant) == account

    def test_without_a_migration_it_does_not_count(
        self, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        assert not check_password(checking, log_in(LEGACY, legacy=True), PASSWORD)

    def test_a_rehashed_account_outlives_the_migration(
        self,
        tenant: str,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(days=1))
        check_password(checking, log_in(LEGACY, legacy=True), PASSWORD)

        migration_until(timedelta(0))

        assert check_password(checking, found(tenant), PASSWORD)


class TestRivals:
    @pytest.mark.parametrize(("stored", "legacy"), STORED)
    def test_of_many_log_ins_at_once_every_one_succeeds_and_one_hash_stays(
        self,
        stored: str,
        legacy: bool,
        tenant: str,
        table: Table,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(days=1))
        account = log_in(stored, legacy=legacy)
        start = Barrier(RIVALS)

        def run(_: int) -> bool:
            start.wait()
            return check_password(checking, account, PASSWORD)

        with ThreadPoolExecutor(RIVALS) as pool:
            answers = list(pool.map(run, range(RIVALS)))

        assert answers == [True] * RIVALS
        assert check_password(checking, found(tenant), PASSWORD)
        assert not found(tenant).legacy
        assert not is_waiting(table, tenant)

    def test_a_password_that_changed_meanwhile_stays(
        self, tenant: str, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        seen = log_in(BCRYPT)
        wiring().accounts.rehash(seen, wiring().passwords.hash("another one"))

        assert check_password(checking, seen, PASSWORD)

        assert check_password(checking, found(tenant), "another one")
        assert not check_password(checking, found(tenant), PASSWORD)

    @pytest.mark.parametrize(("stored", "legacy"), STORED)
    def test_a_customer_deleted_meanwhile_gets_no_account_back(
        self,
        stored: str,
        legacy: bool,
        api: Api,
        tenant: str,
        table: Table,
        log_in: Callable[..., Account],
        checking: PasswordPorts,
        migration_until: Callable[[timedelta], None],
    ) -> None:
        migration_until(timedelta(days=1))
        seen = log_in(stored, legacy=legacy)
        assert api.delete("1001").status == 202

        assert check_password(checking, seen, PASSWORD)

        assert table.get(account_key(tenant, EMAIL)) is None

    def test_a_lost_answer_of_the_table_is_not_noticed(
        self, tenant: str, log_in: Callable[..., Account], checking: PasswordPorts
    ) -> None:
        account = log_in(BCRYPT)
        wire = Wire()
        wire.fail("UpdateItem", "lost", times=1)

        assert check_password(replace(checking, accounts=Accounts(wire.table)), account, PASSWORD)

        assert wire.requests["UpdateItem"] == 2
        assert check_password(checking, found(tenant), PASSWORD)
