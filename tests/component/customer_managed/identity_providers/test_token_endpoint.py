"""POST /customer/{tenant}/socialLogin: how codes are redeemed, and endpoints that do not do their work."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pytest

from tests.component.customer_managed.identity_providers.calls import (
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT_URI,
    Sso,
    token_of,
)
from tests.component.customer_managed.identity_providers.published_providers import answers
from tests.component.tenants import Configure
from tests.jwt_issuer import TOKEN_PATH, JwtIssuer, new_key


@pytest.fixture
def endpoint(provider: JwtIssuer, email: str) -> JwtIssuer:
    """A provider whose token endpoint takes every code."""
    provider.describe_itself()
    answers(provider, {"access_token": "provider-token", "id_token": token_of(provider, email)})
    return provider


def test_the_code_is_redeemed_as_the_client_with_all_that_the_storefront_passed_on(
    sso: Sso, endpoint: JwtIssuer, configure: Configure, email: str
) -> None:
    client = {"clientId": "shop: 1", "clientSecret": "s3cret: %/ü"}
    answers(
        endpoint, {"access_token": "provider-token", "id_token": token_of(endpoint, email, aud="shop: 1")}
    )
    configure("sso.odd", {"issuer": endpoint.url, **client})

    answer = sso.log_in("a code", "a-verifier", config="odd")

    assert (answer.status, answer.json["social_access_token"]) == (200, "provider-token")
    ((form, authorization),) = endpoint.forms
    assert form == {
        "grant_type": "authorization_code",
        "code": "a code",
        "redirect_uri": REDIRECT_URI,
        "code_verifier": "a-verifier",
    }
    assert credentials(authorization) == ("shop: 1", "s3cret: %/ü")


def credentials(authorization: str | None) -> tuple[str, str]:
    """Of HTTP Basic, whose parts are encoded as in a form (RFC 6749 §2.3.1)."""
    assert authorization is not None
    client_id, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
    return unquote_plus(client_id), unquote_plus(secret)


def test_without_a_verifier_no_verifier_is_sent(sso: Sso, endpoint: JwtIssuer) -> None:
    assert sso.log_in("code").status == 200

    assert "code_verifier" not in endpoint.forms[0][0]


@pytest.mark.parametrize(("asked", "sent"), [("", "https://shop.example/back"), (REDIRECT_URI, REDIRECT_URI)])
def test_where_the_code_was_sent_may_be_configured_for_storefronts_that_do_not_say(
    sso: Sso, endpoint: JwtIssuer, configure: Configure, asked: str, sent: str
) -> None:
    client = {
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "redirectUri": "https://shop.example/back",
    }
    configure("sso.b2b", {"issuer": endpoint.url, **client})

    answer = sso.log_in("code", config="b2b", redirect_uri=asked)

    assert answer.status == 200, answer.text
    assert endpoint.forms[0][0]["redirect_uri"] == sent


@pytest.mark.parametrize(
    ("methods", "in_body"),
    [
        (None, False),
        ([], False),
        (["client_secret_post", "client_secret_basic"], False),
        (["client_secret_post"], True),
        (["private_key_jwt", "client_secret_post"], True),
        ("client_secret_post", False),
    ],
    ids=str,
)
def test_the_secret_is_in_the_body_only_where_the_provider_accepts_no_header(
    sso: Sso, endpoint: JwtIssuer, methods: Any, in_body: bool
) -> None:
    endpoint.describe_itself(token_endpoint_auth_methods_supported=methods)

    assert sso.log_in("code").status == 200

    ((form, authorization),) = endpoint.forms
    assert (authorization is None) == in_body
    told = (form.get("client_id"), form.get("client_secret"))
    assert told == ((CLIENT_ID, CLIENT_SECRET) if in_body else (None, None))


def test_the_token_url_that_is_configured_comes_before_the_one_discovered(
    sso: Sso, endpoint: JwtIssuer, configure: Configure
) -> None:
    endpoint.documents["/other?a=b"] = endpoint.documents.pop(TOKEN_PATH)
    configured = {"issuer": endpoint.url, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET}
    configure("sso.other", {**configured, "tokenUrl": f"{endpoint.url}/other?a=b"})

    assert sso.log_in("code").status == 424
    assert sso.log_in("code", config="other").status == 200


@pytest.mark.parametrize("status", [400, 401, 403])
@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error": 1}', b'{"error": "canary"}'], ids=repr)
def test_a_code_that_the_provider_refuses_is_refused(
    sso: Sso, endpoint: JwtIssuer, status: int, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answers(endpoint, (status, body))

    answer = sso.log_in("canary")

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert f"{endpoint.url} refuses a code: {status}" in caplog.text
    assert "canary" not in caplog.text + answer.text


@pytest.mark.parametrize(
    "document",
    [
        (500, b""),
        (503, b"{}"),
        (429, b""),
        (302, b"/elsewhere"),
        (204, b""),
        (200, b"<html>"),
        (200, b"x" * (256 * 1024 + 1)),
        [],
        {"access_token": "a"},
        {"id_token": "a"},
        {"access_token": 1, "id_token": None},
    ],
    ids=lambda document: str(document)[:30],
)
def test_a_token_endpoint_that_does_not_answer_as_one_is_down(
    sso: Sso, endpoint: JwtIssuer, document: Any
) -> None:
    answers(endpoint, document)

    answer = sso.log_in("code")

    assert (answer.status, answer.json["type"]) == (424, "identity_provider_unavailable")
    assert endpoint.requests[-1] == TOKEN_PATH


@pytest.mark.parametrize(
    "changes",
    [
        {"token_endpoint": None},
        {"token_endpoint": 7},
        {"token_endpoint": "http://login.example.com/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"issuer": "https://other.example.com"},
    ],
    ids=str,
)
def test_discovery_that_does_not_lead_to_a_token_endpoint_leads_nowhere(
    sso: Sso, endpoint: JwtIssuer, changes: dict[str, Any]
) -> None:
    endpoint.describe_itself(**changes)

    assert sso.log_in("code").status == 424
    assert endpoint.forms == []


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-shop"},
        {"iss": "https://other.example.com"},
        {"key": new_key()},
        {"exp": 1},
        {"sub": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_id_token_that_is_not_good_opens_nothing(
    sso: Sso, endpoint: JwtIssuer, email: str, changes: dict[str, Any]
) -> None:
    answers(endpoint, {"access_token": "a", "id_token": token_of(endpoint, email, **changes)})

    assert sso.log_in("code").status == 400


def test_for_an_id_token_the_audience_of_exchanges_does_not_count(
    sso: Sso, endpoint: JwtIssuer, configure: Configure, email: str
) -> None:
    configured = {"issuer": endpoint.url, "audience": "api", "clientId": CLIENT_ID}
    configure("sso.api", configured)

    for_client = sso.log_in("code", config="api")
    answers(endpoint, {"access_token": "a", "id_token": token_of(endpoint, email, aud="api")})
    for_audience = sso.log_in("code", config="api")

    assert (for_client.status, for_audience.status) == (200, 400)


class TestState:
    """The OAuth `state` with which the storefront sent the customer to the provider."""

    @pytest.fixture
    def other(self, sso: Sso, endpoint: JwtIssuer, configure: Configure, email: str) -> Iterator[JwtIssuer]:
        """Another provider beside the default one."""
        with JwtIssuer() as running:
            running.describe_itself()
            answers(
                running, {"access_token": "of the other", "id_token": token_of(running, email, aud=CLIENT_ID)}
            )
            configure(
                "sso.keycloak-de_2", {"issuer": running.url, "clientId": CLIENT_ID, "clientSecret": "s"}
            )
            yield running

    @pytest.mark.parametrize("state", ["keycloak-de_2--u4Zk1x", "keycloak-de_2--", "keycloak-de_2--a--b"])
    def test_chooses_the_provider_that_it_begins_with(self, sso: Sso, other: JwtIssuer, state: str) -> None:
        answer = sso.log_in("code", state=state)

        assert (answer.status, answer.json["social_access_token"]) == (200, "of the other")

    @pytest.mark.parametrize(
        "state",
        [
            "u4Zk1x",
            "",
            "--x",
            "keycloak-de_2",
            "keycloak-de_2-u4",
            "unknown--x",
            "Keycloak-de_2--x",
            "ä b--x",
        ],
    )
    def test_that_names_no_provider_leaves_it_to_the_default_one(
        self, sso: Sso, other: JwtIssuer, state: str
    ) -> None:
        answer = sso.log_in("code", state=state)

        assert (answer.status, answer.json["social_access_token"]) == (200, "provider-token")
        assert other.forms == []

    def test_comes_after_the_provider_that_is_asked_for(self, sso: Sso, other: JwtIssuer) -> None:
        chosen = sso.log_in("code", config="default", state="keycloak-de_2--x")
        unknown = sso.log_in("code", config="unknown", state="keycloak-de_2--x")

        assert (chosen.status, chosen.json["social_access_token"]) == (200, "provider-token")
        assert (unknown.status, unknown.json["type"]) == (400, "bad_request")
        assert other.forms == []
