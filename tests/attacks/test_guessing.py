"""Nobody gets more guesses than the rules say, from however many places, and nobody locks an owner out."""

import random
import time
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from customer_managed.sessions import log_in
from customer_managed.sign_up import sign_up
from shared.adapters.dynamodb import table as table_module
from shared.adapters.dynamodb.items.tries import account_tries_from
from shared.adapters.dynamodb.keys import log_in_tries_key
from shared.adapters.dynamodb.table import Table
from shared.domain.callers.access import LOG_IN_ON_BEHALF
from shared.domain.log_in.throttling import (
    CEILING,
    CEILING_WINDOW,
    FREE_TRIES,
    MOST_TRIES,
    AccountTries,
    SourceLogIn,
)
from shared.domain.tenants.configuration import REFUSAL_SECONDS
from shared.runtime.wiring import wiring
from shared.use_cases.sessions import proving
from tests.component.api import Answer, Api
from tests.component.customer_data.stored import items_of
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.migration.imports import imported, with_hash
from tests.component.rivals import at_once, statuses
from tests.component.wire import Wire

ROUTE = "POST /customer/{tenant}/login"
HOME = "198.51.100.7"
HOUR = CEILING_WINDOW.total_seconds()
BCRYPT_13 = "$2b$13$abcdefghijklmnopqrstuuKbS1VFbTDGNx2xW0fRbXO4fNKCkyNSe"


@pytest.fixture
def known(storefront: Storefront, email: str) -> str:
    """The e-mail address of a customer who has logged in at home."""
    assert storefront.sign_up(email).status == 201
    assert storefront.log_in(email, source=HOME).status == 200
    return email


def importing(api: Api) -> Api:
    return api.as_("customer.import_manage")


def stranger(number: int) -> str:
    return f"10.{number // 250}.{number % 250}.1"


class Guessers:
    """Sources that guess at one account whenever they may, by a clock of their own."""

    def __init__(self, tries: AccountTries, incarnation: str | None) -> None:
        self.tries = tries
        self.incarnation = incarnation
        self.guesses = 0
        self.within_the_hour: deque[float] = deque()
        self.most_in_an_hour = 0

    def guess(self, source: str, password: str, now: float) -> bool:
        """Whether the source may try the password, which counts then."""
        if self.tries.wait(source, self.incarnation, now) > 0:
            return False
        if not self.tries.has(source, password, now):
            self.tries = self.tries.with_one_more(source, password, now)
        self.guesses += 1
        self.within_the_hour.append(now)
        while self.within_the_hour[0] <= now - HOUR:
            self.within_the_hour.popleft()
        self.most_in_an_hour = max(self.most_in_an_hour, len(self.within_the_hour))
        return True


class TestAThousandSources:
    @pytest.mark.parametrize("incarnation", ["the owner", None], ids=["an account", "nobody's address"])
    def test_together_make_fifty_guesses_in_the_fullest_hour_of_a_day(self, incarnation: str | None) -> None:
        log_ins = {"home": SourceLogIn(1_800_000_000.0, incarnation)} if incarnation is not None else {}
        guessers = Guessers(AccountTries(log_ins=log_ins), incarnation)
        chance = random.Random(1)
        now = 1_800_000_000.0

        for number in range(24 * 1000):
            now += chance.expovariate(1000 / HOUR)
            guessers.guess(f"source {chance.randrange(1000)}", f"guess {number}", now)
            if incarnation is not None and number % 100 == 0:
                assert guessers.tries.wait("home", incarnation, now) <= 0
            assert len(guessers.tries.tried) <= MOST_TRIES

        assert guessers.most_in_an_hour == CEILING
        assert 23 * CEILING < guessers.guesses <= 25 * CEILING

    def test_gain_nothing_by_log_ins_of_the_owner_in_between(self) -> None:
        guessers = Guessers(AccountTries(), "the owner")
        now = 1_800_000_000.0

        for number in range(3000):
            now += HOUR / 1000
            guessers.guess(f"source {number % 1000}", f"guess {number}", now)
            if number % 10 == 0:  # at home, and somewhere else each time that it is possible
                for place in ("home", f"hotel {number}"):
                    self.log_in(guessers, place, now)

        assert guessers.most_in_an_hour == CEILING

    def test_gain_nothing_by_sitting_where_the_owner_logs_in_all_the_time(self) -> None:
        guessers = Guessers(AccountTries(), "the owner")
        now = 1_800_000_000.0
        self.log_in(guessers, "the shop", now)

        for number in range(2000):
            now += 5
            guessers.guess("the shop", f"guess {number}", now)
            self.log_in(guessers, "the shop", now + 1)

        assert guessers.most_in_an_hour <= CEILING

    def log_in(self, guessers: Guessers, source: str, now: float) -> None:
        """The owner logs in if the source need not wait; as the table does it."""
        tries = guessers.tries
        if tries.wait(source, "the owner", now) > 0:
            return
        gone = tries.surplus(source, "the owner", now)
        log_ins = {**tries.log_ins, source: SourceLogIn(now, "the owner")}
        kept = {by: log_in for by, log_in in log_ins.items() if by not in gone}
        guessers.tries = AccountTries(tries.tried, kept)


