"""How the keys of an issuer are found, kept, renewed and gone without."""

import socket
from typing import Any

import pytest

from shared.adapters.tokens.kept import (
    FAILURE_SECONDS,
    FRESH_SECONDS,
    RETRY_SECONDS,
    STALE_SECONDS,
    KeysUnavailable,
)
from shared.adapters.tokens.key_sets import KeySet
from shared.adapters.web import client as web
from shared.adapters.web.client import MAX_ANSWER_BYTES, checked_url
from tests.clock import Clock
from tests.jwt_issuer import DISCOVERY_PATH, JWKS_PATH, JwtIssuer, new_key, public_jwk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(issuer: JwtIssuer, clock: Clock) -> KeySet:
    return KeySet(issuer.url, issuer.url + JWKS_PATH, clock)


def test_keys_are_read_once_for_many_tokens(issuer: JwtIssuer, keys: KeySet, clock: Clock) -> None:
    first = keys.key("first")
    clock.time += FRESH_SECONDS - 1

    assert first is not None
    assert keys.key("first") is first
    assert issuer.requests == [JWKS_PATH]


def test_keys_are_read_again_when_they_are_no_longer_fresh(
    issuer: JwtIssuer, keys: KeySet, clock: Clock
) -> None:
    keys.key("first")
    issuer.keys = {"second": new_key()}
    clock.time += FRESH_SECONDS

    assert keys.key("first") is None
    assert keys.key("second") is not None


def test_a_new_key_is_known_with_its_first_token(issuer: JwtIssuer, keys: KeySet, clock: Clock) -> None:
    keys.key("first")
    issuer.keys["second"] = new_key()
    clock.time += RETRY_SECONDS

    assert keys.key("second") is not None
    assert keys.key("first") is not None
    assert issuer.fetches == 2


def test_made_up_key_ids_do_not_hammer_the_issuer(issuer: JwtIssuer, keys: KeySet, clock: Clock) -> None:
    keys.key("first")
    for number in range(100):
        assert keys.key(f"made-up-{number}") is None
        clock.time += RETRY_SECONDS / 50

    assert issuer.fetches <= 3
    assert keys.key("first") is not None


def test_without_keys_nothing_can_be_decided(issuer: JwtIssuer, keys: KeySet, clock: Clock) -> None:
    issuer.fails()

    for _ in range(3):
        with pytest.raises(KeysUnavailable):
            keys.key("first")
        clock.time += RETRY_SECONDS
    assert issuer.fetches == 1

    issuer.recovers()
    clock.time += FAILURE_SECONDS
    assert keys.key("first") is not None


