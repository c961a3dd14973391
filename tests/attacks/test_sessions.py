"""A stolen refresh token, and a session that somebody keeps up for ever."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.log_in.sessions import InvalidRefreshToken, SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.runtime.wiring import wiring
from shared.use_cases.sessions.refresh_session import refresh_session
from tests.component.api import Answer
from tests.component.customer_managed.identity_providers.calls import Sso, token_of
from tests.component.customer_managed.sessions.stored import change
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import stored_client
from tests.component.identity.oauth import token as service_token
from tests.jwt_issuer import JwtIssuer

DAY = 24 * 3600
Refresh = Callable[[int, str], SessionTokens]


@pytest.fixture
def number(storefront: Storefront, email: str) -> str:
    return str(storefront.sign_up(email).json["id"])


def storefront_of_another_client(storefront: Storefront) -> Storefront:
    client = stored_client(storefront.tenant, "", public=True)
    return Storefront(storefront.tenant, client.id)


def refused(answer: Answer) -> bool:
    return (answer.status, answer.json["type"]) == (400, "bad_request")


class TestARefreshTokenInTheHandsOfAnotherClient:
    @pytest.mark.usefixtures("number")
    def test_opens_nothing_and_the_customer_notices_nothing(self, storefront: Storefront, email: str) -> None:
        tokens = storefront.logged_in(email)
        thief = storefront_of_another_client(storefront)

        assert refused(thief.refresh(tokens["refresh_token"]))
        assert storefront.refresh(tokens["refresh_token"]).status == 200

    @pytest.mark.usefixtures("number")
    def test_which_was_used_before_does_not_end_the_session(self, storefront: Storefront, email: str) -> None:
        tokens = storefront.logged_in(email)
        after = storefront.refresh(tokens["refresh_token"]).json
        change(tokens["access_token"], rotations=(1,))

        assert refused(storefront_of_another_client(storefront).refresh(tokens["refresh_token"]))
        assert storefront.refresh(after["refresh_token"]).status == 200

    def test_of_a_session_by_an_identity_provider_opens_nothing_either(
        self, storefront: Storefront, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        tokens = sso.exchanged(token_of(provider, email, email_verified=True))

        assert refused(storefront_of_another_client(storefront).refresh(tokens["refresh_token"]))
        assert storefront.refresh(tokens["refresh_token"]).status == 200

    @pytest.mark.usefixtures("number")
    def test_works_in_every_storefront_where_a_service_began_the_session(
        self, storefront: Storefront, email: str
    ) -> None:
        tokens = storefront.logged_in(email, token=service_token(stored_client(storefront.tenant)))

        assert storefront.refresh(tokens["refresh_token"]).status == 200

    @pytest.mark.usefixtures("number")
    def test_works_for_a_session_of_before(self, storefront: Storefront, email: str) -> None:
        tokens = storefront.logged_in(email)
        change(tokens["access_token"], bound=False)

        answer = storefront_of_another_client(storefront).refresh(tokens["refresh_token"])

        assert answer.status == 200


class TestASessionThatIsKeptUp:
    @pytest.fixture
    def tokens(self, storefront: Storefront, number: str, email: str) -> dict[str, Any]:
        assert number
        return storefront.logged_in(email)

    @pytest.fixture
    def refresh_on(self, storefront: Storefront, monkeypatch: pytest.MonkeyPatch) -> Refresh:
        """Refreshes a session so many days after it began."""
        begun = time.time()
        visitor = Visitor("another visit", storefront.client_id, "https://customers.test")

        def refreshed(day: int, token: str) -> SessionTokens:
            monkeypatch.setattr(time, "time", lambda: begun + day * DAY)
            return refresh_session(
                wiring().session_ports, visitor, storefront.tenant, token, legal_entity_id=None
            )

        return refreshed

    def test_ends_after_ninety_days(self, refresh_on: Refresh, tokens: dict[str, Any]) -> None:
        token = tokens["refresh_token"]
        for day in (29, 58):
            after = refresh_on(day, token)
            assert after.refresh_token_expires_in == 30 * DAY
            token = after.refresh_token
        last = refresh_on(80, token)

        assert last.refresh_token_expires_in == pytest.approx(10 * DAY, abs=5)
        with pytest.raises(InvalidRefreshToken):
            refresh_on(91, last.refresh_token)

    def test_from_before_there_was_an_end_is_over_at_its_next_refresh(
        self, refresh_on: Refresh, tokens: dict[str, Any]
    ) -> None:
        change(tokens["access_token"], expires_at=int(time.time()) + 120 * DAY)

        with pytest.raises(InvalidRefreshToken):
            refresh_on(100, tokens["refresh_token"])

    def test_ends_when_the_tenant_says(
        self,
        storefront: Storefront,
        configure: Callable[[str, object], None],
        refresh_on: Refresh,
        tokens: dict[str, Any],
        email: str,
    ) -> None:
        configure("session.maxDays", 2)

        assert storefront.logged_in(email)["refresh_token_expires_in"] == 2 * DAY
        with pytest.raises(InvalidRefreshToken):
            refresh_on(3, tokens["refresh_token"])