class TestManySourcesThroughTheHandler:
    def test_are_stopped_at_the_ceiling_and_the_owner_is_not(
        self, storefront: Storefront, known: str
    ) -> None:
        answers = [
            storefront.log_in(known, f"guess {number}", source=stranger(number)) for number in range(60)
        ]

        assert [answer.status for answer in answers] == [401] * CEILING + [429] * 10
        assert all(0 < int(answer.headers["Retry-After"]) <= HOUR for answer in answers[CEILING:])
        assert storefront.log_in(known, source=stranger(61)).status == 429
        assert storefront.log_in(known, source=HOME).status == 200

    def test_find_the_same_at_an_address_that_nobody_has(self, storefront: Storefront, email: str) -> None:
        found = [
            storefront.log_in(email, f"guess {number}", source=stranger(number)).status
            for number in range(52)
        ]

        assert found == [401] * CEILING + [429] * 2

    def test_cannot_pass_the_ceiling_at_the_same_moment(
        self, storefront: Storefront, known: str, table: Table
    ) -> None:
        for number in range(CEILING - 10):
            storefront.log_in(known, "guess", source=stranger(number))
        token = storefront.visit["access_token"]

        answers = at_once(
            lambda rival: storefront.log_in(known, "guess", source=stranger(100 + rival), token=token), 100
        )

        assert statuses(answers) == {401: 10, 429: 90}
        stored = account_tries_from(table.get(log_in_tries_key(storefront.tenant, known)))
        assert len(stored.tried) == CEILING

    def test_are_one_if_they_are_one_network_of_ipv6(self, storefront: Storefront, known: str) -> None:
        found = [
            storefront.log_in(known, f"guess {n}", source=f"2001:db8:0:1:{n:x}::{n:x}").status
            for n in range(7)
        ]

        assert found == [401] * FREE_TRIES + [429] * 2

    def test_leave_no_address_behind(
        self, storefront: Storefront, api: Api, known: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        addresses = [HOME, "203.0.113.77", "2001:db8:77::/64", "198.51.100.177"]
        for number in range(6):
            storefront.log_in(known, f"guess {number}", source="203.0.113.77")
        storefront.log_in(known, source="2001:db8:77::1")
        service = api.as_(LOG_IN_ON_BEHALF)
        headers = {"X-Forwarded-For": "198.51.100.177, 203.0.113.5"}
        body = {"email": known, "password": PASSWORD}
        assert service.request(log_in.lambda_handler, ROUTE, body, headers=headers).status == 200
        sign_up_body = {"email": f"2.{known}", "password": PASSWORD}
        route = "POST /customer/{tenant}/signup"
        assert storefront.call(sign_up.lambda_handler, route, sign_up_body, source=HOME).status == 201

        said = capsys.readouterr()
        written = str(items_of(storefront.tenant)) + said.out + said.err

        assert not [address for address in addresses if address in written]


class TestAnAnswerThatIsLost:
    """DynamoDB has counted the try, and nobody hears of it: the try is made again."""

    @pytest.fixture
    def wire(self, impatient: None) -> Wire:
        return Wire()

    @pytest.fixture
    def fifth(self, storefront: Storefront, known: str, wire: Wire) -> Callable[[str], Answer]:
        """Tries a password after four wrong ones, over the wire."""
        for number in range(FREE_TRIES - 1):
            assert storefront.log_in(known, f"guess {number}").status == 401
        handler = wire.through(log_in.lambda_handler)

        def call(password: str) -> Answer:
            return storefront.call(handler, ROUTE, {"email": known, "password": password})

        return call

    @pytest.mark.parametrize("times", [1, 2, 3])
    def test_the_right_password_on_the_fifth_try_is_right(
        self, wire: Wire, fifth: Callable[[str], Answer], times: int
    ) -> None:
        wire.fail("UpdateItem", "lost", times=times)

        assert fifth(PASSWORD).status == 200

    def test_a_wrong_one_is_wrong_and_the_sixth_waits(
        self, wire: Wire, fifth: Callable[[str], Answer]
    ) -> None:
        wire.fail("UpdateItem", "lost", times=1)

        assert fifth("wrong").status == 401
        assert fifth("wrong again").status == 429

    def test_it_is_recognised_whatever_a_rival_has_written_since(
        self,
        storefront: Storefront,
        known: str,
        wire: Wire,
        fifth: Callable[[str], Answer],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        rivals: list[None] = []

        def overtaken(_attempt: int) -> float:
            if not rivals:
                rivals.append(None)
                assert storefront.log_in(known, "a rival's guess", source=stranger(1)).status == 401
            return 0.0

        monkeypatch.setattr(table_module, "pause", overtaken)
        wire.fail("UpdateItem", "lost", times=1)

        assert fifth(PASSWORD).status == 200
        assert rivals

    def test_the_last_of_an_hour_from_a_stranger_is_right(
        self, storefront: Storefront, known: str, wire: Wire
    ) -> None:
        for number in range(CEILING - 1):
            storefront.log_in(known, "guess", source=stranger(number))
        wire.fail("UpdateItem", "lost", times=1)
        handler = wire.through(log_in.lambda_handler)
        body = {"email": known, "password": PASSWORD}

        answer = storefront.call(handler, ROUTE, body, source=stranger(CEILING))

        assert answer.status == 200


class TestTheTimeOfARefusal:
    def test_covers_the_check_of_the_costliest_hash_that_the_tenant_has_imported(
        self, storefront: Storefront, api: Api, email: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        imported(importing(api), with_hash(f"imported.{email}", BCRYPT_13))
        assert storefront.sign_up(email).status == 201
        needed = wiring().tenants.of(api.tenant).refusal_seconds
        # What it would wait counts as if it had waited.
        waited: list[float] = []
        clock = SimpleNamespace(monotonic=time.monotonic, time=time.time, sleep=waited.append)
        monkeypatch.setattr(proving, "time", clock)
        took = []

        for address in (f"imported.{email}", email, f"nobody.{email}", "no address"):
            begun = time.monotonic()
            assert storefront.log_in(address, "wrong").status == 401
            took.append(time.monotonic() - begun + waited.pop())

        assert needed == 2.2
        assert min(took) >= needed

    def test_stays_when_a_cheaper_hash_is_imported(self, api: Api, email: str) -> None:
        imported(importing(api), with_hash(f"costly.{email}", BCRYPT_13))
        imported(importing(api), with_hash(f"cheap.{email}"), with_hash(f"other.{email}", BCRYPT_13))

        (setting,) = wiring().tenants.settings(api.tenant)
        assert (setting.key, float(setting.value), setting.version) == (REFUSAL_SECONDS, 2.2, 1)

    def test_is_what_it_was_where_only_cheap_ones_are(self, api: Api, email: str) -> None:
        imported(importing(api), with_hash(email))

        assert wiring().tenants.settings(api.tenant) == []
