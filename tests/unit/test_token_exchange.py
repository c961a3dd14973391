"""The published setting `tokenExchange`: what it can be, and which tokens it lets in."""

import json
from typing import Any

import pytest

from shared.domain.errors import ValidationFailed
from shared.domain.key_sets import MAX_KEYS
from shared.domain.log_in.identity_providers import UnacceptableProviderToken, tells_of_a_log_in
from shared.domain.log_in.token_exchange import (
    ExchangeProvider,
    Introspection,
    check_claims,
    exchange_providers,
    is_id_token,
)
from shared.domain.tenants.setting_rules import Setting, changed, new_setting, setting_document
from tests.jwt_issuer import RSA_KEY, new_key, public_jwk

ONLINE = {
    "domain": "https://login.example.com/realms/shop/",
    "token_introspect_endpoint": "/protocol/openid-connect/token/introspect",
    "client_id": "my-backend-service",
    "client_secret": "s3cret",
}
JWKS = {"keys": [{**public_jwk(new_key(), "one"), "x5c": ["MIIC"], "use": "sig"}]}
OFFLINE = {"jwks": JWKS}
CHECKED = {"issuer": "https://login.example.com", "audience": "shop", "token_client_id": "storefront"}
NOW = 1_800_000_000.0
GOOD: dict[str, Any] = {"iss": CHECKED["issuer"], "aud": "shop", "azp": "storefront", "exp": NOW + 60}


def provider(**members: Any) -> ExchangeProvider:
    found = exchange_providers({**OFFLINE, **members})["default"]
    assert found is not None
    return found


class TestSetting:
    @pytest.mark.parametrize(
        ("value", "names"),
        [
            (ONLINE, {"default"}),
            (OFFLINE, {"default"}),
            ({**ONLINE, **OFFLINE, **CHECKED}, {"default"}),
            ({"default": ONLINE, "Site_DE": OFFLINE}, {"default", "Site_DE"}),
            ({**ONLINE, "Site_DE": OFFLINE, "site_PL": ONLINE}, {"default", "Site_DE", "site_PL"}),
            (
                {"Site_DE": {**ONLINE, "storefront_client_id": "s", "storefront_client_secret": "x"}},
                {"Site_DE"},
            ),
            ({**OFFLINE, "audience": ["shop", "api"], "unknown": 1}, {"default"}),
        ],
    )
    def test_describes_one_provider_or_several_by_name(self, value: Any, names: set[str]) -> None:
        setting = new_setting("tokenExchange", value)

        known = ("default", "Site_DE", "site_PL", "Site_FR")
        assert {name for name in known if name in exchange_providers(setting.value)} == names

    def test_is_secured_and_never_shown(self) -> None:
        setting = new_setting("tokenExchange", ONLINE, secured=False)

        assert setting.secured
        assert "s3cret" not in json.dumps(setting_document(setting))
        assert "s3cret" not in repr(exchange_providers(ONLINE))

    def test_from_before_the_service_knew_it_is_not_shown_either(self) -> None:
        before = Setting("tokenExchange", ONLINE, secured=False)

        assert setting_document(before) == {"key": "tokenExchange", "secured": True, "version": 1}
        assert changed(before, OFFLINE).secured

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            ([ONLINE], "object"),
            ("x", "object"),
            ({}, "object"),
            ({"Site_DE": {}}, "'Site_DE': it must have jwks, or domain"),
            ({"Site_DE": "x"}, "missing is domain"),
            ({**ONLINE, "default": OFFLINE}, "twice"),
            *(({**ONLINE, gone: None}, f"missing is {gone}") for gone in ONLINE),
            ({**ONLINE, "client_secret": 5}, "its client_secret must be a string"),
            ({**ONLINE, "domain": "http://login.example.com"}, "https"),
            ({**ONLINE, "domain": "login example.com"}, "token_introspect_endpoint"),
            (
                {**ONLINE, "token_introspect_endpoint": "ftp://login.example.com/x"},
                "token_introspect_endpoint",
            ),
            ({**OFFLINE, "issuer": ""}, "its issuer"),
            ({**OFFLINE, "audience": []}, "its audience"),
            ({**OFFLINE, "audience": ["shop", 1]}, "its audience"),
            ({**OFFLINE, "token_client_id": {}}, "in the provider 'token_client_id'"),
            ({**OFFLINE, "acceptsIdTokens": "yes"}, "its acceptsIdTokens"),
            ({**OFFLINE, "trustsUnverifiedEmail": 1}, "its trustsUnverifiedEmail"),
            ({"jwks": []}, "its jwks"),
            ({"jwks": {}}, "its jwks"),
            ({"jwks": {"keys": []}}, "its jwks"),
            ({"jwks": {"keys": ["x"]}}, "its jwks"),
            ({"jwks": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}}, "public keys"),
            ({"jwks": {"keys": [{**JWKS["keys"][0], "d": "AQAB"}]}}, "public keys"),
            ({"jwks": {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "x"}]}}, "RSA or P-256"),
            ({"jwks": {"keys": JWKS["keys"] * (MAX_KEYS + 1)}}, "must have at most"),
            ({"Site DE": OFFLINE}, "in the provider 'Site DE'"),
        ],
        ids=lambda value: json.dumps(value)[:50],
    )
    def test_that_is_wrong_is_rejected_with_a_word_on_what_and_where(self, value: Any, says: str) -> None:
        with pytest.raises(ValidationFailed) as refused:
            new_setting("tokenExchange", value)

        (problem,) = refused.value.problems
        assert problem.field == "value"
        assert says in problem.message
        assert "s3cret" not in problem.message

    def test_has_room_for_the_keys_of_several_providers(self) -> None:
        keys = {"keys": [{**public_jwk(RSA_KEY, f"key-{n}"), "x5c": ["M" * 1500]} for n in range(2)]}

        assert new_setting("tokenExchange", {f"Site_{site}": {"jwks": keys} for site in ("DE", "PL", "FR")})

    @pytest.mark.parametrize(
        ("domain", "endpoint", "url"),
        [
            ("https://id.example", "introspect", "https://id.example/introspect"),
            ("https://id.example/realms/x/", "/introspect", "https://id.example/realms/x/introspect"),
            ("id.example", "/oauth2/introspect", "https://id.example/oauth2/introspect"),
            ("id.example/realms/x", "introspect", "https://id.example/realms/x/introspect"),
            ("id.example", "https://other.example/introspect", "https://other.example/introspect"),
            ("http://127.0.0.1:8080", "introspect", "http://127.0.0.1:8080/introspect"),
        ],
    )
    def test_says_where_a_provider_is_asked(self, domain: str, endpoint: str, url: str) -> None:
        value = {**ONLINE, "domain": domain, "token_introspect_endpoint": endpoint}

        found = exchange_providers(value).get("default")

        assert found is not None
        assert found.verification == Introspection(url, "my-backend-service", "s3cret")
        assert found.namespace == url

    def test_of_a_provider_with_keys_asks_nobody(self) -> None:
        found = exchange_providers({**ONLINE, **OFFLINE}).get("default")

        assert found is not None
        assert found.verification == JWKS


