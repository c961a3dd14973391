"""The claims that are believed of an identity provider's token."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import fields
from shared.domain.log_in.identity_providers import (
    AuthorizationCode,
    Identity,
    IdentityProvider,
    IncompleteIdentityProvider,
    ProviderTokens,
    UnacceptableProviderToken,
    UnknownIdentityProvider,
    UnverifiedEmail,
    identity_from,
    identity_provider,
    setting_key,
)

ISSUER = "https://login.example.com"
EMAIL = "anna@example.com"


def identity(**claims: Any) -> Identity:
    return identity_from({"sub": "anna", **claims}, ISSUER)


def test_an_identity_has_what_a_profile_can_take_over() -> None:
    found = identity(
        email=EMAIL,
        email_verified=True,
        given_name="Anna",
        family_name="Kowalska",
        phone_number="+49 30 1234567",
        locale="de-DE",
        nickname="ania",
    )

    assert (found.issuer, found.subject, found.verified_email) == (ISSUER, "anna", EMAIL)
    assert found.members == {
        "firstName": "Anna",
        "lastName": "Kowalska",
        "contactPhone": "+49 30 1234567",
        "preferredLanguage": "de-DE",
    }


@pytest.mark.parametrize("verified", [True, "true", "True"])
def test_an_email_address_is_verified_if_the_provider_says_so(verified: object) -> None:
    found = identity(email=EMAIL, email_verified=verified)

    assert found.verified_email == EMAIL
    assert found.owns(EMAIL.upper())


@pytest.mark.parametrize("said", [{}, {"email_verified": None}], ids=str)
def test_a_tenant_may_trust_a_provider_that_does_not_say_so(said: dict[str, Any]) -> None:
    claims = {"sub": "anna", "email": EMAIL, **said}

    assert identity_from(claims, ISSUER, trusts_unverified_email=True).verified_email == EMAIL


@pytest.mark.parametrize("said", [False, "false", "False", 0, "no", [], {}], ids=str)
def test_what_the_provider_says_it_has_not_verified_is_trusted_by_no_tenant(said: object) -> None:
    claims = {"sub": "anna", "email": EMAIL, "email_verified": said}

    found = identity_from(claims, ISSUER, trusts_unverified_email=True)

    assert (found.email, found.owns(EMAIL)) == (None, False)


@pytest.mark.parametrize(
    ("verified", "account", "owns"),
    [
        ("anna@xn--mnchen-3ya.example", "anna@münchen.example", True),
        ("anna@MÜNCHEN.example", "anna@münchen.example", True),
        ("Anna@münchen.EXAMPLE", "anna@XN--mnchen-3ya.example", True),
        ("ﬁona@example.com", "fiona@example.com", False),
        ("straße@example.com", "strasse@example.com", False),
        ("anna@faß.example", "anna@fass.example", False),
    ],
)
def test_an_address_is_the_verified_one_if_it_is_delivered_there(
    verified: str, account: str, owns: bool
) -> None:
    assert identity(email=verified, email_verified=True).owns(account) is owns


def test_an_address_of_which_the_provider_says_nothing_is_known_but_nobodys() -> None:
    found = identity(email=EMAIL)

    assert (found.email, found.owns(EMAIL)) == (EMAIL, False)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": EMAIL},
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL, "email_verified": "false"},
        {"email": EMAIL, "email_verified": "False"},
        {"email": EMAIL, "email_verified": None},
        {"email": EMAIL, "email_verified": 0},
        {"email": EMAIL, "email_verified": ""},
        {"email": EMAIL, "email_verified": "no"},
        {"email": ""},
        {"email": "anna"},
        {"email": [EMAIL]},
    ],
    ids=str,
)
def test_without_a_verified_email_address_there_is_none(claims: dict[str, Any]) -> None:
    with pytest.raises(UnverifiedEmail):
        _ = identity(**claims).verified_email


@pytest.mark.parametrize(
    "claims",
    [
        {"given_name": "A" * 257},
        {"given_name": "An\nna"},
        {"family_name": ""},
        {"family_name": None},
        {"phone_number": 49301234567},
        {"locale": "klingon!"},
        {"locale": "xx-DE"},
    ],
    ids=lambda claims: str(claims)[:40],
)
def test_what_a_profile_cannot_take_over_is_left_out(claims: dict[str, Any]) -> None:
    assert identity(**claims).members == {}


@pytest.mark.parametrize("subject", [None, "", 7, ["anna"], "a" * 256, "an\0na", "\ud800"], ids=repr)
def test_a_token_that_speaks_of_nobody_is_not_accepted(subject: object) -> None:
    with pytest.raises(UnacceptableProviderToken):
        identity(sub=subject)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
claims_of_any_kind = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("sub", "email", "email_verified", "given_name", "family_name", "phone_number", "locale"),
        json_values | st.sampled_from(["anna", EMAIL, "de-DE", "false"]),
    ),
)


@given(claims_of_any_kind)
def test_whatever_a_provider_says_nothing_comes_through_that_a_customer_could_not_have(
    claims: dict[str, Any],
) -> None:
    try:
        found = identity_from(claims, ISSUER)
    except UnacceptableProviderToken:
        return

    checks = {"preferredLanguage": fields.language}
    for member, value in found.members.items():
        assert checks.get(member, fields.text)(value)
    if found.email is not None:
        assert fields.email(found.email) == claims["email"]
        assert str(claims.get("email_verified")).lower() != "false"


@pytest.mark.parametrize(
    ("config", "key"), [(None, "sso.default"), ("", "sso.default"), ("login", "sso.login")]
)
def test_a_provider_is_named_by_its_setting(config: str | None, key: str) -> None:
    assert setting_key(config) == key


@pytest.mark.parametrize("config", ["a b", "ä", "a#b", "a" * 300])
def test_an_impossible_name_of_a_setting_names_no_provider(config: str) -> None:
    with pytest.raises(UnknownIdentityProvider):
        setting_key(config)


def test_a_token_is_for_the_audience_that_is_configured_or_else_for_the_client() -> None:
    both = identity_provider({"issuer": ISSUER, "audience": "api", "clientId": "shop"})
    client = identity_provider({"issuer": ISSUER, "audience": None, "clientId": "shop"})

    assert (both.exchange_audience, client.exchange_audience) == ("api", "shop")
    with pytest.raises(IncompleteIdentityProvider):
        _ = IdentityProvider(issuer=ISSUER).exchange_audience
    with pytest.raises(IncompleteIdentityProvider):
        _ = IdentityProvider(issuer=ISSUER, audience="api").known_client_id


def test_secrets_and_persons_do_not_show_in_what_is_printed() -> None:
    printed = repr(
        [
            IdentityProvider(issuer=ISSUER, client_secret="canary"),
            AuthorizationCode(code="canary", redirect_uri="https://shop.example", code_verifier="canary"),
            ProviderTokens("canary", "canary"),
            Identity(issuer=ISSUER, subject="canary", email="canary", members={"firstName": "canary"}),
        ]
    )

    assert "canary" not in printed
