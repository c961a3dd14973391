"""Passwords that are guessed first are refused wherever one is set, and nothing is changed by the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from shared.domain.log_in.one_time_tokens import TokenPurpose
from tests.component.customer_managed.credential_calls import change, request_reset, reset, sent_token
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.component.api import Answer, Api
    from tests.component.customer_managed.storefront import Storefront

LEAKED, PATTERN, RUN = "the most common", "a short pattern", "the keyboard"
GUESSED = {
    "aaaaaa": LEAKED,
    "555555": LEAKED,
    "987654321": LEAKED,
    "121212": LEAKED,
    "michael": LEAKED,
    "Daniel": LEAKED,
    " " * 6: PATTERN,
    "yzayzayza": PATTERN,
    "zyxwvutsrq": RUN,
}
EMAIL_SAID = "must not be the e-mail address, nor what is before its @"


class Place(NamedTuple):
    """Somewhere that a password is set: by a call for the address, and the member that it is in."""

    set_password: Callable[[Storefront, Api, str, str], Answer]
    member: str
    done: int


def _sign_up(storefront: Storefront, _api: Api, email: str, password: str) -> Answer:
    return storefront.sign_up(email, password)


def _separate_log_in(storefront: Storefront, _api: Api, email: str, password: str) -> Answer:
    return storefront.sign_up(f"2.{email}", PASSWORD, signup={"email": email, "password": password})


def _seller(_storefront: Storefront, api: Api, email: str, password: str) -> Answer:
    return api.create({"contactEmail": email, "password": password})


def _change(storefront: Storefront, _api: Api, email: str, password: str) -> Answer:
    return change(signed_up(storefront, email), PASSWORD, password)


def _reset(storefront: Storefront, _api: Api, email: str, password: str) -> Answer:
    number = signed_up(storefront, email).number
    request_reset(storefront, email)
    return reset(storefront, sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET), password)


def _invitation(storefront: Storefront, api: Api, email: str, password: str) -> Answer:
    number = api.created({"contactEmail": email})
    return reset(storefront, sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET), password)


PLACES = [
    Place(_sign_up, "password", 201),
    Place(_separate_log_in, "signup.password", 201),
    Place(_seller, "password", 201),
    Place(_change, "newPassword", 204),
    Place(_reset, "password", 204),
    Place(_invitation, "password", 204),
]
everywhere = pytest.mark.parametrize("place", PLACES, ids=lambda each: each.set_password.__name__.strip("_"))


@pytest.mark.parametrize(("password", "reason"), GUESSED.items())
def test_a_sign_up_with_a_password_of_the_first_guesses_is_refused_and_says_why(
    storefront: Storefront, api: Api, email: str, password: str, reason: str
) -> None:
    answer = storefront.sign_up(email, password)

    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    assert reason in answer.problems["password"]
    assert api.numbers() == []


@everywhere
def test_so_is_every_other_place_that_sets_one(
    storefront: Storefront, api: Api, email: str, place: Place
) -> None:
    answer = place.set_password(storefront, api, email, "121212")

    assert (answer.status, {*answer.problems}) == (400, {place.member})
    assert storefront.log_in(email, "121212").status == 401


@everywhere
@pytest.mark.parametrize("part", ["{email}", "{local}"])
def test_the_address_and_its_local_part_are_refused_even_where_common_ones_are_not(
    storefront: Storefront,
    api: Api,
    configure: Callable[[str, object], None],
    email: str,
    place: Place,
    part: str,
) -> None:
    configure("password.refuseCommon", False)
    password = part.format(email=email.upper(), local=email.partition("@")[0])

    answer = place.set_password(storefront, api, email, password)

    assert (answer.status, answer.problems) == (400, {place.member: EMAIL_SAID})
    assert storefront.log_in(email, password).status == 401


@everywhere
def test_a_tenant_may_take_common_ones_and_good_ones_are_taken_anyway(
    storefront: Storefront, api: Api, configure: Callable[[str, object], None], email: str, place: Place
) -> None:
    assert place.set_password(storefront, api, email, "stone wall 7").status == place.done
    configure("password.refuseCommon", False)

    assert place.set_password(storefront, api, f"3.{email}", "michael").status == place.done
    assert storefront.log_in(f"3.{email}", "michael").status == 200