def test_known_keys_outlive_an_outage_of_their_issuer_for_a_while(
    issuer: JwtIssuer, keys: KeySet, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    keys.key("first")
    issuer.fails()

    clock.time += STALE_SECONDS - 1
    assert keys.key("first") is not None
    assert issuer.url in caplog.text

    clock.time += RETRY_SECONDS
    with pytest.raises(KeysUnavailable):
        keys.key("first")


def test_an_unknown_key_cannot_be_refused_while_its_issuer_is_down(
    issuer: JwtIssuer, keys: KeySet, clock: Clock
) -> None:
    keys.key("first")
    issuer.fails()
    clock.time += RETRY_SECONDS

    with pytest.raises(KeysUnavailable):
        keys.key("second")
    assert keys.key("first") is not None


def test_an_issuer_that_nobody_listens_for_is_unavailable(clock: Clock) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"

        with pytest.raises(KeysUnavailable):
            KeySet(url, url + JWKS_PATH, clock).key("first")


def test_an_issuer_that_does_not_answer_is_given_up(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(KeysUnavailable):
            KeySet(url, url + JWKS_PATH, clock).key("first")


@pytest.mark.parametrize(
    "document",
    [
        (200, b"<html>"),
        (200, b"[" * 5000),
        (200, b" " * (MAX_ANSWER_BYTES + 1)),
        (404, b"{}"),
        [],
        {},
        {"keys": None},
        {"keys": ["key"]},
        {"keys": [{}]},
        {"keys": [{"kty": "EC", "crv": "P-256", "kid": "first", "x": "AA", "y": "AA"}]},
        {"keys": [{"kty": "RSA", "kid": "first"}]},
    ],
    ids=lambda document: str(document)[:40],
)
def test_an_answer_that_is_not_a_key_set_counts_as_none(
    issuer: JwtIssuer, keys: KeySet, document: Any
) -> None:
    issuer.documents[JWKS_PATH] = document

    with pytest.raises(KeysUnavailable):
        keys.key("first")


def test_redirects_are_not_followed(issuer: JwtIssuer, keys: KeySet) -> None:
    issuer.documents["/elsewhere"] = {"keys": [public_jwk(issuer.keys["first"], "first")]}
    issuer.documents[JWKS_PATH] = (302, b"/elsewhere")

    with pytest.raises(KeysUnavailable):
        keys.key("first")
    assert issuer.requests == [JWKS_PATH]


@pytest.mark.parametrize(
    "changes", [{"use": "enc"}, {"alg": "ES384"}, {"alg": "HS256"}, {"kty": "OKP"}, {"crv": "P-384"}], ids=str
)
def test_keys_for_something_else_are_passed_over(
    issuer: JwtIssuer, keys: KeySet, changes: dict[str, str]
) -> None:
    other = {**public_jwk(new_key(), "other"), **changes}
    issuer.documents[JWKS_PATH] = {"keys": [other, public_jwk(issuer.keys["first"], "first")]}

    assert keys.key("other") is None
    assert keys.key("first") is not None


def test_discovery_says_where_the_keys_are(issuer: JwtIssuer, clock: Clock) -> None:
    issuer.documents[DISCOVERY_PATH] = {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/keys?v=1"}
    issuer.documents["/keys?v=1"] = {"keys": [public_jwk(issuer.keys["first"], "first")]}

    assert KeySet(issuer.url, clock=clock).key("first") is not None
    assert issuer.requests == [DISCOVERY_PATH, "/keys?v=1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://other.example"},
        {"jwks_uri": None},
        {"jwks_uri": 1},
        {"jwks_uri": "http://keys.example/jwks.json"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "http://127.0.0.1:99999/"},
        {"jwks_uri": "http://127.0.0.1/schlüssel"},
    ],
    ids=str,
)
def test_discovery_that_does_not_lead_to_keys_leads_nowhere(
    issuer: JwtIssuer, clock: Clock, changes: dict[str, Any]
) -> None:
    issuer.documents[DISCOVERY_PATH] = {"issuer": issuer.url, "jwks_uri": issuer.url + JWKS_PATH, **changes}

    with pytest.raises(KeysUnavailable):
        KeySet(issuer.url, clock=clock).key("first")
    assert issuer.fetches == 0


@pytest.mark.parametrize("document", [[], "document", None])
def test_a_discovery_document_must_be_an_object(issuer: JwtIssuer, clock: Clock, document: Any) -> None:
    issuer.documents[DISCOVERY_PATH] = document

    with pytest.raises(KeysUnavailable):
        KeySet(issuer.url, clock=clock).key("first")


@pytest.mark.parametrize(
    "url",
    [
        "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
        "https://login.example:8443",
        "http://localhost:8080",
        "http://abc.execute-api.localhost:4566",
        "http://127.0.0.1:1",
        "http://[::1]:8080/",
    ],
)
def test_keys_may_be_read_over_tls_or_from_this_machine(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "login.example",
        "http://login.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "http://10.0.0.1",
        "ftp://localhost",
        "file:///etc/passwd",
        "https://",
        "https://user:password@login.example",
        "https://login.example:port",
        "https://login.example/#keys",
        "https://[login.example",
    ],
)
def test_keys_may_not_be_read_from_anywhere_else(url: str) -> None:
    with pytest.raises(ValueError, match=r"not an https URL|Port|IPv6"):
        checked_url(url)
