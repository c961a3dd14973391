"""Log-ins are slowed down for whoever guesses, and for nobody else (api.md §5, Throttling)."""

from collections.abc import Callable

import pytest

from shared.adapters.dynamodb.keys import log_in_tries_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import FAILURES
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.sessions.guesses import (
    ELSEWHERE,
    aged,
    counted,
    exhausted,
    failed,
    guess,
    source_key,
)
from tests.component.customer_managed.storefront import PASSWORD, SOURCE, Storefront


@pytest.fixture
def let_pass(storefront: Storefront, table: Table) -> Callable[[str, float], None]:
    """Has the tries for an address be so many seconds older."""

    def age(address: str, seconds: float) -> None:
        raw = table.get(log_in_tries_key(storefront.tenant, address))
        assert raw is not None
        table.write(Put(aged(raw, seconds)))

    return age


class TestOneAccountFromOneSource:
    def test_after_five_wrong_passwords_there_is_a_wait(self, storefront: Storefront, known: str) -> None:
        assert guess(storefront, known, 5) == [401] * 5

        answer = storefront.log_in(known, "guess 6")

        assert (answer.status, answer.json["type"]) == (429, "too_many_requests")
        assert 0 < int(answer.headers["Retry-After"]) <= 15

    def test_the_right_password_waits_too(self, storefront: Storefront, known: str) -> None:
        guess(storefront, known, 5)

        assert storefront.log_in(known).status == 429

    def test_it_works_after_the_wait(
        self, storefront: Storefront, known: str, let_pass: Callable[[str, float], None]
    ) -> None:
        guess(storefront, known, 5)
        let_pass(known, 15)

        assert storefront.log_in(known).status == 200

    def test_the_wait_grows_to_a_quarter_of_an_hour(
        self, storefront: Storefront, known: str, let_pass: Callable[[str, float], None]
    ) -> None:
        guess(storefront, known, 5)
        waits = []

        for number in range(8):
            answer = storefront.log_in(known, "whatever")
            waits.append(int(answer.headers["Retry-After"]))
            let_pass(known, waits[-1])
            assert storefront.log_in(known, f"later guess {number}").status == 401

        assert waits == pytest.approx([15, 30, 60, 120, 240, 480, 900, 900], abs=5)

    def test_the_same_wrong_password_counts_once(self, storefront: Storefront, known: str) -> None:
        answers = [storefront.log_in(known, "mistyped").status for _ in range(8)]

        assert answers == [401] * 8
        assert guess(storefront, known, 4) == [401] * 4
        assert storefront.log_in(known).status == 429

    def test_success_clears(self, storefront: Storefront, known: str) -> None:
        for _ in range(3):
            assert guess(storefront, known, 4) == [401] * 4
            assert storefront.log_in(known).status == 200

    def test_the_address_counts_however_it_is_written(self, storefront: Storefront, known: str) -> None:
        spellings = [known, known.upper(), known.title(), known, known.upper()]
        for number, spelling in enumerate(spellings):
            storefront.log_in(spelling, f"guess {number}")

        assert storefront.log_in(known).status == 429

    def test_tries_are_forgotten_after_a_day(
        self, storefront: Storefront, known: str, let_pass: Callable[[str, float], None]
    ) -> None:
        guess(storefront, known, 5)
        let_pass(known, 24 * 3600 + 1)

        assert [storefront.log_in(known, f"new guess {n}").status for n in range(5)] == [401] * 5

    def test_neither_a_password_nor_a_hash_to_guess_from_is_stored(
        self, storefront: Storefront, other_storefront: Storefront, known: str, table: Table
    ) -> None:
        hashes = []
        for one in (storefront, other_storefront):
            one.log_in(known, "canary")
            stored = table.get(log_in_tries_key(one.tenant, known))
            assert stored is not None
            assert "canary" not in str(stored)
            assert SOURCE not in str(stored)
            hashes += [name.split("#") for name in stored if name.startswith("T#")]

        assert len({source for _, source, _ in hashes}) == 2
        assert len({tried for _, _, tried in hashes}) == 2


class TestOthers:
    def test_the_owner_is_not_locked_out_elsewhere(self, storefront: Storefront, known: str) -> None:
        guess(storefront, known, 7)

        assert storefront.log_in(known, source=ELSEWHERE).status == 200
        assert storefront.log_in(known).status == 429

    def test_a_success_elsewhere_clears_nothing_here(self, storefront: Storefront, known: str) -> None:
        guess(storefront, known, 5)
        storefront.log_in(known, source=ELSEWHERE)

        assert storefront.log_in(known, "guess 6").status == 429

    def test_another_account_does_not_wait(self, storefront: Storefront, known: str) -> None:
        storefront.sign_up(f"other-{known}")
        guess(storefront, known, 7)

        assert storefront.log_in(f"other-{known}").status == 200

    def test_one_ipv6_network_is_one_source(self, storefront: Storefront, known: str) -> None:
        for number in range(5):
            storefront.log_in(known, f"guess {number}", source=f"2001:db8:1:2::{number:x}")

        assert storefront.log_in(known, source="2001:db8:1:2:ffff::1").status == 429
        assert storefront.log_in(known, source="2001:db8:1:3::1").status == 200

    def test_an_unknown_account_counts_in_the_same_way(self, storefront: Storefront, email: str) -> None:
        assert guess(storefront, email, 7) == [401] * 5 + [429] * 2

    def test_a_text_that_is_not_an_address_counts_in_the_same_way(self, storefront: Storefront) -> None:
        assert guess(storefront, "x" * 10_000, 7) == [401] * 5 + [429] * 2
        assert guess(storefront, "y" * 10_000, 1) == [401]


