"""Tokens and keys of identity providers that are not what they should be, or come twice."""

import base64
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_managed.sessions import exchange_token
from shared.adapters.tokens.identity_providers import MAX_LIFE_SECONDS
from shared.adapters.tokens.key_sets import KeySet, verification_keys
from shared.adapters.web.client import Unreachable
from shared.domain.errors import BadParameter, ValidationFailed
from shared.domain.key_sets import MAX_KEYS
from shared.domain.log_in.identity_providers import IdentityProvider, fingerprint_of
from shared.runtime.wiring import wiring
from tests.component.api import Answer
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, Sso, token_of
from tests.component.customer_managed.identity_providers.conftest import provider, sso
from tests.component.tenants import Configure
from tests.component.wire import Wire
from tests.jwt_issuer import DISCOVERY_PATH, JWKS_PATH, RSA_KEY, TOKEN_PATH, JwtIssuer, public_jwk

__all__ = ["email", "provider", "sso", "storefront"]


def answered(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["type"]


class TestOnce:
    def test_a_token_is_exchanged_once(self, sso: Sso, provider: JwtIssuer, email: str) -> None:
        token = token_of(provider, email)
        first = sso.exchange(token)
        again = [sso.exchange(token), sso.exchange(token, visit=sso.storefront.new_visit())]

        assert first.status == 200
        assert [answered(answer) for answer in again] == [(400, "bad_request")] * 2
        assert "before" in again[0].json["message"]

    def test_of_many_at_the_same_time_one_is_answered(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        token = token_of(provider, email)
        visits = [sso.storefront.new_visit() for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda visit: sso.exchange(token, visit=visit).status, visits))

        assert sorted(statuses) == [200] + [400] * 7

    def test_nor_again_with_another_text_of_its_signature(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        token = token_of(provider, email)
        assert sso.exchange(token).status == 200

        for other in signed_alike(token):
            jwt.decode(other, provider.keys["first"].public_key(), ["ES256"], options={"verify_aud": False})
            assert answered(sso.exchange(other)) == (400, "bad_request")

    def test_an_exchange_is_not_taken_for_a_second_one_when_an_answer_of_the_table_is_lost(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        wire = Wire()
        token = token_of(provider, email)
        wire.fail("PutItem", "lost", times=1)

        assert sso.exchange(token, handler=wire.through(exchange_token.lambda_handler)).status == 200
        assert sso.exchange(token).status == 400

    def test_one_that_somebody_may_not_log_in_with_is_used_up_too(
        self, sso: Sso, provider: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("ssoCustomerAutoprovisioningDisabled", True)
        token = token_of(provider, email)

        first, second = sso.exchange(token), sso.exchange(token)

        assert first.status in {401, 404}
        assert second.status == 400

    def test_another_tenant_of_the_same_provider_knows_nothing_of_it(
        self, sso: Sso, provider: JwtIssuer, email: str, other_tenant: str
    ) -> None:
        token = token_of(provider, email)
        exchangeable = wiring().identity_providers.exchangeable(
            wiring().identity_providers.find(sso.storefront.tenant, "sso.default"),  # type: ignore[arg-type]
            token,
        )
        accounts = wiring().provider_accounts

        assert accounts.use_up(sso.storefront.tenant, exchangeable)
        assert accounts.use_up(other_tenant, exchangeable)
        assert not accounts.use_up(other_tenant, exchangeable)

    def test_it_is_remembered_for_as_long_as_it_is_good(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        now = int(time.time())
        for exp, status in ((now + MAX_LIFE_SECONDS - 60, 200), (now + MAX_LIFE_SECONDS + 60, 400)):
            assert sso.exchange(token_of(provider, email, exp=exp)).status == status
        for never in (1e300, 10**300, "9" * 400):
            assert sso.exchange(token_of(provider, email, exp=never)).status == 400


def signed_alike(token: str) -> Iterator[str]:
    """Yield other texts of a token that its key verifies, too, without the private key."""
    signed, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    r, s = (int.from_bytes(part) for part in (raw[:32], raw[32:]))
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    other = r.to_bytes(32) + (order - s).to_bytes(32)
    yield f"{signed}.{base64.urlsafe_b64encode(other).decode().rstrip('=')}"
    yield f"{signed}.{signature}=="


@given(st.text("abc.", max_size=20), st.text("xyz", max_size=5), st.text("xyz", max_size=5))
def test_a_fingerprint_is_of_what_is_signed(signed: str, signature: str, other: str) -> None:
    assert fingerprint_of(f"{signed}.{signature}") == fingerprint_of(f"{signed}.{other}")
    assert fingerprint_of(f"{signed}.{signature}") != fingerprint_of(f"{signed}a.{signature}")


class TestIdTokens:
    @pytest.mark.parametrize(
        "claims",
        [
            {"nonce": "n"},
            {"at_hash": "h"},
            {"c_hash": "h"},
            {"nonce": None, "at_hash": ""},
            {"token_use": "id"},
            {"typ": "ID"},
        ],
        ids=str,
    )
    def test_an_id_token_is_exchanged_only_where_that_is_configured(
        self, sso: Sso, provider: JwtIssuer, configure: Configure, email: str, claims: dict[str, Any]
    ) -> None:
        configure("sso.id", {"issuer": provider.url, "clientId": CLIENT_ID, "acceptsIdTokens": True})
        token = token_of(provider, email, **claims)

        refused, accepted = sso.exchange(token), sso.exchange(token, config="id")

        assert (answered(refused), accepted.status) == ((400, "bad_request"), 200)

    def test_where_access_tokens_have_an_audience_one_for_the_client_is_an_id_token(
        self, sso: Sso, provider: JwtIssuer, configure: Configure, email: str
    ) -> None:
        setting = {"issuer": provider.url, "clientId": CLIENT_ID, "audience": "api"}
        configure("sso.api", setting)
        configure("sso.both", {**setting, "acceptsIdTokens": True})
        for_client, for_api = token_of(provider, email), token_of(provider, email, aud="api")

        assert [sso.exchange(token, config="api").status for token in (for_client, for_api)] == [400, 200]
        assert sso.exchange(for_client, config="both").status == 200
        assert sso.exchange(token_of(provider, email, aud="api"), config="both").status == 200
        # An ID token is for the client, whatever the audience of access tokens is.
        assert sso.exchange(token_of(provider, email, aud="api", nonce="n"), config="both").status == 400

    @pytest.mark.parametrize("value", ["true", 1, None, [], {}], ids=repr)
    def test_the_setting_is_true_or_false(
        self, sso: Sso, provider: JwtIssuer, configure: Configure, value: object
    ) -> None:
        with pytest.raises(ValidationFailed):
            configure("sso.odd", {"issuer": provider.url, "clientId": "a", "acceptsIdTokens": value})

    @pytest.mark.parametrize("azp", ["another-client", "", 7, [CLIENT_ID]], ids=repr)
    def test_one_that_another_client_has_got_is_not_ours(
        self, sso: Sso, provider: JwtIssuer, email: str, azp: object
    ) -> None:
        provider.describe_itself()
        claims = {"aud": ["another-client", CLIENT_ID], "azp": azp}
        provider.documents[TOKEN_PATH] = {
            "access_token": "a",
            "id_token": token_of(provider, email, **claims),
        }

        assert sso.log_in("code").status == 400
        assert sso.exchange(token_of(provider, email, **claims)).status == 400
        assert sso.exchange(token_of(provider, email, **{**claims, "azp": CLIENT_ID})).status == 200


class TestHeaders:
    @pytest.mark.parametrize(
        "headers",
        [
            {"crit": ["exp"]},
            {"crit": []},
            {"crit": "b64"},
            {"b64": False, "crit": ["b64"]},
            {"b64": False},
            {"typ": "logout+jwt"},
            {"typ": "dpop+jwt"},
        ],
        ids=str,
    )
    def test_a_header_that_changes_what_is_signed_or_meant_is_refused(
        self, sso: Sso, provider: JwtIssuer, email: str, headers: dict[str, Any]
    ) -> None:
        assert sso.exchange(token_of(provider, email, headers=headers)).status == 400

    def test_a_key_that_the_token_brings_along_is_not_looked_at(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        assert sso.exchange(token_of(provider, email)).status == 200
        own = ec.generate_private_key(ec.SECP256R1())
        with JwtIssuer() as theirs:
            theirs.keys = {"first": own}
            headers = {
                "jku": theirs.url + JWKS_PATH,
                "x5u": theirs.url,
                "jwk": public_jwk(own, "first"),
                "x5c": ["AAAA"],
            }
            forged = token_of(provider, email, key=own, headers=headers)
            genuine = token_of(provider, email, headers=headers)

            assert sso.exchange(forged).status == 400
            assert sso.exchange(genuine).status == 200
            assert theirs.requests == []

    @pytest.mark.parametrize(
        "kid", ["../first", "first\0", "' OR 1=1", "", "x" * 5000, None, 7, ["first"], {}]
    )
    def test_a_key_id_is_looked_up_among_the_keys_and_nowhere_else(
        self, sso: Sso, provider: JwtIssuer, email: str, kid: object
    ) -> None:
        claims = jwt.decode(token_of(provider, email), options={"verify_signature": False})
        header = {"alg": "ES256", "typ": "JWT", "kid": kid}
        segments = (
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in (header, claims)
        )

        answer = sso.exchange(".".join((*segments, "AAAA")))

        assert answer.status == 400
        assert set(provider.requests) <= {DISCOVERY_PATH, JWKS_PATH}


def rsa_jwk(bits: int, exponent: int = 65537, *, even: bool = False) -> dict[str, Any]:
    def encoded(number: int) -> str:
        raw = number.to_bytes((number.bit_length() + 7) // 8)
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    modulus = (1 << (bits - 1)) | (0 if even else 1)
    return {"kty": "RSA", "kid": "odd", "n": encoded(modulus), "e": encoded(exponent)}


class TestKeys:
    @pytest.mark.parametrize(
        "jwk",
        [
            rsa_jwk(512),
            rsa_jwk(1024),
            rsa_jwk(2047),
            rsa_jwk(8193),
            rsa_jwk(16384),
            rsa_jwk(1_000_000),
            rsa_jwk(2048, even=True),
            rsa_jwk(2048, 1),
            rsa_jwk(2048, 2),
            rsa_jwk(2048, 65536),
            rsa_jwk(2048, 2**33 + 1),
            rsa_jwk(2048, 2**2000 + 1),
            {**rsa_jwk(2048), "e": "AAAA" * 20_000 + "AQAB"},
        ],
        ids=lambda jwk: f"{len(jwk['n'])} {len(jwk['e'])} {jwk['e'][:6]}",
    )
    def test_a_key_that_is_weak_or_costly_is_not_used(self, jwk: dict[str, Any]) -> None:
        cpu = -time.process_time()
        keys = verification_keys({"keys": [jwk, public_jwk(RSA_KEY, "good")]})
        cpu += time.process_time()

        assert keys.keys() == {"good"}
        assert cpu < 0.25

    @pytest.mark.parametrize("bits", [2048, 3072, 4096])
    def test_usual_keys_are(self, bits: int) -> None:
        assert "odd" in verification_keys(
            {"keys": [public_jwk(rsa.generate_private_key(65537, bits), "odd")]}
        )

    def test_more_keys_than_anybody_has_are_not_a_key_set(self) -> None:
        keys = [{**public_jwk(RSA_KEY, str(number))} for number in range(MAX_KEYS + 1)]
        assert len(verification_keys({"keys": keys[1:]})) == MAX_KEYS
        cpu = -time.process_time()
        with pytest.raises(Unreachable):
            verification_keys({"keys": keys})
        with pytest.raises(Unreachable):
            verification_keys({"keys": [1] * 80_000})
        assert cpu + time.process_time() < 0.25

    def test_a_weak_key_of_the_provider_opens_nothing(
        self, sso: Sso, provider: JwtIssuer, email: str
    ) -> None:
        provider.keys["weak"] = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is the attack
        with pytest.warns(jwt.warnings.InsecureKeyLengthWarning):
            token = token_of(provider, email, kid="weak")

        assert sso.exchange(token).status == 400

    def test_an_issuer_with_tls_has_no_document_without(self) -> None:
        keys = KeySet("https://login.example")
        document = {"jwks_uri": "http://127.0.0.1:9001/", "token_endpoint": "http://localhost/"}
        keys._document._values = [document]
        keys._document._read_at = time.time()

        for name in document:
            with pytest.raises(Unreachable, match="without TLS"):
                keys.endpoint(name)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = (
    "iss",
    "sub",
    "aud",
    "azp",
    "exp",
    "nbf",
    "iat",
    "jti",
    "email",
    "email_verified",
    "nonce",
    "token_use",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.dictionaries(st.sampled_from(NAMES), json_values, max_size=4))
def test_whatever_a_provider_signs_is_accepted_or_refused_and_never_a_failure(
    provider: JwtIssuer, sso: Sso, claims: dict[str, Any]
) -> None:
    providers = wiring().identity_providers
    configured = IdentityProvider(issuer=provider.url, client_id=CLIENT_ID, accepts_id_tokens=True)
    signed = {**provider.claims(aud=CLIENT_ID), **claims}
    token = jwt.api_jws.encode(
        json.dumps(signed).encode(), provider.keys["first"], "ES256", headers={"kid": "first"}
    )

    try:
        exchangeable = providers.exchangeable(configured, token)
    except BadParameter:
        return
    assert time.time() - 60 < exchangeable.expires_at < time.time() + MAX_LIFE_SECONDS + 60
