"""Access tokens that are accepted, and the refusal of each hard case."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.adapters.tokens.trusted_issuers import TrustedIssuer
from shared.adapters.tokens.verifier import TokenVerifier
from shared.domain.callers.access import Caller, Grant
from shared.domain.callers.tokens import EVERY_TENANT, Tenancy
from shared.domain.errors import ExpiredToken, InvalidToken
from tests.jwt_issuer import JWKS_PATH, RSA_KEY, JwtIssuer, new_key, public_jwk
from tests.unit.tokens.records import Records

OURSELVES = "http://ourselves.localhost"
LATER = 2**32  # in the year 2106


def accept(issuer: JwtIssuer, token: str, **trust: Any) -> Caller:
    """The caller, where the issuer is another than ourselves."""
    trusted = TrustedIssuer(issuer.url, **{"tenancy": EVERY_TENANT, **trust})
    return TokenVerifier([trusted], Records()).caller(token, OURSELVES)


def accept_own(issuer: JwtIssuer, token: str) -> Caller:
    """The caller, where the issuer is ourselves."""
    return TokenVerifier([], Records(issuer)).caller(token, issuer.url)


def segment(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_token_signed_with_es256_speaks_for_its_caller(issuer: JwtIssuer) -> None:
    claims = issuer.claims()

    caller = accept_own(issuer, issuer.token(exp=claims["exp"]))

    assert caller.tenant == "acme"
    assert caller.subject == "shop"
    assert caller.grants["customer.customer_read"] == Grant()
    assert caller.expires_at == claims["exp"]
    assert caller.customer is None


def test_a_token_signed_with_rs256_is_accepted(issuer: JwtIssuer) -> None:
    issuer.keys["rsa"] = RSA_KEY

    assert accept(issuer, issuer.token("rsa")).tenant == "acme"


def test_a_token_without_key_id_is_accepted_from_an_issuer_whose_key_has_none(issuer: JwtIssuer) -> None:
    key = {name: value for name, value in public_jwk(issuer.keys["first"], "").items() if name != "kid"}
    issuer.documents[JWKS_PATH] = {"keys": [key]}
    token = jwt.encode(issuer.claims(), issuer.keys["first"], "ES256")

    assert accept(issuer, token).tenant == "acme"


def test_an_expired_token_is_expired(issuer: JwtIssuer) -> None:
    token = issuer.token(exp=int(time.time()) - 60)

    with pytest.raises(ExpiredToken):
        accept_own(issuer, token)


def test_an_expired_token_that_someone_else_signed_is_invalid_not_expired(issuer: JwtIssuer) -> None:
    token = issuer.token(key=new_key(), exp=int(time.time()) - 60)

    with pytest.raises(InvalidToken) as refusal:
        accept_own(issuer, token)

    assert not isinstance(refusal.value, ExpiredToken)


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": "soon"},
        {"nbf": LATER},
        {"iat": LATER},
        {"iss": None},
        {"token_use": "id"},
        {"token_use": ["access"]},
        {"aud": "another-service"},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_with_such_a_claim_is_invalid(issuer: JwtIssuer, changes: dict[str, Any]) -> None:
    claims = {**issuer.claims(), **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    signed = jwt.PyJWS().encode(
        json.dumps(claims).encode(), issuer.keys["first"], "ES256", headers={"kid": "first", "typ": "JWT"}
    )

    with pytest.raises(InvalidToken):
        accept(issuer, signed)


def test_clocks_may_differ_by_a_few_seconds(issuer: JwtIssuer) -> None:
    now = int(time.time())

    assert accept_own(issuer, issuer.token(iat=now + 3, nbf=now + 3)).tenant == "acme"


def test_a_token_whose_claims_were_changed_is_invalid(issuer: JwtIssuer) -> None:
    header, _, signature = issuer.token().split(".")
    forged = ".".join([header, segment(issuer.claims(tenant="other")), signature])

    with pytest.raises(InvalidToken):
        accept_own(issuer, forged)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_token_with_any_character_changed_is_invalid(issuer: JwtIssuer, data: st.DataObject) -> None:
    token = issuer.token()
    verifier = TokenVerifier([], Records(issuer))
    position = data.draw(st.integers(0, len(token) - 1))
    character = data.draw(st.characters().filter(lambda c: c != token[position]))

    with pytest.raises(InvalidToken):
        verifier.caller(token[:position] + character + token[position + 1 :], issuer.url)


def test_a_token_signed_with_a_foreign_key_in_the_name_of_ours_is_invalid(issuer: JwtIssuer) -> None:
    with pytest.raises(InvalidToken):
        accept_own(issuer, issuer.token(key=new_key()))


@pytest.mark.parametrize("kid", ["second", "", "../first"])
def test_a_key_id_that_the_issuer_does_not_have_is_invalid(issuer: JwtIssuer, kid: str) -> None:
    with pytest.raises(InvalidToken):
        accept_own(issuer, issuer.token(kid, key=issuer.keys["first"]))


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, 0, ["ES256"]])
def test_an_unsigned_token_is_invalid(issuer: JwtIssuer, algorithm: Any) -> None:
    header = segment({"alg": algorithm, "kid": "first", "typ": "JWT"})
    claims = segment(issuer.claims())

    for signature in ("", issuer.token().split(".")[2]):
        with pytest.raises(InvalidToken):
            accept_own(issuer, f"{header}.{claims}.{signature}")
    assert issuer.requests == []


@pytest.mark.parametrize("kid", ["first", "rsa"])
def test_a_token_signed_with_the_public_key_as_hmac_secret_is_invalid(issuer: JwtIssuer, kid: str) -> None:
    issuer.keys["rsa"] = RSA_KEY
    public = issuer.keys[kid].public_key()
    secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        json.dumps(public_jwk(issuer.keys[kid], kid)).encode(),
    ]
    for secret in secrets:
        signed = f"{segment({'alg': 'HS256', 'kid': kid, 'typ': 'JWT'})}.{segment(issuer.claims())}"
        signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()

        with pytest.raises(InvalidToken):
            accept_own(issuer, f"{signed}.{segment(signature)}")


def test_a_symmetric_key_in_the_key_set_verifies_nothing(issuer: JwtIssuer) -> None:
    secret = b"s" * 32
    issuer.documents[JWKS_PATH] = {"keys": [{"kty": "oct", "kid": "hmac", "k": segment(secret)}]}
    token = jwt.encode(issuer.claims(), secret, "HS256", headers={"kid": "hmac"})

    with pytest.raises(InvalidToken):
        accept(issuer, token)


def test_a_token_of_another_algorithm_than_its_key_is_invalid(issuer: JwtIssuer) -> None:
    issuer.keys["rsa"] = RSA_KEY

    with pytest.raises(InvalidToken):
        accept_own(issuer, issuer.token("first", key=RSA_KEY))
    with pytest.raises(InvalidToken):
        accept_own(issuer, issuer.token("rsa", key=issuer.keys["first"]))


def test_an_algorithm_outside_the_list_is_invalid_even_with_the_right_key(issuer: JwtIssuer) -> None:
    issuer.keys["rsa"] = RSA_KEY
    big = ec.generate_private_key(ec.SECP384R1())
    issuer.keys["big"] = big
    for kid, key, algorithm in (("rsa", RSA_KEY, "PS256"), ("rsa", RSA_KEY, "RS512"), ("big", big, "ES384")):
        with pytest.raises(InvalidToken):
            accept_own(issuer, jwt.encode(issuer.claims(), key, algorithm, headers={"kid": kid}))


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_a_token_signed_with_a_short_rsa_key_is_invalid(issuer: JwtIssuer) -> None:
    issuer.keys["short"] = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is the point

    with pytest.raises(InvalidToken):
        accept(issuer, issuer.token("short"))


def test_a_foreign_issuer_is_invalid_and_never_asked_for_its_keys(issuer: JwtIssuer) -> None:
    with pytest.raises(InvalidToken):
        TokenVerifier([], Records()).caller(issuer.token(), OURSELVES)

    assert issuer.requests == []


@pytest.mark.parametrize("suffix", ["/", "?", " ", "/.."])
def test_the_issuer_is_compared_character_by_character(issuer: JwtIssuer, suffix: str) -> None:
    with pytest.raises(InvalidToken):
        accept_own(issuer, issuer.token(iss=issuer.url + suffix))


def test_a_key_that_the_token_brings_along_is_not_looked_at(issuer: JwtIssuer) -> None:
    with JwtIssuer() as attacker:
        headers = {
            "jku": attacker.url + JWKS_PATH,
            "jwk": public_jwk(attacker.keys["first"], "first"),
            "x5u": attacker.url + "/chain.pem",
        }
        token = issuer.token(key=attacker.keys["first"], headers=headers)

        with pytest.raises(InvalidToken):
            accept_own(issuer, token)

        assert attacker.requests == []


def test_our_own_tokens_are_access_tokens_only_when_they_say_so(issuer: JwtIssuer) -> None:
    token = issuer.token(token_use=None)

    with pytest.raises(InvalidToken):
        accept_own(issuer, token)
    assert accept(issuer, token).tenant == "acme"


@pytest.mark.parametrize("kind", ["logout+jwt", "dpop+jwt", 1])
def test_a_token_of_another_type_is_invalid(issuer: JwtIssuer, kind: Any) -> None:
    signed = jwt.PyJWS().encode(
        json.dumps(issuer.claims()).encode(), issuer.keys["first"], "ES256", {"kid": "first", "typ": kind}
    )

    with pytest.raises(InvalidToken):
        accept(issuer, signed)


def test_a_token_may_call_itself_an_access_token(issuer: JwtIssuer) -> None:
    assert accept(issuer, issuer.token(headers={"typ": "at+jwt"})).tenant == "acme"


@pytest.mark.parametrize(
    ("audience", "claims", "accepted"),
    [
        (("shop", "office"), {"aud": "shop"}, True),
        (("shop",), {"aud": ["else", "shop"]}, True),
        (("shop",), {"aud": "else"}, False),
        (("shop",), {"aud": "else", "client_id": "shop"}, False),
        (("shop",), {"aud": None, "client_id": "shop"}, True),
        (("shop",), {"aud": None, "client_id": "else"}, False),
        (("shop",), {"aud": None, "client_id": None}, False),
        (("shop",), {"aud": {"shop": 1}}, False),
        (None, {"aud": None}, True),
        (None, {"aud": "shop"}, False),
    ],
)
def test_audience_or_client_must_be_the_configured_one(
    issuer: JwtIssuer, audience: tuple[str, ...] | None, claims: dict[str, Any], accepted: bool
) -> None:
    token = issuer.token(**claims)

    if accepted:
        assert accept(issuer, token, audience=audience).tenant == "acme"
    else:
        with pytest.raises(InvalidToken):
            accept(issuer, token, audience=audience)


def test_an_issuer_speaks_only_for_the_tenants_it_is_trusted_with(issuer: JwtIssuer) -> None:
    acme_only = Tenancy(frozenset({"acme"}))

    assert accept(issuer, issuer.token(), tenancy=acme_only).tenant == "acme"
    for changes in ({"tenant": "other"}, {"tenant": None, "scope": "tenant=other"}, {"tenant": None}):
        with pytest.raises(InvalidToken):
            accept(issuer, issuer.token(**changes), tenancy=acme_only)


def test_an_issuer_of_one_tenant_need_not_name_it(issuer: JwtIssuer) -> None:
    token = issuer.token(tenant=None, scope="customer/customer_read")

    caller = accept(issuer, token, tenancy=Tenancy(frozenset({"acme"}), implied="acme"))

    assert caller.tenant == "acme"
    assert caller.grants["customer.customer_read"] == Grant()


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "opaque",
        "a.b.c",
        "a.b.c.d.e",
        "\ud800",
        "ä.ö.ü",
        f"{segment([])}.{segment({})}.",
        f"{segment({'alg': 'ES256'})}.{segment([])}.",
        f"{segment({'alg': 'ES256'})}.{segment(b'[' * 5000)}.",
        f"{segment(b'[' * 5000)}.{segment({})}.",
        f"{segment({'alg': 'ES256', 'kid': 7})}.{segment({})}.",
        f"{segment({'alg': 'ES256', 'crit': ['exp']})}.{segment({})}.",
        f"{segment({'alg': 'ES256'})}.{segment({'iss': ['x']})}.",
        f"{segment({'alg': 'ES256'})}.{segment(bytes([255, 254]))}.",
    ],
)
def test_a_text_that_is_not_a_token_is_invalid(token: str) -> None:
    with pytest.raises(InvalidToken):
        TokenVerifier([], Records()).caller(token, OURSELVES)
