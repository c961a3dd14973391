"""POST /customer/{tenant}/socialLogin, with a real provider: authorization code and PKCE."""

import logging
import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from joserfc.jwk import JWKRegistry

from shared.adapters.tokens import kept
from tests.component.api import Api
from tests.component.customer_managed.identity_providers.browser import Browser
from tests.component.customer_managed.identity_providers.calls import (
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT_URI,
    Sso,
)
from tests.component.customer_managed.storefront import claims_of
from tests.component.process import forget
from tests.component.tenants import Configure

if TYPE_CHECKING:
    from pytest_iam import Server

OURS = ("shared", "customer-service")


@pytest.fixture(scope="session")
def iam(request: pytest.FixtureRequest) -> "Server":
    """The provider's server. Its plugin takes a second to load: only the process that needs it does so."""
    import pytest_iam

    request.config.pluginmanager.register(pytest_iam, "loaded when it is needed")
    server: Server = request.getfixturevalue("iam_server")
    return server


@pytest.fixture
def client(iam: "Server") -> Any:
    """The shop as the provider knows it."""
    return register(iam, CLIENT_ID, CLIENT_SECRET)


def register(iam: "Server", client_id: str, secret: str | None, **others: Any) -> Any:
    known = iam.backend.get(iam.models.Client, client_id=client_id)
    if known is not None:
        iam.backend.delete(known)
    client = iam.models.Client(
        client_id=client_id,
        client_secret=secret,
        client_name=client_id,
        client_uri="https://shop.example.com",
        redirect_uris=[REDIRECT_URI],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "email", "phone"],
        id_token_signed_response_alg="RS256",
        **{"token_endpoint_auth_method": "client_secret_basic", **others},
    )
    iam.backend.save(client)
    iam.backend.update(client, audience=[client])
    iam.backend.save(client)
    return client


@pytest.fixture
def issuer(iam: "Server", client: Any, configure: Configure) -> str:
    """The provider, which the tenant has configured as its default one."""
    url = iam.url.rstrip("/")
    configure("sso.default", {"issuer": url, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET})
    return url


@pytest.fixture
def browser(iam: "Server", issuer: str, email: str) -> Browser:
    """Anna's, at the provider."""
    password, user_name = secrets.token_hex(8), f"anna-{secrets.token_hex(4)}"
    iam.random_user(
        user_name=user_name,
        password=password,
        emails=[email],
        given_name="Anna",
        family_name="Kowalska",
        phone_numbers=["+49 30 1234567"],
        preferred_language="de",
    )
    return Browser(issuer, user_name, password)


def test_a_customer_who_logs_in_at_the_provider_is_logged_in_here(
    sso: Sso, browser: Browser, issuer: str, api: Api, email: str
) -> None:
    answer = sso.log_in(browser.code(), browser.verifier)

    tokens = answer.json
    assert answer.status == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    published = {
        name: tokens[name] for name in ("expires_in", "refresh_token_expires_in", "session_idle_time")
    }
    assert published == {
        "expires_in": "14400",
        "refresh_token_expires_in": "2592000",
        "session_idle_time": 14400,
    }
    assert (tokens["token_type"], tokens["expiresIn"]) == ("Bearer", 14400)
    assert tokens["scope"] == claims_of(tokens["access_token"])["scope"]
    assert tokens["session_id"] == sso.storefront.visit["sessionId"]
    assert tokens["accessToken"] == tokens["access_token"]
    assert tokens["saasToken"] == tokens["saas_token"]
    assert tokens["initialPassword"] == "false"
    profile = sso.me(tokens["access_token"])
    assert (profile["firstName"], profile["lastName"]) == ("Anna", "Kowalska")
    assert (profile["contactEmail"], profile["preferredLanguage"]) == (email, "de")
    assert profile["accounts"] == [{"id": email, "providerId": browser.user_name}]
    given = jwt.decode(tokens["social_id_token"], options={"verify_signature": False})
    assert (given["iss"], given["aud"], given["email"]) == (issuer, [CLIENT_ID], email)
    assert tokens["social_access_token"] not in {"", tokens["access_token"]}


def test_a_returning_visitor_is_the_same_customer(sso: Sso, browser: Browser) -> None:
    answers = [sso.log_in(browser.code(), browser.verifier) for _ in range(2)]

    numbers = {claims_of(answer.json["access_token"])["customerNumber"] for answer in answers}
    assert len(numbers) == 1


def test_the_id_token_can_be_exchanged_where_that_is_configured(
    sso: Sso, browser: Browser, issuer: str, configure: Configure
) -> None:
    configure("sso.mobile", {"issuer": issuer, "clientId": CLIENT_ID, "acceptsIdTokens": True})
    first = sso.log_in(browser.code(), browser.verifier).json

    refused = sso.exchange(first["social_id_token"])
    second = sso.exchanged(first["social_id_token"], config="mobile")

    assert (refused.status, "ID tokens" in refused.json["message"]) == (400, True)

    both = [claims_of(tokens["access_token"])["customerNumber"] for tokens in (first, second)]
    assert both[0] == both[1]


