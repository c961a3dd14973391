"""POST /customer/{tenant}/exchangeauthtoken: which tokens of which providers are accepted."""

import base64
import hashlib
import hmac
import json
import logging
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from customer_managed.sessions import exchange_token
from shared.adapters.tokens import identity_providers, kept
from shared.domain.errors import ProviderUnavailable
from shared.domain.log_in.identity_providers import IdentityProvider
from shared.runtime.environment import environment
from shared.runtime.wiring import Wiring, wiring
from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, EXCHANGE, Sso, token_of
from tests.component.customer_managed.storefront import Storefront
from tests.component.tenants import Configure, set_value
from tests.jwt_issuer import RSA_KEY, JwtIssuer, new_key


def test_a_token_of_the_provider_is_exchanged_for_a_session(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    token = token_of(provider, email)

    answer = sso.exchange(token)

    tokens = answer.json
    assert answer.status == 200
    assert tokens.keys() == {
        "subject_access_token",
        "access_token",
        "saas_token",
        "refresh_token",
        "refresh_token_expires_in",
        "session_idle_time",
        "token_type",
        "expires_in",
        "scope",
        "session_id",
    }
    assert tokens["subject_access_token"] == token
    assert tokens["session_id"] == sso.storefront.visit["sessionId"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert sso.me(tokens["access_token"])["contactEmail"] == email
    assert sso.storefront.refresh(tokens["refresh_token"]).status == 200
    assert sso.storefront.log_out(tokens["access_token"]).status == 204


def test_a_token_signed_with_rsa_is_accepted(sso: Sso, provider: JwtIssuer, email: str) -> None:
    provider.keys["rsa"] = RSA_KEY

    assert sso.exchange(token_of(provider, email, kid="rsa")).status == 200


@pytest.mark.parametrize(
    "audience", [[CLIENT_ID, "other"], "api"], ids=["one of several", "the one that is configured"]
)
def test_a_token_is_for_the_audience_that_is_configured_or_else_the_client(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str, audience: Any
) -> None:
    configure("sso.api", {"issuer": provider.url, "audience": "api", "clientId": CLIENT_ID})

    answers = [sso.exchange(token_of(provider, email, aud=audience), config=c) for c in (None, "api")]

    assert [a.status for a in answers] == ([400, 200] if audience == "api" else [200, 400])


def test_an_access_token_without_audience_is_for_the_client_that_it_names(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    ours = sso.exchange(token_of(provider, email, aud=None, client_id=CLIENT_ID))
    others = sso.exchange(token_of(provider, email, aud=None, client_id="other"))

    assert (ours.status, others.status) == (200, 400)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-shop"},
        {"aud": None},
        {"iss": "https://other.example.com"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"nbf": 2**32},
        {"sub": None},
        {"sub": "x" * 300},
        {"headers": {"typ": "logout+jwt"}},
        {"kid": "unknown", "key": new_key()},
        {"kid": "first", "key": new_key()},
        {"kid": "first", "key": RSA_KEY},
    ],
    ids=lambda changes: str({name: str(value)[:20] for name, value in changes.items()}),
)
def test_a_token_that_is_not_good_is_refused(
    sso: Sso, provider: JwtIssuer, email: str, changes: dict[str, Any]
) -> None:
    answer = sso.exchange(token_of(provider, email, **changes))

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert answer.json["message"] == "The token is not a valid token of the identity provider."


@pytest.mark.parametrize("token", ["x", "a.b.c", "é.é.é", "." * 5000])
def test_a_text_that_is_not_a_token_is_refused(sso: Sso, provider: JwtIssuer, token: str) -> None:
    assert sso.exchange(token).status == 400
    assert provider.requests == []


def test_for_a_token_of_another_issuer_the_provider_is_not_even_asked(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    assert sso.exchange(token_of(provider, email, iss="https://other.example.com")).status == 400
    assert provider.requests == []


def forged(header: dict[str, Any], claims: dict[str, Any], secret: bytes | None) -> str:
    def segment(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    signed = f"{segment(json.dumps(header).encode())}.{segment(json.dumps(claims).encode())}"
    signature = b"" if secret is None else hmac.digest(secret, signed.encode(), hashlib.sha256)
    return f"{signed}.{segment(signature)}"


def test_an_unsigned_token_or_one_signed_with_the_public_key_as_secret_is_refused(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    provider.keys["rsa"] = RSA_KEY
    claims = jwt.decode(token_of(provider, email), options={"verify_signature": False})
    pem = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    unsigned = sso.exchange(forged({"alg": "none", "kid": "rsa", "typ": "JWT"}, claims, None))
    confused = sso.exchange(forged({"alg": "HS256", "kid": "rsa", "typ": "JWT"}, claims, pem))
    mislabelled = sso.exchange(forged({"alg": "RS256", "kid": "rsa", "typ": "JWT"}, claims, pem))

    assert [unsigned.status, confused.status, mislabelled.status] == [400, 400, 400]


def test_keys_that_have_rotated_are_known_with_their_first_token(
    sso: Sso, provider: JwtIssuer, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "RETRY_SECONDS", 0)
    old = token_of(provider, email)
    before = sso.exchange(old)
    provider.keys = {"second": new_key()}

    after = sso.exchange(token_of(provider, email, kid="second"))
    gone = sso.exchange(old)

    assert [before.status, after.status, gone.status] == [200, 200, 400]


def test_while_the_provider_is_down_nothing_is_decided(
    sso: Sso, provider: JwtIssuer, email: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider.fails()

    answer = sso.exchange(token_of(provider, email))

    assert (answer.status, answer.json["type"]) == (424, "identity_provider_unavailable")
    assert answer.headers["Retry-After"] == "60"
    assert provider.url in caplog.text
    assert email not in caplog.text


def test_a_provider_that_nobody_listens_for_is_down(sso: Sso, configure: Configure, email: str) -> None:
    with JwtIssuer() as gone:
        configure("sso.default", {"issuer": gone.url, "clientId": CLIENT_ID})
        token = token_of(gone, email)

    assert sso.exchange(token).status == 424


@pytest.mark.parametrize("config", ["unknown", "a b", "x" * 2000, "../restrictions"])
def test_a_provider_that_is_not_configured_is_refused(
    sso: Sso, provider: JwtIssuer, email: str, config: str
) -> None:
    answer = sso.exchange(token_of(provider, email), config=config)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert "config" in answer.json["message"]


def test_without_any_provider_there_is_no_exchange(sso: Sso) -> None:
    assert sso.exchange("x").status == 400


def test_a_configuration_that_would_accept_every_token_of_its_issuer_is_refused(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str
) -> None:
    configure("sso.open", {"issuer": provider.url})

    answer = sso.exchange(token_of(provider, email), config="open")

    assert answer.status == 400
    assert "audience" in answer.json["message"]


def test_a_provider_of_another_tenant_is_unknown(
    sso: Sso, provider: JwtIssuer, other_tenant: str, email: str
) -> None:
    set_value(other_tenant, "sso.theirs", {"issuer": provider.url, "clientId": CLIENT_ID})

    assert sso.exchange(token_of(provider, email), config="theirs").status == 400


@pytest.mark.parametrize("name", ["subjectAccessToken", "config"])
def test_a_parameter_that_is_given_twice_is_refused(storefront: Storefront, name: str) -> None:
    query = f"subjectAccessToken=x&{name}=a&{name}=b"

    answer = storefront.call(exchange_token.lambda_handler, EXCHANGE, query=query)

    assert (answer.status, name in answer.json["message"]) == (400, True)


def test_the_token_has_to_be_there(storefront: Storefront) -> None:
    answer = storefront.call(exchange_token.lambda_handler, EXCHANGE)

    assert (answer.status, "subjectAccessToken" in answer.json["message"]) == (400, True)


def test_what_is_configured_is_kept_for_a_minute(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sso.exchange(token_of(provider, email))
    configure("sso.default", {"issuer": provider.url, "clientId": "another-shop"})

    kept = sso.exchange(token_of(provider, email))
    clock = wiring().identity_providers._clock
    later = identity_providers.CACHE_SECONDS + 1
    monkeypatch.setattr(wiring().identity_providers, "_clock", lambda: clock() + later)
    renewed = sso.exchange(token_of(provider, email))

    assert [before.status, kept.status, renewed.status] == [200, 200, 400]


def test_in_lambda_a_tenant_cannot_have_the_function_call_its_own_machine(
    provider: JwtIssuer, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
    providers = Wiring(environment=environment.__wrapped__(), table=wiring().table).identity_providers
    configured = IdentityProvider(issuer=provider.url, client_id=CLIENT_ID)

    with pytest.raises(ProviderUnavailable):
        providers.exchangeable(configured, token_of(provider, email))

    assert provider.requests == []


def test_in_a_container_of_sam_local_it_may_be_this_machine(
    provider: JwtIssuer, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
    monkeypatch.setenv("AWS_SAM_LOCAL", "true")
    providers = Wiring(environment=environment.__wrapped__(), table=wiring().table).identity_providers
    configured = IdentityProvider(issuer=provider.url, client_id=CLIENT_ID)

    assert providers.exchangeable(configured, token_of(provider, email)).identity.email == email


def test_tokens_secrets_and_persons_do_not_show_in_what_is_logged(
    sso: Sso, provider: JwtIssuer, email: str, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    caplog.set_level(logging.INFO)
    tokens = [token_of(provider, email), token_of(provider, email, aud="other"), f"x.{email}.y"]
    for token in tokens:
        sso.exchange(token)
    provider.fails()
    tokens.append(token_of(provider, email, kid="unknown", key=new_key()))
    sso.exchange(tokens[-1])

    printed = caplog.text + "".join(capfd.readouterr())
    assert not [secret for secret in (*tokens, email, "s3cret") if secret in printed]
