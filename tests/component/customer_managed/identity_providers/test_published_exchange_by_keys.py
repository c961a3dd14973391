"""POST /exchangeauthtoken with the published setting `tokenExchange`: who speaks is told by keys."""

from typing import Any

import pytest

from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, Sso, token_of
from tests.component.customer_managed.identity_providers.published_providers import (
    refused,
    with_keys,
)
from tests.component.tenants import Configure
from tests.jwt_issuer import RSA_KEY, JwtIssuer, new_key, public_jwk


class TestByKeys:
    def test_a_token_that_one_of_the_keys_has_signed_is_exchanged_and_nobody_is_asked(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        idp.keys["rsa"] = RSA_KEY
        configure("tokenExchange", with_keys(idp))

        answers = [sso.exchange(token_of(idp, email, kid=kid)) for kid in ("first", "rsa")]

        assert [answer.status for answer in answers] == [200, 200]
        assert sso.me(answers[0].json["access_token"])["contactEmail"] == email
        assert idp.requests == []

    def test_one_key_without_an_id_is_that_of_every_token(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        jwk = public_jwk(idp.keys["first"], "")
        del jwk["kid"]
        configure("tokenExchange", {"jwks": {"keys": [jwk]}})

        assert sso.exchange(token_of(idp, email)).status == 200
        assert refused(sso.exchange(token_of(idp, email, key=new_key())))

    @pytest.mark.parametrize(
        "changes",
        [
            {"key": new_key()},
            {"kid": "unknown", "key": new_key()},
            {"exp": 1_000_000_000},
            {"exp": None},
            {"nbf": 2**32},
            {"iss": "https://other.example"},
            {"iss": None},
            {"aud": "other"},
            {"azp": "other"},
            {"azp": None},
            {"headers": {"typ": "logout+jwt"}},
        ],
        ids=lambda changes: str({name: str(value)[:20] for name, value in changes.items()}),
    )
    def test_any_other_token_is_refused(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str, changes: dict[str, Any]
    ) -> None:
        configure("tokenExchange", with_keys(idp, issuer=idp.url, audience=CLIENT_ID, token_client_id="app"))
        assert sso.exchange(token_of(idp, email, azp="app")).status == 200

        assert refused(sso.exchange(token_of(idp, email, **{"azp": "app", **changes})))

    def test_issuer_and_audience_need_not_be_configured(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", with_keys(idp))

        assert sso.exchange(token_of(idp, email, iss=None, aud="anybody", azp="any-app")).status == 200
