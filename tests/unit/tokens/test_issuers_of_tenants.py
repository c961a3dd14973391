"""Access tokens of issuers that tenants have added for themselves."""

from typing import Any

import pytest

from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.trusted_issuers import TrustedIssuer
from shared.adapters.tokens.verifier import TokenVerifier
from shared.domain.callers.tokens import EVERY_TENANT, Tenancy
from shared.domain.errors import InvalidToken
from tests.jwt_issuer import JWKS_PATH, JwtIssuer
from tests.unit.tokens.records import Records

OURSELVES = "http://ourselves.localhost"


def of_tenant(issuer: JwtIssuer, tenant: str, **trust: Any) -> TrustedIssuer:
    """An issuer as a tenant adds it."""
    return TrustedIssuer(issuer.url, Tenancy(frozenset({tenant}), tenant), **trust)


def test_an_issuer_of_a_tenant_speaks_for_that_tenant_alone(issuer: JwtIssuer) -> None:
    verifier = TokenVerifier([], Records(None, of_tenant(issuer, "acme")))

    assert verifier.caller(issuer.token(), OURSELVES).tenant == "acme"
    assert verifier.caller(issuer.token(tenant=None), OURSELVES).tenant == "acme"
    with pytest.raises(InvalidToken):
        verifier.caller(issuer.token(tenant="beta"), OURSELVES)


def test_several_tenants_may_trust_one_issuer_each_with_its_own(issuer: JwtIssuer) -> None:
    acme, beta = of_tenant(issuer, "acme", audience=("a",)), of_tenant(issuer, "beta", audience=("b",))
    verifier = TokenVerifier([], Records(None, acme, beta))

    def tenant_of(**claims: Any) -> str:
        return verifier.caller(issuer.token(**claims), OURSELVES).tenant

    assert tenant_of(tenant=None, aud="a") == "acme"
    assert tenant_of(tenant="beta", aud=["a", "b"]) == "beta"
    for claims in ({"tenant": "beta", "aud": "a"}, {"tenant": None, "aud": ["a", "b"]}, {"aud": "c"}):
        with pytest.raises(InvalidToken):
            tenant_of(**claims)


def test_an_issuer_of_all_tenants_may_be_added_for_one_more_audience(issuer: JwtIssuer) -> None:
    everywhere = TrustedIssuer(issuer.url, EVERY_TENANT, ("shop",))
    verifier = TokenVerifier([everywhere], Records(None, of_tenant(issuer, "acme", audience=("erp",))))

    assert verifier.caller(issuer.token(tenant="beta"), OURSELVES).tenant == "beta"
    assert verifier.caller(issuer.token(client_id="erp"), OURSELVES).tenant == "acme"
    with pytest.raises(InvalidToken):
        verifier.caller(issuer.token(client_id="erp", tenant="beta"), OURSELVES)


@pytest.mark.parametrize("end", [float("inf"), float("nan"), 1e300])
def test_a_time_that_is_none_refuses_the_token_for_every_tenant_and_never_fails(
    issuer: JwtIssuer, end: float
) -> None:
    verifier = TokenVerifier([], Records(None, of_tenant(issuer, "acme"), of_tenant(issuer, "beta")))

    visitor = verifier.caller(issuer.token(tenant="beta", sessionId="s", visitEndsAt=end), OURSELVES)
    assert (visitor.tenant, visitor.visit_ends_at) == ("beta", None)
    with pytest.raises(InvalidToken):
        verifier.caller(issuer.token(tenant="beta", sessionId="s", exp=end), OURSELVES)
    ours = issuer.token(iss=OURSELVES, sessionId="s", token_use="access", visitEndsAt=end)
    with pytest.raises(InvalidToken):
        TokenVerifier([], Records(issuer)).caller(ours, OURSELVES)


def test_what_a_tenant_adds_never_speaks_as_ourselves(issuer: JwtIssuer) -> None:
    with JwtIssuer() as ourselves:
        entry = TrustedIssuer(ourselves.url, EVERY_TENANT, jwks_url=issuer.url + JWKS_PATH)
        verifier = TokenVerifier([entry], Records(ourselves, entry))

        with pytest.raises(InvalidToken):
            verifier.caller(issuer.token(iss=ourselves.url), ourselves.url)


def test_an_issuer_that_cannot_be_reached_leaves_it_undecided_unless_another_place_has_the_key(
    issuer: JwtIssuer,
) -> None:
    gone = of_tenant(issuer, "acme", jwks_url="http://127.0.0.1:9/")

    with pytest.raises(KeysUnavailable):
        TokenVerifier([], Records(None, gone)).caller(issuer.token(), OURSELVES)
    both = TokenVerifier([], Records(None, gone, of_tenant(issuer, "beta")))
    assert both.caller(issuer.token(tenant="beta"), OURSELVES).tenant == "beta"
