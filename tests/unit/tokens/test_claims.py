"""From verified claims to a caller (api.md §2)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import Caller, CallerCustomer, Grant
from shared.domain.callers.tokens import EVERY_TENANT, Tenancy, caller_from_claims
from shared.domain.errors import InvalidToken
from shared.http.authorizer_context import caller_context, caller_from

READ = "customer.customer_read"
NAMES = "sub client_id azp scope tenant custom:tenant restriction custom:restriction"
CUSTOMER_NAMES = "customerNumber sessionId legalEntityId"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


def caller(tenancy: Tenancy = EVERY_TENANT, **changes: Any) -> Caller:
    claims = {"sub": "shop", "tenant": "acme", "scope": READ, "exp": 2_000_000_000, **changes}
    return caller_from_claims({k: v for k, v in claims.items() if v is not ...}, tenancy)


@pytest.mark.parametrize(
    "claims",
    [
        {"tenant": "acme"},
        {"tenant": ..., "custom:tenant": "acme"},
        {"tenant": ..., "scope": f"tenant=acme {READ}"},
        {"tenant": ..., "scope": [READ, "tenant=acme"]},
        {"tenant": "acme", "custom:tenant": "acme", "scope": f"{READ} tenant=acme tenant=acme"},
    ],
)
def test_the_tenant_is_named_in_any_of_three_ways(claims: dict[str, Any]) -> None:
    assert caller(**claims).tenant == "acme"


@pytest.mark.parametrize(
    "claims",
    [
        {"tenant": ...},
        {"tenant": ""},
        {"tenant": None},
        {"tenant": ["acme"]},
        {"tenant": "acme", "custom:tenant": "other"},
        {"tenant": "acme", "scope": f"tenant=other {READ}"},
        {"tenant": ..., "scope": "tenant=acme tenant=other"},
        {"tenant": ..., "scope": "tenant="},
        *({"tenant": name} for name in ("ab", "a" * 17, "Acme", "1acme", "ac-me", "acme\n", "acmé", "*")),
    ],
    ids=str,
)
def test_a_token_that_does_not_name_exactly_one_tenant_is_invalid(claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        caller(**claims)


def test_a_visitors_token_says_what_the_visit_is_like() -> None:
    context = {"language": "de", "siteCode": "DE", "targetLocation": "Bonn"}

    found = caller(sessionId="s", visitContext=context)

    assert found.visit == {"language": "de", "siteCode": "DE", "targetLocation": "Bonn"}
    assert caller_from(caller_context(found)) == found
    assert caller(visitContext=context).visit == caller(sessionId="s", visitContext="de").visit == {}


@pytest.mark.parametrize("name", ["customerNumber", "sessionId"])
@pytest.mark.parametrize("value", ["", "a" * 256, "a b", "ü", "a\n", "\ud800", 1001, None])
def test_a_customer_or_session_that_no_key_of_the_table_can_hold_is_invalid(name: str, value: Any) -> None:
    with pytest.raises(InvalidToken):
        caller(**{"customerNumber": "1001", "sessionId": "s1", name: value})


INFINITY = float("inf")


@pytest.mark.parametrize("second", [INFINITY, -INFINITY, float("nan"), 1e300, -1, 253_402_300_800])
@pytest.mark.parametrize("name", ["exp", "iat", "visitEndsAt"])
def test_a_time_that_is_none_makes_the_token_invalid(name: str, second: float) -> None:
    claims = {"sub": "shop", "tenant": "acme", "exp": 2_000_000_000, "sessionId": "s", name: second}

    with pytest.raises(InvalidToken):
        caller_from_claims(claims, EVERY_TENANT, is_ours=True)


def test_only_our_own_token_says_when_a_visit_ends() -> None:
    claims = {"sub": "shop", "tenant": "acme", "exp": 1, "sessionId": "s", "visitEndsAt": 2}

    assert caller_from_claims(claims, EVERY_TENANT, is_ours=True).visit_ends_at == 2
    assert caller_from_claims(claims, EVERY_TENANT).visit_ends_at is None
    assert caller_from_claims({**claims, "visitEndsAt": INFINITY}, EVERY_TENANT).visit_ends_at is None


def test_an_implied_tenant_does_not_permit_naming_another() -> None:
    tenancy = Tenancy(frozenset({"acme"}), implied="acme")

    assert caller(tenancy, tenant=...).tenant == "acme"
    assert caller(tenancy).tenant == "acme"
    with pytest.raises(InvalidToken):
        caller(tenancy, tenant="other")


@pytest.mark.parametrize(
    "scope", [f"{READ} openid", f"openid  {READ}", [READ, "openid"], "customer/customer_read"]
)
def test_scopes_are_words_however_they_are_listed(scope: Any) -> None:
    assert caller(scope=scope).grants[READ] == Grant()


def test_a_token_without_scope_grants_nothing() -> None:
    assert caller(scope=...).grants == {}


@pytest.mark.parametrize("name", ["restriction", "custom:restriction"])
@pytest.mark.parametrize(
    ("claim", "restrictions"),
    [
        ("DE", {"DE"}),
        ("DE,FR", {"DE", "FR"}),
        (" DE, FR  AT ", {"DE", "FR", "AT"}),
        (["DE"], {"DE"}),
        (["DE", "North Sea"], {"DE", "North Sea"}),
        ("", set()),
        (" , ", set()),
        ([], set()),
    ],
)
def test_the_restriction_claim_limits_to_what_it_lists(name: str, claim: Any, restrictions: set[str]) -> None:
    assert caller(**{name: claim}).grants[READ] == Grant(frozenset(restrictions))


def test_a_suffixed_scope_is_limited_by_its_suffix_instead() -> None:
    grants = caller(scope=f"{READ} customer.customer_manage--FR", restriction="DE").grants

    assert grants[READ] == Grant(frozenset({"DE", "FR"}))
    assert grants["customer.customer_manage"] == Grant(frozenset({"FR"}))


def test_two_restriction_claims_must_agree() -> None:
    both: dict[str, Any] = {"restriction": ["FR", "DE"], "custom:restriction": "DE,FR"}

    assert caller(**both).grants[READ] == Grant(frozenset({"DE", "FR"}))
    with pytest.raises(InvalidToken):
        caller(**{**both, "custom:restriction": "DE"})


def test_a_customer_token_speaks_for_the_customer_in_its_session() -> None:
    known = caller(customerNumber="1001", sessionId="s1", legalEntityId="le1", email="a@b.example")

    assert known.customer == CallerCustomer("1001", "s1", "le1")
    assert known.subject == "1001"
    assert "@" not in repr(known)


def test_a_session_beside_another_one_of_its_visit_has_an_id_of_its_own() -> None:
    beside = caller(customerNumber="1001", sessionId="v1", ownSessionId="s2", family="f")

    assert beside.customer == CallerCustomer("1001", "s2", family="f", visit_id="v1")
    for wrong in (None, 7, "", "a b"):
        with pytest.raises(InvalidToken):
            caller(customerNumber="1001", sessionId="v1", ownSessionId=wrong)


def test_a_customer_token_without_session_is_invalid() -> None:
    with pytest.raises(InvalidToken):
        caller(customerNumber="1001")


@pytest.mark.parametrize(
    ("claims", "subject"),
    [
        ({"sub": "u-1", "client_id": "shop"}, "u-1"),
        ({"sub": "anna@example.com", "client_id": "shop"}, "shop"),
        ({"sub": ..., "azp": "shop"}, "shop"),
        ({"sub": "u" * 256, "client_id": "shop"}, "shop"),
    ],
)
def test_the_subject_is_never_an_email_address(claims: dict[str, Any], subject: str) -> None:
    assert caller(**claims).subject == subject


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": ...},
        {"sub": "anna@example.com"},
        {"sub": ""},
        {"sub": 7},
        {"scope": 7},
        {"scope": {"customer.customer_read": True}},
        {"scope": [["customer.customer_read"]]},
        {"restriction": None},
        {"restriction": {"DE": True}},
        {"restriction": ["DE", 7]},
        {"customerNumber": 1001, "sessionId": "s1"},
        {"customerNumber": "1001", "sessionId": None},
        {"customerNumber": "1001", "sessionId": "s1", "legalEntityId": ["le1"]},
    ],
    ids=str,
)
def test_a_claim_of_a_wrong_type_makes_the_token_invalid(claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        caller(**claims)


@given(
    claims=st.dictionaries(
        st.sampled_from(f"{NAMES} {CUSTOMER_NAMES}".split()),
        json_values,
    ),
    tenant=st.sampled_from(["acme", ...]),
)
def test_whatever_the_claims_are_the_token_is_invalid_or_of_one_valid_tenant(
    claims: dict[str, Any], tenant: Any
) -> None:
    try:
        known = caller(**{"tenant": tenant, **claims})
    except InvalidToken:
        return

    assert known.tenant.isalnum()
    assert known.subject
    if "restriction" in claims:
        assert all(grant.restrictions is not None for grant in known.grants.values())
