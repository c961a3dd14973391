"""What others do between the moment in which a refresh reads the session and that in which it writes it."""

from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.credentials import change_password
from shared.runtime.wiring import wiring
from tests.component.api import Answer
from tests.component.customer_managed.sessions.stored import session_of
from tests.component.customer_managed.storefront import PASSWORD, Storefront

RefreshedWhile = Callable[[Callable[[], object]], Answer]


@pytest.fixture
def refreshed_while(
    storefront: Storefront, tokens: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> RefreshedWhile:
    """The answer to a refresh during which something else happens."""

    def run(something: Callable[[], object]) -> Answer:
        find = wiring().sessions.find

        def find_and_wait(*session: str) -> object:
            found = find(*session)
            monkeypatch.undo()
            something()
            return found

        monkeypatch.setattr(wiring().sessions, "find", find_and_wait)
        return storefront.refresh(tokens["refresh_token"])

    return run


def test_a_log_out_is_final(
    storefront: Storefront,
    tokens: dict[str, Any],
    refreshed_while: RefreshedWhile,
) -> None:
    assert refreshed_while(lambda: storefront.log_out(tokens["access_token"])).status == 400

    assert storefront.validated(tokens["access_token"]).status == 401


def test_a_rivals_refresh_leads_to_the_same_tokens(
    storefront: Storefront,
    tokens: dict[str, Any],
    refreshed_while: RefreshedWhile,
) -> None:
    rivals: list[Answer] = []

    answer = refreshed_while(lambda: rivals.append(storefront.refresh(tokens["refresh_token"])))

    assert answer.status == 200
    assert answer.json["refresh_token"] == rivals[0].json["refresh_token"]
    assert session_of(tokens["access_token"]).generation == 1


def test_two_rivals_refreshes_lead_it_to_their_generation(
    storefront: Storefront,
    tokens: dict[str, Any],
    refreshed_while: RefreshedWhile,
) -> None:
    rivals: list[str] = []

    def twice() -> None:
        rivals.append(storefront.refresh(tokens["refresh_token"]).json["refresh_token"])
        rivals.append(storefront.refresh(rivals[0]).json["refresh_token"])

    answer = refreshed_while(twice)

    assert answer.json["refresh_token"] == rivals[-1]
    assert storefront.validated(answer.json["access_token"]).status == 200


def test_a_change_of_the_password_in_the_session_keeps_it_alive(
    storefront: Storefront,
    tokens: dict[str, Any],
    refreshed_while: RefreshedWhile,
) -> None:
    route = "POST /customer/{tenant}/password/change"
    body = {"currentPassword": PASSWORD, "newPassword": "another pass phrase"}

    answer = refreshed_while(
        lambda: storefront.call(change_password.lambda_handler, route, body, token=tokens["access_token"])
    )

    assert answer.status == 200
    assert storefront.validated(answer.json["access_token"]).status == 200


def test_another_log_in_of_the_visitor_takes_its_place_after_a_log_out(
    storefront: Storefront,
    email: str,
    tokens: dict[str, Any],
    refreshed_while: RefreshedWhile,
) -> None:
    again: list[dict[str, Any]] = []

    def log_in_again() -> None:
        storefront.log_out(tokens["access_token"])
        again.append(storefront.logged_in(email))

    assert refreshed_while(log_in_again).status == 400

    assert storefront.refresh(again[0]["refresh_token"]).status == 200


def test_another_log_in_of_the_visitor_begins_beside_it(
    storefront: Storefront,
    email: str,
    refreshed_while: RefreshedWhile,
) -> None:
    again: list[dict[str, Any]] = []

    answer = refreshed_while(lambda: again.append(storefront.logged_in(email)))

    assert not storefront.is_over(answer.json)
    assert not storefront.is_over(again[0])
