"""Refused log-ins look alike whatever they are refused for: the same answer after the same work."""

from collections import Counter
from typing import Any

import argon2
import pytest

from customer_managed.sessions import log_in
from tests.component.api import Answer
from tests.component.customer_managed.sessions.refused_accounts import KINDS, refused_account
from tests.component.customer_managed.storefront import Storefront
from tests.component.wire import Wire

every_kind = pytest.mark.parametrize("kind", KINDS)
WORK = Counter(BatchGetItem=1, PutItem=1, UpdateItem=2, Query=1)
ROUTE = "POST /customer/{tenant}/login"


@pytest.fixture
def native_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parameters of the argon2id hashes that are computed from now on."""
    computed: list[str] = []
    verify = argon2.PasswordHasher.verify

    def noting(self: argon2.PasswordHasher, encoded: str, password: bytes) -> Any:
        computed.append(encoded.rpartition("$")[0].rpartition("$")[0])
        return verify(self, encoded, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", noting)
    return computed


def refused(storefront: Storefront, kind: str, email: str, wire: Wire) -> Answer:
    """The answer to a log-in of this kind, all that is kept in memory being there."""
    address, password = refused_account(kind, storefront.tenant, email)
    token = storefront.new_visit()["access_token"]
    handler = wire.through(log_in.lambda_handler)
    body = {"email": address, "password": password}
    with wire.counting():
        return storefront.call(handler, ROUTE, body, token=token)


@every_kind
def test_the_answer_is_the_same(storefront: Storefront, email: str, kind: str) -> None:
    answer = refused(storefront, kind, email, Wire())

    assert answer.status == 401
    assert (
        answer.text == '{"status":401,"type":"unauthorized","message":"E-mail address or password is wrong."}'
    )
    assert answer.headers == {
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": "a-request",
        "Content-Type": "application/json",
    }


@every_kind
def test_the_requests_are_the_same(storefront: Storefront, email: str, kind: str) -> None:
    wire = Wire()

    refused(storefront, kind, email, wire)

    # Of the source's first failure the count is tried to be raised, then begun.
    assert wire.requests == WORK


@every_kind
def test_one_native_hash_is_computed(
    storefront: Storefront, email: str, kind: str, native_checks: list[str]
) -> None:
    refused(storefront, kind, email, Wire())

    assert native_checks == ["$argon2id$v=19$m=19456,t=2,p=1"]


@every_kind
def test_it_takes_the_same_number_of_tries_until_one_has_to_wait(
    storefront: Storefront, email: str, kind: str
) -> None:
    address, _ = refused_account(kind, storefront.tenant, email)

    answers = [storefront.log_in(address, f"guess {number}") for number in range(7)]

    assert [answer.status for answer in answers] == [401] * 5 + [429] * 2
    assert {answer.text for answer in answers[5:]} == {
        '{"status":429,"type":"too_many_requests","message":"Too many failed log-ins; try again later."}'
    }
    assert all(0 < int(answer.headers["Retry-After"]) <= 15 for answer in answers[5:])


def test_a_right_password_is_not_asked_for_more_than_a_wrong_one(
    storefront: Storefront, email: str, native_checks: list[str]
) -> None:
    storefront.sign_up(email)

    storefront.logged_in(email)

    assert len(native_checks) == 1