class TestClaims:
    @pytest.mark.parametrize(
        "claims",
        [
            {},
            {"aud": ["account", "shop"]},
            {"azp": None, "client_id": "storefront"},
            {"nbf": NOW - 60},
            {"exp": None},
            {"exp": NOW - 2},
            {"exp": NOW + 60.5},
        ],
    )
    def test_that_are_as_configured_are_taken(self, claims: dict[str, Any]) -> None:
        check_claims(provider(**CHECKED), without_none({**GOOD, **claims}), NOW)

    @pytest.mark.parametrize(
        "claims",
        [
            {"iss": "https://other.example"},
            {"iss": f"{CHECKED['issuer']}/"},
            {"iss": None},
            {"aud": "other"},
            {"aud": ["other", "account"]},
            {"aud": None},
            {"aud": {"shop": 1}},
            {"azp": "other"},
            {"azp": None},
            {"azp": None, "client_id": "other"},
            {"azp": "other", "client_id": "storefront"},
            {"azp": ["storefront"]},
            {"exp": NOW - 60},
            {"exp": "soon"},
            {"exp": True},
            {"exp": float("nan")},
            {"exp": {}},
            {"nbf": NOW + 60},
            {"nbf": "x"},
        ],
        ids=str,
    )
    def test_that_are_not_are_refused(self, claims: dict[str, Any]) -> None:
        with pytest.raises(UnacceptableProviderToken):
            check_claims(provider(**CHECKED), without_none({**GOOD, **claims}), NOW)

    @pytest.mark.parametrize("left_out", ["issuer", "audience", "token_client_id"])
    def test_are_compared_only_with_what_is_configured(self, left_out: str) -> None:
        configured = {name: value for name, value in CHECKED.items() if name != left_out}
        claim = {"issuer": "iss", "audience": "aud", "token_client_id": "azp"}[left_out]

        check_claims(provider(**configured), {**GOOD, claim: "anything"}, NOW)

    def test_of_a_provider_without_an_issuer_are_of_no_other_providers_customers(self) -> None:
        site_de, site_pl = exchange_providers({"Site_DE": OFFLINE, "Site_PL": OFFLINE}).values()

        assert len({site_de.namespace, site_pl.namespace, provider(**CHECKED).namespace}) == 3
        assert provider(**CHECKED).namespace == CHECKED["issuer"]

    @pytest.mark.parametrize(
        ("claims", "is_one"),
        [
            ({"nonce": "n"}, True),
            ({"typ": "ID"}, True),
            ({"token_use": "id", "typ": "JWT"}, True),
            ({"at_hash": "x", "azp": "storefront"}, True),
            ({"typ": "Bearer", "nonce": "n"}, False),
            ({"typ": "Bearer"}, False),
            ({}, False),
        ],
    )
    def test_of_id_tokens_are_told_apart_from_keycloaks_access_tokens(
        self, claims: dict[str, Any], is_one: bool
    ) -> None:
        assert tells_of_a_log_in(claims) == is_one
        assert is_id_token(provider(), claims) == is_one
        assert not is_id_token(provider(acceptsIdTokens=True), claims)


def without_none(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value is not None}
