"""Changes that end the sessions of a customer, for good (api.md §5)."""

from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.credentials import change_password
from shared.domain.log_in.account import NewAccount
from tests.component.api import Api
from tests.component.customer_managed.sessions.refused_accounts import customer_with, native_hash
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of

STATES = [({"onHold": True}, {"onHold": False}), ({"active": False}, {"active": True})]


@pytest.fixture
def number(tokens: dict[str, Any]) -> str:
    """The customer's number."""
    return str(claims_of(tokens["access_token"])["customerNumber"])


@pytest.mark.parametrize(("change", "undone"), STATES)
def test_hold_and_deactivation_end_them_though_they_are_undone(
    storefront: Storefront,
    api: Api,
    email: str,
    tokens: dict[str, Any],
    number: str,
    change: dict[str, bool],
    undone: dict[str, bool],
) -> None:
    other = storefront.logged_in_elsewhere(email)

    api.patch(number, change)
    assert storefront.is_over(tokens)
    assert storefront.is_over(other)
    assert storefront.log_in(email).status == 401

    api.patch(number, undone)
    assert storefront.is_over(tokens)
    assert storefront.is_over(other)
    assert storefront.validated(storefront.logged_in(email)["access_token"]).status == 200


def test_another_change_of_the_customer_does_not(
    storefront: Storefront, api: Api, tokens: dict[str, Any], number: str
) -> None:
    api.patch(number, {"title": "Dr", "active": True, "onHold": False})

    assert not storefront.is_over(tokens)


def test_deletion_ends_them(
    storefront: Storefront, api: Api, email: str, tokens: dict[str, Any], number: str
) -> None:
    api.delete(number)

    assert storefront.is_over(tokens)
    assert storefront.log_in(email).status == 401


def test_a_customer_created_again_under_the_number_and_address_gets_none_of_them(
    storefront: Storefront,
    api: Api,
    email: str,
    tokens: dict[str, Any],
    number: str,
    configure: Callable[[str, object], None],
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    api.delete(number)
    assert api.created({"id": number, "contactEmail": email, "password": PASSWORD}) == number

    assert storefront.is_over(tokens)
    assert not storefront.is_over(storefront.logged_in(email))


def test_a_change_of_the_password_ends_all_except_the_one_it_is_made_in(
    storefront: Storefront, email: str, tokens: dict[str, Any]
) -> None:
    other = storefront.logged_in_elsewhere(email)
    body = {"currentPassword": PASSWORD, "newPassword": "another pass phrase"}

    changed = storefront.call(
        change_password.lambda_handler,
        "POST /customer/{tenant}/password/change",
        body,
        token=tokens["access_token"],
    )

    assert changed.status == 204
    assert storefront.is_over(other)
    assert not storefront.is_over(tokens)
    assert storefront.log_in(email).status == 401
    assert storefront.log_in(email, "another pass phrase").status == 200


def test_a_session_of_one_tenant_does_not_exist_in_another_with_the_same_numbers(
    storefront: Storefront, other_storefront: Storefront, api: Api, email: str, tokens: dict[str, Any]
) -> None:
    api_of_others = Api(other_storefront.tenant)
    number = claims_of(tokens["access_token"])["customerNumber"]
    api_of_others.created({"id": number, "contactEmail": email, "password": PASSWORD})
    theirs = other_storefront.logged_in(email)

    api_of_others.patch(number, {"onHold": True})

    assert other_storefront.is_over(theirs)
    assert not storefront.is_over(tokens)


def test_a_contact_who_cannot_log_in_has_none(storefront: Storefront, api: Api, email: str) -> None:
    api.created({"type": "CONTACT", "contactEmail": email})

    assert storefront.log_in(email).status == 401


def test_two_customers_do_not_share_theirs(
    storefront: Storefront, api: Api, email: str, tokens: dict[str, Any]
) -> None:
    other = customer_with(storefront.tenant, f"other-{email}", NewAccount(password_hash=native_hash()))
    others = storefront.logged_in(f"other-{email}")

    api.patch(other, {"onHold": True})

    assert storefront.is_over(others)
    assert not storefront.is_over(tokens)
