"""The setting TRUSTED_ISSUERS: what it may say, and what a mistake in it is told."""

import json
from typing import Any

import pytest

from shared.adapters.tokens.trusted_issuers import TrustedIssuer, ourselves, trusted_issuers
from shared.domain.callers.tokens import EVERY_TENANT, Tenancy

ISSUER = "https://login.example/pool"
USER_POOL = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_EXAMPLE12"


def test_nobody_is_trusted_unless_named() -> None:
    assert trusted_issuers("[]") == ()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"tenant": "acme"}, TrustedIssuer(ISSUER, Tenancy(frozenset({"acme"}), "acme"))),
        ({"tenants": ["acme", "beta"]}, TrustedIssuer(ISSUER, Tenancy(frozenset({"acme", "beta"})))),
        ({"tenants": ["*"]}, TrustedIssuer(ISSUER, EVERY_TENANT)),
        (
            {"tenants": ["*"], "audience": ["a", "b"], "jwksUrl": "https://keys.example/"},
            TrustedIssuer(ISSUER, EVERY_TENANT, ("a", "b"), "https://keys.example/"),
        ),
        (
            {"tenant": "acme", "staff": True, "audience": ["console"]},
            TrustedIssuer(ISSUER, Tenancy(frozenset({"acme"}), "acme"), ("console",), is_staff=True),
        ),
    ],
)
def test_an_issuer_is_trusted_as_far_as_its_entry_says(
    entry: dict[str, Any], expected: TrustedIssuer
) -> None:
    assert trusted_issuers(json.dumps([{"issuer": ISSUER, **entry}])) == (expected,)


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("", "not JSON"),
        ("{}", "list of objects"),
        ('["https://login.example"]', "list of objects"),
        ("[{}]", "issuer must be a string"),
        ('[{"issuer": 1}]', "issuer must be a string"),
        ('[{"issuer": "http://login.example", "tenant": "acme"}]', "not an https URL"),
        ([{}], "needs either tenant or tenants"),
        ([{"tenant": "acme", "tenants": ["acme"]}], "needs either tenant or tenants"),
        ([{"tenant": None}], "tenant must be a string"),
        ([{"tenant": "Acme"}], "'Acme' is not a tenant's name"),
        ([{"tenant": "*"}], "not a tenant's name"),
        ([{"tenants": []}], "tenants must be a list of strings, and not empty"),
        ([{"tenants": "*"}], "tenants must be a list of strings"),
        ([{"tenants": ["*", "acme"]}], "not a tenant's name"),
        ([{"tenants": [["acme"]]}], "tenants must be a list of strings"),
        ([{"tenant": "acme", "audience": []}], "audience must be a list of strings, and not empty"),
        ([{"tenant": "acme", "audience": "shop"}], "audience must be a list of strings"),
        ([{"tenant": "acme", "audiences": ["shop"]}], "audiences is unknown"),
        ([{"tenant": "acme", "jwksUrl": "http://keys.example/"}], "not an https URL"),
        ([{"tenant": "acme", "jwksUrl": 1}], "jwksUrl must be a string"),
        ([{"tenant": "acme", "staff": "true", "audience": ["shop"]}], "staff must be true or false"),
        ([{"tenant": "acme", "staff": True}], "staff needs an audience"),
        ([{"tenant": "acme"}, {"tenant": "beta"}], "names an issuer twice"),
    ],
)
def test_a_mistake_is_reported_in_a_sentence_and_trusted_with_nothing(
    setting: str | list[dict[str, Any]], complaint: str, caplog: pytest.LogCaptureFixture
) -> None:
    if isinstance(setting, list):
        setting = json.dumps([{"issuer": ISSUER, **entry} for entry in setting])

    assert trusted_issuers(setting) == ()

    (record,) = caplog.records
    assert (record.levelname, complaint in record.getMessage()) == ("ERROR", True)


def test_a_mistake_costs_no_other_issuer_its_trust() -> None:
    entries = [{"issuer": ISSUER, "tenant": "acme"}, {"issuer": "https://other.example"}]

    assert [trusted.issuer for trusted in trusted_issuers(json.dumps(entries), USER_POOL)] == [
        ISSUER,
        USER_POOL,
    ]


@pytest.mark.parametrize("entry", ["[{", '[{"issuer": "%s", "tenants": ["acme"], "audience": "erp"}]'])
def test_a_user_pool_that_may_have_been_limited_is_not_trusted_with_more(entry: str) -> None:
    setting = entry.replace("%s", USER_POOL)

    assert trusted_issuers(setting, USER_POOL) == ()


def test_the_user_pool_needs_no_entry_to_be_trusted_with_every_tenant() -> None:
    (trusted,) = trusted_issuers("[]", USER_POOL)

    assert (trusted.issuer, trusted.tenancy, trusted.audience) == (USER_POOL, EVERY_TENANT, None)
    assert trusted.jwks_url == f"{USER_POOL}/.well-known/jwks.json"
    assert trusted.always_states_use


def test_the_user_pool_is_trusted_besides_the_issuers_that_are_named() -> None:
    issuers = trusted_issuers(json.dumps([{"issuer": ISSUER, "tenant": "acme"}]), USER_POOL)

    assert [trusted.issuer for trusted in issuers] == [ISSUER, USER_POOL]


def test_with_an_entry_the_user_pool_is_trusted_as_that_says() -> None:
    entry = {"issuer": USER_POOL, "tenants": ["acme"], "audience": ["erp"]}

    assert trusted_issuers(json.dumps([entry]), USER_POOL) == trusted_issuers(json.dumps([entry]))


def test_a_user_pool_that_is_not_an_https_url_is_not_an_issuer() -> None:
    with pytest.raises(ValueError, match="not an https URL"):
        trusted_issuers("[]", "cognito-idp.eu-central-1.amazonaws.com/pool")


def test_we_trust_ourselves_with_every_tenant_but_only_in_access_tokens() -> None:
    trusted = ourselves("https://api.example")

    assert trusted.tenancy == EVERY_TENANT
    assert trusted.always_states_use