class TestOneSource:
    def test_too_many_failures_make_it_wait_for_every_account(
        self, storefront: Storefront, known: str, table: Table
    ) -> None:
        failed(table, storefront, times=FAILURES - 1)
        assert storefront.log_in(known).status == 200
        assert storefront.log_in(f"unknown-{known}").status == 401

        answer = storefront.log_in(known)

        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 900
        assert storefront.log_in(known, source=ELSEWHERE).status == 200

    def test_until_the_window_is_over(self, storefront: Storefront, known: str, table: Table) -> None:
        failed(table, storefront, times=FAILURES, ends_in=-1)

        assert storefront.log_in(known).status == 200
        assert storefront.log_in(known, "wrong").status == 401
        assert counted(table, source_key(storefront.tenant)) == 1

    def test_a_refusal_counts_whatever_it_is_for_and_a_success_does_not(
        self, storefront: Storefront, known: str, table: Table
    ) -> None:
        storefront.log_in(known)
        storefront.log_in(known, "wrong")
        storefront.log_in(known, "wrong")
        storefront.log_in(f"unknown-{known}")

        assert counted(table, source_key(storefront.tenant)) == 3

    def test_the_failures_at_another_tenant_do_not_count(
        self, storefront: Storefront, other_storefront: Storefront, known: str, table: Table
    ) -> None:
        failed(table, other_storefront, times=FAILURES)

        assert storefront.log_in(known).status == 200


class TestKnownSources:
    def test_nobody_locks_the_owner_out_who_has_logged_in_from_there_before(
        self, storefront: Storefront, known: str
    ) -> None:
        assert storefront.log_in(known).status == 200
        exhausted(storefront, known)

        assert storefront.log_in(known).status == 200
        assert storefront.log_in(known, source=ELSEWHERE).status == 429

    def test_a_known_source_counts_its_own_wrong_passwords(self, storefront: Storefront, known: str) -> None:
        storefront.log_in(known)

        assert guess(storefront, known, 6) == [401] * 5 + [429]

    def test_the_sources_of_the_last_twenty_log_ins_are_remembered(
        self, storefront: Storefront, known: str
    ) -> None:
        for number in range(21):
            assert storefront.log_in(known, source=f"198.51.100.{number}").status == 200
        exhausted(storefront, known)

        statuses = [storefront.log_in(known, source=f"198.51.100.{n}").status for n in range(21)]

        assert statuses == [429] + [200] * 20

    def test_for_thirty_days(
        self, storefront: Storefront, known: str, let_pass: Callable[[str, float], None]
    ) -> None:
        storefront.log_in(known)
        storefront.log_in(known, source=ELSEWHERE)
        let_pass(known, 29 * 86_400)
        storefront.log_in(known, source=ELSEWHERE)
        let_pass(known, 86_401)
        exhausted(storefront, known)

        assert storefront.log_in(known).status == 429
        assert storefront.log_in(known, source=ELSEWHERE).status == 200

    def test_the_next_owner_of_the_address_does_not_inherit_them(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        first = api.created({"contactEmail": email, "password": PASSWORD})
        assert storefront.log_in(email).status == 200
        assert api.delete(first).status == 202
        api.created({"contactEmail": email, "password": PASSWORD})
        exhausted(storefront, email)

        assert storefront.log_in(email).status == 429

    def test_a_finished_reset_clears_all_counts_and_forgets_no_source(
        self, storefront: Storefront, email: str
    ) -> None:
        number = storefront.sign_up(email).json["id"]
        storefront.log_in(email)
        exhausted(storefront, email)
        assert storefront.log_in(email, source=ELSEWHERE).status == 429
        request_reset(storefront, email)
        token = sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET)

        assert reset(storefront, token).status == 204

        assert storefront.log_in(email, NEW_PASSWORD, source=ELSEWHERE).status == 200
        exhausted(storefront, email)
        assert storefront.log_in(email, NEW_PASSWORD).status == 200


class TestSignUps:
    def test_a_source_signs_up_thirty_times_an_hour(self, storefront: Storefront, email: str) -> None:
        answers = [storefront.sign_up(f"{n}.{email}") for n in range(31)]

        assert [answer.status for answer in answers] == [201] * 30 + [429]
        assert answers[30].json["message"] == "Too many sign-ups; try again later."
        assert 0 < int(answers[30].headers["Retry-After"]) <= 3600

    def test_known_addresses_count_and_mistakes_do_not(self, storefront: Storefront, known: str) -> None:
        assert [storefront.sign_up(known).status for _ in range(28)] == [409] * 28
        assert [storefront.sign_up(f"new.{known}", "short").status for _ in range(3)] == [400] * 3

        assert storefront.sign_up(f"2.{known}").status == 201
        assert storefront.sign_up(f"3.{known}").status == 429
