"""Everything that a deletion has left is removed, of the deleted customer alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.dynamodb import table as table_module
from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.items.receipt import receipt_put
from shared.adapters.dynamodb.keys import legacy_account_key, membership_key, provider_account_key
from shared.adapters.dynamodb.stores.holdings import Holdings
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item, Key
from shared.domain.idempotency import KeptAnswer, Receipt
from shared.domain.log_in.sessions import new_session
from shared.runtime.wiring import wiring
from tests.component.admins import make_admin
from tests.component.api import Api
from tests.component.customer_data.lives import Lives, with_key
from tests.component.customer_data.stored import Deletions, clean_up, items_of, place, places_of
from tests.component.customer_managed.credential_calls import request_reset
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.messages.queues import consume
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure
from tests.component.wire import THROTTLED, Killed, Wire
from triggers import on_customer_deleted

MARK = {("C", "PROFILE")}
ON_DELETION = on_customer_deleted.lambda_handler


class InterruptedTable(Table):
    """The table, where something happens between the first `query` or `get` and what is made of it."""

    def __init__(self, behind: str, meanwhile: Callable[[], object]) -> None:
        super().__init__(make_client(lambda: None), wiring().table.name, wiring().table._reach)
        self._meanwhile = {behind: meanwhile}

    def pages(self, *args: Any, **options: Any) -> Iterator[list[Item]]:
        for page in super().pages(*args, **options):
            self._meanwhile.pop("query", lambda: None)()
            yield page

    def get(self, key: Key) -> Item | None:
        found = super().get(key)
        self._meanwhile.pop("get", lambda: None)()
        return found


@pytest.fixture
def wire(impatient: None) -> Wire:
    """A wire that can fail."""
    return Wire()


@pytest.fixture
def recreation(configure: Configure) -> None:
    """Lets numbers of deleted customers be used again."""
    configure("enableRecreationOfDeletedCustomer", True)


def begin_sessions(tenant: str, number: str, count: int, *, named: str = "s") -> None:
    customer = customer_of(tenant, number)
    for position in range(count):
        session = new_session(customer, "visit", "shop", 1_900_000_000, longest=3600)
        assert wiring().sessions.begin(customer, replace(session, id=f"{named}{position}"))


class TestWhatGoes:
    def test_a_deletion_that_arrives_twice_is_handled_once_and_again(
        self, lives: Lives, email: str, deletions: Deletions
    ) -> None:
        lives.api.delete(lives.full(email))
        (deleted,) = deletions.taken()

        assert clean_up(deleted) == []
        after = items_of(lives.tenant)
        assert clean_up(deleted, deleted) == []

        assert items_of(lives.tenant) == after

    def test_a_customer_who_has_left_nothing_is_fine(self, api: Api, deletions: Deletions) -> None:
        api.delete(api.created())

        deletions.dealt_with()

        assert places_of(api.tenant) == MARK

    def test_other_customers_keep_everything(self, lives: Lives, email: str, deletions: Deletions) -> None:
        lives.full(f"other.{email}")
        lives.imported(f"imported.{email}")
        before = items_of(lives.tenant)
        number = lives.of_provider(email)

        lives.api.delete(number)
        deletions.dealt_with()

        after = [raw for raw in items_of(lives.tenant) if raw["pk"]["S"] != f"{lives.tenant}#C#{number}"]
        assert sorted(after, key=str) == sorted(before, key=str)

    def test_companies_that_the_customer_had_left_are_forgotten_too(
        self, lives: Lives, api: Api, table: Table, deletions: Deletions
    ) -> None:
        number = api.created()
        lives.assign(number, "le-1")
        lives.assign(number, "le-1", "user-unassigned-from-legalentity")
        lives.assign(number, "le-2", "user-unassigned-from-legalentity")
        assert table.get(membership_key(api.tenant, "le-1", number)) is not None

        api.delete(number)
        deletions.dealt_with()

        assert places_of(api.tenant) == MARK

    def test_more_than_one_answer_and_one_transaction_of_items_go(
        self, api: Api, table: Table, deletions: Deletions
    ) -> None:
        number = api.created()
        begin_sessions(api.tenant, number, 230)
        for position in range(15):
            receipt = Receipt(api.tenant, "a-client", "/a", str(position), "f", customer_number=number)
            table.write(receipt_put(receipt, kept=KeptAnswer(400, "x" * 100_000)))
        api.delete(number)

        deletions.dealt_with()

        assert places_of(api.tenant) == MARK

    def test_a_call_that_created_the_customer_may_be_made_again(self, api: Api, deletions: Deletions) -> None:
        headers = with_key("one")
        number = api.created({}, headers=headers)
        assert api.created({}, headers=headers) == number
        api.delete(number)

        deletions.dealt_with()

        assert api.created({}, headers=headers) != number

    def test_the_record_with_the_customer_who_made_the_call_goes_too(
        self, lives: Lives, email: str, deletions: Deletions
    ) -> None:
        boss = lives.of_provider(email)
        begin_sessions(lives.tenant, boss, 1)
        make_admin(lives.tenant, boss, "le-2")
        as_boss = Api(lives.tenant).of_customer(boss, "s0")
        created = as_boss.created({}, headers=with_key())
        assert ("C", "IDEMPOTENCY") in places_of(lives.tenant)

        lives.api.delete(created)
        deletions.dealt_with()

        assert ("C", "IDEMPOTENCY") not in places_of(lives.tenant)
        assert as_boss.get(boss).status == 200

    def test_guesses_and_messages_for_the_address_count_on(
        self, storefront: Storefront, api: Api, email: str, deletions: Deletions
    ) -> None:
        number = api.created({"contactEmail": email, "password": PASSWORD})
        for guess in range(5):
            storefront.log_in(email, f"guess {guess}")
        for _ in range(3):
            request_reset(storefront, email)

        api.delete(number)
        deletions.dealt_with()

        assert storefront.log_in(email, "another guess").status == 429
        api.created({"contactEmail": email}, query={"sendPasswordResetNotifications": "false"})
        request_reset(storefront, email)
        assert ("C", "TOKEN") not in places_of(api.tenant)


def test_a_customer_of_a_provider_may_be_created_again_while_the_old_link_goes(
    lives: Lives, email: str, deletions: Deletions
) -> None:
    lives.api.delete(lives.of_provider(email))
    link = lives.link(email)
    assert link.replaces is not None
    deletions.dealt_with()

    number = lives.of_provider(email, link=link)

    linked = lives.link(email).replaces
    assert linked is not None
    assert linked.customer_number == number


@pytest.mark.usefixtures("recreation")
class TestTheNextCustomerOfTheNumber:
    def test_a_late_event_takes_nothing_from_it(
        self, lives: Lives, email: str, table: Table, deletions: Deletions
    ) -> None:
        number = lives.of_provider(email)
        begin_sessions(lives.tenant, number, 3)
        assert lives.add_address(number, "one") == 201
        lives.api.delete(number)
        deleted = deletions.taken()
        lives.of_provider(email, created=number)
        begin_sessions(lives.tenant, number, 2, named="next-")
        assert lives.add_address(number, "two") == 201

        assert clean_up(*deleted) == []

        customer = customer_of(lives.tenant, number)
        found = wiring().sessions.of_customer(lives.tenant, number)
        assert found is not None
        assert [session.id for session in found[1]] == ["next-0", "next-1"]
        assert lives.add_address(number, "two") == 201
        assert len(lives.api.get(number, query={"expand": "addresses"}).json["addresses"]) == 1
        places = (
            membership_key(lives.tenant, "le-2", number),
            provider_account_key(lives.tenant, "https://id.example.com", f"subject of {email}"),
        )
        found_there = table.batch_get(places)
        assert [found_there[key]["incarnation"]["S"] for key in places] == [customer.incarnation] * 2
        assert [place(raw) for raw in items_of(lives.tenant)].count(("C", "IDEMPOTENCY")) == 1

    @pytest.mark.parametrize("behind", ["query", "get"])
    def test_one_created_during_the_cleanup_keeps_everything(
        self, lives: Lives, email: str, table: Table, deletions: Deletions, behind: str
    ) -> None:
        number = lives.of_provider(email)
        begin_sessions(lives.tenant, number, 3)
        lives.api.delete(number)

        def meanwhile() -> None:
            lives.of_provider(email, created=number)
            begin_sessions(lives.tenant, number, 2, named="next-")

        holdings = Holdings(InterruptedTable(behind, meanwhile))
        deletions.dealt_with(replace(ON_DELETION, uses=lambda _: holdings))

        found = wiring().sessions.of_customer(lives.tenant, number)
        assert found is not None
        assert [session.id for session in found[1]] == ["next-0", "next-1"]
        assert table.get(membership_key(lives.tenant, "le-2", number)) is not None
        assert [place(raw) for raw in items_of(lives.tenant)].count(("C", "ELSEWHERE")) == 2

    def test_it_keeps_its_place_in_the_waiting_list(
        self, lives: Lives, email: str, table: Table, deletions: Deletions
    ) -> None:
        number = lives.imported(email, id="1001")
        lives.api.delete(number)
        deleted = deletions.taken()
        lives.imported(email, id="1001")

        assert clean_up(*deleted) == []

        assert table.get(legacy_account_key(lives.tenant, email)) is not None

    def test_another_customer_who_has_the_address_now_keeps_everything(
        self, lives: Lives, email: str, table: Table, deletions: Deletions
    ) -> None:
        number = lives.imported(email)
        lives.api.delete(number)
        deleted = deletions.taken()
        next_number = lives.imported(email)

        assert clean_up(*deleted) == []

        waiting = table.get(legacy_account_key(lives.tenant, email)) or {}
        assert waiting["customerNumber"] == {"S": next_number}


def test_the_cleaning_after_an_ordinary_customer_makes_five_requests(
    api: Api, email: str, wire: Wire, deletions: Deletions
) -> None:
    number = api.created({"contactEmail": email})
    begin_sessions(api.tenant, number, 3)
    api.delete(number)

    with wire.counting() as requests:
        deletions.dealt_with(wire.through(ON_DELETION))

    assert requests == Counter(Query=1, GetItem=3, TransactWriteItems=1)


class TestTrouble:
    def test_an_event_that_cannot_be_handled_is_retried_and_holds_up_no_other(
        self, api: Api, wire: Wire, deletions: Deletions
    ) -> None:
        numbers = [api.created() for _ in range(2)]
        for number in numbers:
            begin_sessions(api.tenant, number, 2, named="next-")
            api.delete(number)
        events = deletions.taken()
        wire.fail("TransactWriteItems", THROTTLED, table_module.ATTEMPTS)

        assert clean_up(*events, handler=wire.through(ON_DELETION)) == [0]
        assert clean_up(events[0], handler=wire.through(ON_DELETION)) == []

        assert places_of(api.tenant) == MARK

    @pytest.mark.parametrize("fault", ["killed", "killed late"])
    @pytest.mark.parametrize("requests_before", range(3))
    def test_wherever_it_is_cut_off_the_next_time_goes_on(
        self,
        lives: Lives,
        email: str,
        wire: Wire,
        deletions: Deletions,
        fault: str,
        requests_before: int,
    ) -> None:
        number = lives.of_provider(email)
        begin_sessions(lives.tenant, number, 150)
        lives.api.delete(number)
        events = deletions.taken()
        wire.fail("TransactWriteItems", fault, 1, after=requests_before)

        try:
            clean_up(*events, handler=wire.through(ON_DELETION))
        except Killed:
            assert clean_up(*events) == []

        assert places_of(lives.tenant) == MARK

    def test_an_event_without_its_customers_number_is_reported_and_says_nothing_of_anybody(
        self, tenant: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        failed = consume(ON_DELETION, ("customer.deleted", {"tenant": tenant, "email": "anna@example.com"}))

        assert failed == [0]
        assert "anna@" not in capsys.readouterr().out + caplog.text


def test_the_record_of_a_call_after_the_deletion_belongs_to_no_customer_and_expires(
    lives: Lives, api: Api, deletions: Deletions
) -> None:
    number = api.created()
    api.delete(number)
    assert lives.add_address(number) == 404

    deletions.dealt_with()

    left = [raw for raw in items_of(api.tenant) if place(raw) != ("C", "PROFILE")]
    assert [place(raw) for raw in left] == [("C", "IDEMPOTENCY")]
    assert "expiresAt" in left[0]