@pytest.mark.parametrize("session", ["another", "", "5d1e2c7a9b404f7e8a6c3d2b1f0e9d8c"])
def test_the_session_is_that_of_the_token_whatever_the_header_says(
    sso: Sso, browser: Browser, session: str
) -> None:
    answer = sso.log_in(browser.code(), browser.verifier, headers={"session-id": session})

    assert (answer.status, answer.json["session_id"]) == (200, sso.storefront.visit["sessionId"])


def refused(answer: Any) -> None:
    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert answer.json["message"] == "The identity provider does not accept the authorization code."


def test_a_code_is_worth_nothing_without_its_verifier(sso: Sso, browser: Browser) -> None:
    refused(sso.log_in(browser.code(), secrets.token_urlsafe(48)))
    refused(sso.log_in(browser.code()))


def test_a_code_is_good_once(sso: Sso, browser: Browser) -> None:
    code = browser.code()

    first, second = (sso.log_in(code, browser.verifier) for _ in range(2))

    assert first.status == 200
    refused(second)


def test_a_code_is_for_the_page_that_it_was_sent_to(sso: Sso, browser: Browser) -> None:
    refused(sso.log_in(browser.code(), browser.verifier, redirect_uri="https://other.example.com"))


def test_a_made_up_code_is_refused(sso: Sso, issuer: str) -> None:
    refused(sso.log_in("made-up"))


def test_a_wrong_client_secret_is_refused_and_logged_for_the_operator(
    sso: Sso, browser: Browser, issuer: str, configure: Configure, caplog: pytest.LogCaptureFixture
) -> None:
    configure("sso.wrong", {"issuer": issuer, "clientId": CLIENT_ID, "clientSecret": "wrong-secret"})

    refused(sso.log_in(browser.code(), browser.verifier, config="wrong"))

    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith(OURS))
    assert "invalid_client" in ours
    assert "wrong-secret" not in ours


def test_a_public_client_needs_no_secret(
    sso: Sso, iam: "Server", browser: Browser, issuer: str, configure: Configure
) -> None:
    register(iam, "public-shop", None, token_endpoint_auth_method="none")
    configure("sso.public", {"issuer": issuer, "clientId": "public-shop"})

    answer = sso.log_in(browser.code("public-shop"), browser.verifier, config="public")

    assert answer.status == 200, answer.text


def test_an_id_token_for_another_shop_is_refused(
    sso: Sso, iam: "Server", client: Any, browser: Browser
) -> None:
    other = register(iam, "another-shop", "secret")
    iam.backend.update(client, audience=[other])
    iam.backend.save(client)

    answer = sso.log_in(browser.code(), browser.verifier)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert answer.json["message"] == "The token is not a valid token of the identity provider."


@pytest.fixture
def rotate(iam: "Server", monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Gives the provider another key, until the test ends, and returns its id."""

    def to_another_key() -> str:
        key = JWKRegistry.generate_key("RSA", 2048)
        key.ensure_kid()
        monkeypatch.setitem(iam.app.config["CANAILLE_OIDC"], "ACTIVE_JWKS", [key.as_dict(private=True)])
        return str(key.kid)

    yield to_another_key
    forget("identity_providers", "provider_log_in_ports")


def test_the_providers_next_key_is_known_with_its_first_token(
    sso: Sso, browser: Browser, rotate: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "RETRY_SECONDS", 0)
    before = sso.log_in(browser.code(), browser.verifier)
    kid = rotate()

    after = sso.log_in(browser.code(), browser.verifier)

    kids = [jwt.get_unverified_header(a.json["social_id_token"])["kid"] for a in (before, after)]
    assert (after.status, kids[1]) == (200, kid)
    assert kids[0] != kid


@pytest.mark.parametrize("name", ["code", "redirect_uri"])
def test_code_and_page_have_to_be_there(sso: Sso, issuer: str, name: str) -> None:
    answer = sso.log_in(**{"code": "code", "redirect_uri": REDIRECT_URI, name: ""})

    assert (answer.status, name in answer.json["message"]) == (400, True)


def test_a_provider_without_client_id_gives_no_tokens(sso: Sso, issuer: str, configure: Configure) -> None:
    configure("sso.api", {"issuer": issuer, "audience": "api"})

    answer = sso.log_in("code", config="api")

    assert (answer.status, "clientId" in answer.json["message"]) == (400, True)
    assert sso.log_in("code", config="unknown").status == 400


def test_codes_tokens_secrets_and_persons_do_not_show_in_what_is_logged(
    sso: Sso, browser: Browser, email: str, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    caplog.set_level(logging.INFO, "shared")
    code = browser.code()
    tokens = sso.log_in(code, browser.verifier).json
    sso.log_in(code, browser.verifier)

    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith(OURS))
    printed = ours + "".join(capfd.readouterr())
    secrets_used = [code, browser.verifier, email, browser.user_name, CLIENT_SECRET]
    secrets_used += [tokens["social_access_token"], tokens["social_id_token"], tokens["access_token"]]
    assert not [secret for secret in secrets_used if secret in printed]
