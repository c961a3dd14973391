"""Whose guesses count that come through a proxy or a service (api.md §5, Throttling)."""

import pytest

from customer_managed.sessions import log_in
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.domain.callers.access import LOG_IN_ON_BEHALF
from shared.domain.log_in.throttling import CLIENT_FAILURES, FAILURES
from tests.component.api import Answer, Api
from tests.component.customer_managed.sessions.guesses import (
    ELSEWHERE,
    ROUTE,
    all_failures,
    failed,
    failures_of,
    passed_on,
)
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.process import change_environment
from tests.component.tenants import set_value


class TestProxies:
    """A proxy in front of the API, such as a CDN, whose address the gateway sees of all shoppers."""

    @pytest.fixture
    def secret(self, monkeypatch: pytest.MonkeyPatch) -> str:
        """The secret that the proxy sends."""
        change_environment(monkeypatch, proxy_secrets="a-secret-of-the-proxy")
        return "a-secret-of-the-proxy"

    def test_115_shoppers_who_mistype_do_not_stop_the_116th(
        self, storefront: Storefront, known: str, secret: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def through_proxy(email: str, password: str, shopper: int) -> int:
            headers = {**passed_on(f"203.0.113.{shopper}"), "X-Proxy-Secret": secret}
            return storefront.log_in(email, password, headers=headers).status

        wrong = [through_proxy(f"{shopper}.{known}", "mistyped", shopper) for shopper in range(115)]

        assert wrong == [401] * 115
        assert through_proxy(known, PASSWORD, 116) == 200
        assert [through_proxy(known, f"guess {n}", 117) for n in range(6)] == [401] * 5 + [429]
        said = capsys.readouterr()
        assert secret not in said.out + said.err

    def test_without_the_secret_they_are_one_source(self, storefront: Storefront, known: str) -> None:
        statuses = [
            storefront.log_in(f"{n}.{known}", "mistyped", headers=passed_on(f"203.0.113.{n}")).status
            for n in range(FAILURES + 1)
        ]

        assert statuses == [401] * FAILURES + [429]


class TestServices:
    def call(
        self,
        api: Api,
        email: str,
        password: str = PASSWORD,
        address: str | None = ELSEWHERE,
        scope: str = LOG_IN_ON_BEHALF,
    ) -> Answer:
        body = {"email": email, "password": password}
        headers = passed_on(address) if address is not None else {}
        return api.as_(scope).request(log_in.lambda_handler, ROUTE, body, headers=headers)

    def test_failures_of_its_customers_are_held_against_a_service_and_not_against_a_source(
        self, storefront: Storefront, api: Api, known: str, table: Table
    ) -> None:
        failed(table, storefront, times=FAILURES)

        assert self.call(api, known, "wrong").status == 401
        assert self.call(api, known).status == 200

        assert sorted(failures_of(table, storefront.tenant)) == [1, FAILURES]

    def test_after_a_thousand_failures_a_service_waits(
        self, storefront: Storefront, api: Api, known: str, table: Table
    ) -> None:
        self.call(api, known, "wrong")
        (one,) = all_failures(table, storefront.tenant)
        times = {"N": str(CLIENT_FAILURES - 1)}
        table.write(Put({**one, "times": times}))

        assert self.call(api, known, "wrong too").status == 401
        assert self.call(api, known).status == 429
        assert storefront.log_in(known).status == 200

    def test_a_customer_counts_by_the_address_that_is_passed_on(self, api: Api, known: str) -> None:
        guesses = [self.call(api, known, f"guess {n}").status for n in range(6)]

        assert guesses == [401] * 5 + [429]
        assert self.call(api, known, address="203.0.113.10").status == 200

    @pytest.mark.parametrize("scope", ["customer.customer_manage", "customer.login_on_behalf_own", ""])
    def test_without_the_scope_the_address_that_is_passed_on_is_ignored(
        self, api: Api, known: str, scope: str
    ) -> None:
        guesses = [
            self.call(api, known, f"guess {n}", address=f"203.0.113.{n}", scope=scope).status
            for n in range(6)
        ]

        assert guesses == [401] * 5 + [429]

    @pytest.mark.parametrize("nonsense", [None, "unknown", "x" * 10_000, "::1::", "203.0.113.1:port:"])
    def test_an_address_that_is_none_is_ignored(
        self, storefront: Storefront, api: Api, known: str, nonsense: str | None
    ) -> None:
        guesses = [self.call(api, known, f"guess {n}", address=nonsense).status for n in range(6)]

        assert guesses == [401] * 5 + [429]
        assert self.call(api, known, address="203.0.113.10").status == 200

    @pytest.mark.parametrize(
        ("restriction", "last"), [("DE", 401), ("FR", 429), (None, 429)], ids=["its own", "another", "none"]
    )
    def test_a_limited_service_passes_addresses_on_only_for_its_own_customers(
        self, api: Api, email: str, restriction: str | None, last: int
    ) -> None:
        set_value(api.tenant, "restrictions", ["DE", "FR"])
        api.created({"contactEmail": email, "password": PASSWORD, "restriction": restriction})
        scope = f"{LOG_IN_ON_BEHALF}--DE"

        guesses = [
            self.call(api, email, f"guess {n}", address=f"203.0.113.{n}", scope=scope).status
            for n in range(6)
        ]

        assert guesses == [401] * 5 + [last]

    def test_of_an_account_that_nobody_has_a_limited_service_passes_none_on(
        self, api: Api, email: str
    ) -> None:
        scope = f"{LOG_IN_ON_BEHALF}--DE"

        guesses = [
            self.call(api, email, f"guess {n}", address=f"203.0.113.{n}", scope=scope).status
            for n in range(6)
        ]

        assert guesses == [401] * 5 + [429]

    def test_a_visitor_cannot_say_where_it_is(self, storefront: Storefront, known: str) -> None:
        body = {"email": known, "password": "wrong"}
        answers = [
            storefront.call(
                log_in.lambda_handler,
                ROUTE,
                {**body, "password": f"guess {n}"},
                headers=passed_on(f"203.0.113.{n}"),
            )
            for n in range(6)
        ]

        assert [answer.status for answer in answers] == [401] * 5 + [429]
