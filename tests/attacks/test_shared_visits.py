"""One anonymous token for all visitors, as servers of storefronts have: nobody gets at another's session."""

from typing import Any

import pytest

from customer_managed.profile import get_profile
from tests.component.customer_managed.sessions.stored import change, sessions_of
from tests.component.customer_managed.storefront import Storefront, claims_of, context_of

Tokens = dict[str, Any]


@pytest.fixture
def visitors(storefront: Storefront, email: str) -> tuple[Tokens, Tokens, Tokens]:
    """Anna twice, and between that Bert, all by one anonymous token."""
    anna, bert = f"anna-{email}", f"bert-{email}"
    for address in (anna, bert):
        assert storefront.sign_up(address).status == 201
    return storefront.logged_in(anna), storefront.logged_in(bert), storefront.logged_in(anna)


def test_every_token_is_of_the_one_who_has_logged_in(
    storefront: Storefront, email: str, visitors: tuple[Tokens, ...]
) -> None:
    for tokens, name in zip(visitors, ("anna", "bert", "anna"), strict=True):
        for token in (
            tokens["access_token"],
            storefront.refresh(tokens["refresh_token"]).json["access_token"],
        ):
            me = storefront.call(get_profile.lambda_handler, "GET /customer/{tenant}/me", token=token).json
            assert me["contactEmail"] == f"{name}-{email}"
            assert storefront.validated(token).json["email"] == f"{name}-{email}"


def test_the_id_that_all_share_ends_only_ones_own(
    storefront: Storefront, visitors: tuple[Tokens, ...]
) -> None:
    bert = visitors[1]
    (shared,) = {tokens["session_id"] for tokens in visitors}

    assert storefront.end_session(bert["access_token"], shared).status == 204

    assert [storefront.is_over(tokens) for tokens in visitors] == [False, True, False]


@pytest.mark.parametrize("of", [0, 2], ids=["of another customer", "of the same one again"])
def test_the_id_of_anothers_session_ends_nothing(
    storefront: Storefront, visitors: tuple[Tokens, ...], of: int
) -> None:
    bert = visitors[1]
    ids = {session.id for session in sessions_of(visitors[of]["access_token"])}
    for session_id in ids - {bert["session_id"]}:
        assert storefront.end_session(bert["access_token"], session_id).status == 404
    stolen = storefront.log_out(bert["access_token"], accessToken=visitors[of]["access_token"])

    assert stolen.status == 403
    assert not any(storefront.is_over(tokens) for tokens in visitors)


def test_each_sees_only_ones_own_sessions_and_which_is_that_of_the_call(
    storefront: Storefront, visitors: tuple[Tokens, ...]
) -> None:
    shown = [storefront.sessions(tokens["access_token"]).json for tokens in visitors]

    assert [len(sessions) for sessions in shown] == [2, 1, 2]
    current = [next(one["id"] for one in sessions if one["current"]) for sessions in shown]
    assert current[0] != current[2]
    assert {one["id"] for one in shown[0]} == {current[0], current[2]}


def test_the_others_of_ones_own_can_be_ended_at_once(
    storefront: Storefront, visitors: tuple[Tokens, ...]
) -> None:
    assert storefront.end_others(visitors[2]["access_token"]).status == 204

    assert [storefront.is_over(tokens) for tokens in visitors] == [True, False, False]


def test_a_refresh_token_does_not_become_that_of_another_session(
    storefront: Storefront, visitors: tuple[Tokens, ...]
) -> None:
    anna, bert, anna_again = (tokens["refresh_token"].split(".") for tokens in visitors)
    mixed = [
        ".".join((anna[0], anna_again[1], *anna[2:])),
        ".".join((anna[0], anna[1], *anna_again[2:])),
        ".".join((bert[0], *anna[1:])),
        ".".join((anna[0], *bert[1:])),
        ".".join((bert[0], anna_again[1], *anna_again[2:])),
    ]

    assert [storefront.refresh(token).status for token in mixed] == [400] * 5
    assert not any(storefront.is_over(tokens) for tokens in visitors)


def test_a_stolen_refresh_token_ends_its_own_session_and_none_beside_it(
    storefront: Storefront, visitors: tuple[Tokens, ...]
) -> None:
    storefront.refresh(visitors[2]["refresh_token"])
    change(visitors[2]["access_token"], rotations=(1,))

    assert storefront.refresh(visitors[2]["refresh_token"]).status == 400

    assert storefront.validated(visitors[2]["access_token"]).status == 401
    assert not storefront.is_over(visitors[0])
    assert not storefront.is_over(visitors[1])


def test_the_session_of_a_token_is_told_apart_all_the_way_from_the_authorizer(
    visitors: tuple[Tokens, ...],
) -> None:
    contexts = [context_of(tokens["access_token"]) for tokens in visitors]

    assert len({context["sessionId"] for context in contexts}) == 1
    assert len({(one["customerNumber"], one.get("ownSessionId"), one["family"]) for one in contexts}) == 3
    own = {claims_of(tokens["access_token"])["ownSessionId"] for tokens in visitors}
    assert len(own - {contexts[0]["sessionId"]}) == 3
