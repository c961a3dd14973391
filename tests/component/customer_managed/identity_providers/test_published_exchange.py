"""POST /exchangeauthtoken with the published setting `tokenExchange`: several providers, asked or by keys."""

import base64
import logging
import secrets
import time
from typing import Any
from urllib.parse import unquote_plus

import pytest

from shared.adapters.dynamodb.items.setting import setting_item
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.adapters.dynamodb.writes import Put
from shared.adapters.tokens.identity_providers import MAX_LIFE_SECONDS
from shared.domain.tenants.setting_rules import Setting
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, CLIENT_SECRET, Sso, token_of
from tests.component.customer_managed.identity_providers.published_providers import (
    INTROSPECTION_PATH,
    active,
    asked,
    refused,
    tells,
    with_keys,
)
from tests.component.customer_managed.storefront import claims_of
from tests.component.tenants import Configure
from tests.jwt_issuer import JwtIssuer


def opaque() -> str:
    return secrets.token_urlsafe(32)


class TestAsked:
    def test_a_token_that_the_provider_calls_active_is_exchanged(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email, given_name="Anna"))
        token = opaque()

        answer = sso.exchange(token)

        assert answer.status == 200, answer.text
        assert answer.json["subject_access_token"] == token
        profile = sso.me(answer.json["access_token"])
        assert (profile["contactEmail"], profile["firstName"]) == (email, "Anna")
        ((form, authorization),) = idp.forms
        assert form == {"token": token, "token_type_hint": "access_token"}
        assert authorization is not None
        who = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        assert unquote_plus(who) == f"{CLIENT_ID}:{CLIENT_SECRET}"
        assert idp.requests == [INTROSPECTION_PATH]

    def test_a_signed_token_is_asked_about_too_and_exchanged_once_however_its_signature_is_written(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email))
        token = token_of(idp, email)

        first = sso.exchange(token)
        again = [
            sso.exchange(each)
            for each in (token, f"{token}=", f"{token[:-1]}@", token.rpartition(".")[0] + ".")
        ]
        blanks = [sso.exchange(each) for each in (f" {token}", f"{token} ", f"{token}\n", "a b", "é")]

        assert first.status == 200
        assert [answer.status for answer in (*again, *blanks)] == [400] * 9
        assert all("before" in answer.json["message"] for answer in again)
        assert len(idp.forms) == 5

    def test_opaque_tokens_that_begin_alike_are_not_taken_for_one(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email))

        answers = [sso.exchange(token) for token in ("v4.public.a", "v4.public.b", "c", "d", "v4.public.a")]

        assert [answer.status for answer in answers] == [200, 200, 200, 200, 400]

    @pytest.mark.parametrize(
        "changes",
        [
            {"active": False},
            {"exp": 1_000_000_000},
            {"nbf": 2**33},
            {"exp": "tomorrow"},
            {"sub": None},
        ],
        ids=str,
    )
    def test_any_other_is_refused(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str, changes: dict[str, Any]
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email, **changes))

        assert refused(sso.exchange(opaque()))

    def test_one_that_lives_too_long_is_refused(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email, exp=int(time.time()) + MAX_LIFE_SECONDS + 1000))

        assert refused(sso.exchange(opaque()))

    @pytest.mark.parametrize("name", ["exp", "nbf", "iss", "aud", "azp", "nonce"])
    def test_a_member_that_is_null_is_as_one_that_is_left_out(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str, name: str
    ) -> None:
        configure("tokenExchange", asked(idp, token_client_id="app"))
        tells(idp, {**active(email, client_id="app"), name: None})

        assert sso.exchange(opaque()).status == 200

    def test_a_null_is_not_what_is_asked_for(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp, issuer=idp.url, audience=CLIENT_ID, token_client_id="app"))
        good = active(email, iss=idp.url, aud=CLIENT_ID, azp="app")
        for name in ("sub", "iss", "aud", "azp"):
            tells(idp, {**good, name: None})
            assert refused(sso.exchange(opaque()))

        tells(idp, good)
        assert sso.exchange(opaque()).status == 200

    def test_one_without_an_end_is_exchanged_once(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, active(email, exp=None))
        token = opaque()

        assert [sso.exchange(token).status for _ in range(2)] == [200, 400]

    @pytest.mark.parametrize(
        ("configured", "claims", "status"),
        [
            ({"issuer": "https://id.example"}, {"iss": "https://id.example"}, 200),
            ({"issuer": "https://id.example"}, {"iss": "https://other.example"}, 400),
            ({"issuer": "https://id.example"}, {}, 400),
            ({"audience": "commerce-system"}, {"aud": ["account", "commerce-system"]}, 200),
            ({"audience": "commerce-system"}, {"aud": "account"}, 400),
            ({"audience": "commerce-system"}, {}, 400),
            ({"token_client_id": "my-app"}, {"azp": "my-app"}, 200),
            ({"token_client_id": "my-app"}, {"client_id": "my-app"}, 200),
            ({"token_client_id": "my-app"}, {"azp": "another-app", "client_id": "my-app"}, 400),
            ({"token_client_id": "my-app"}, {}, 400),
            ({}, {"iss": "anybody", "aud": "anything", "azp": "any-app"}, 200),
        ],
        ids=str,
    )
    def test_issuer_audience_and_authorized_party_are_compared_where_they_are_configured(
        self,
        sso: Sso,
        idp: JwtIssuer,
        configure: Configure,
        email: str,
        configured: dict[str, str],
        claims: dict[str, Any],
        status: int,
    ) -> None:
        configure("tokenExchange", asked(idp, **configured))
        tells(idp, active(email, **claims))

        assert sso.exchange(opaque()).status == status

    @pytest.mark.parametrize(
        "document",
        [
            (401, b'{"error": "invalid_client", "secret": "canary"}'),
            (403, b"canary"),
            (500, b"canary"),
            (302, b"http://127.0.0.1:1/canary"),
            (200, b"canary"),
            (200, b'"canary"'),
            (200, b"[]"),
            (200, b"{}"),
            (200, b'{"active": "true", "sub": "canary"}'),
            (200, b'{"active": 1}'),
            (200, b"{" + b" " * 300_000 + b"}"),
        ],
        ids=lambda document: f"{document[0]} {document[1][:30]!r}",
    )
    def test_without_a_usable_answer_it_is_the_provider_that_is_unavailable(
        self,
        sso: Sso,
        idp: JwtIssuer,
        configure: Configure,
        caplog: pytest.LogCaptureFixture,
        document: tuple[int, bytes],
    ) -> None:
        configure("tokenExchange", asked(idp))
        tells(idp, document)

        with caplog.at_level(logging.DEBUG):
            answer = sso.exchange("canary-token")

        assert (answer.status, answer.json["type"]) == (424, "identity_provider_unavailable")
        assert "Retry-After" in answer.headers
        assert idp.url in caplog.text
        told = caplog.text + answer.text
        assert not any(secret in told for secret in ("canary", CLIENT_SECRET))

    def test_one_that_does_not_answer_is_not_called_again_for_a_minute(
        self, sso: Sso, configure: Configure
    ) -> None:
        with JwtIssuer() as gone:
            configure("tokenExchange", asked(gone))

        answers = [sso.exchange(opaque()) for _ in range(2)]

        assert [answer.status for answer in answers] == [424, 424]

    def test_an_address_that_the_provider_has_not_verified_opens_no_account_that_is_there(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        sso.storefront.sign_up(email)
        configure("tokenExchange", {"default": asked(idp), "Site_DE": asked(idp, trustsUnverifiedEmail=True)})
        tells(idp, active(email, email_verified=None))

        answers = [sso.exchange(opaque(), config=config) for config in (None, "Site_DE")]
        tells(idp, active(email, email_verified=False))
        denied = sso.exchange(opaque(), config="Site_DE")

        assert [answer.status for answer in answers] == [400, 200]
        assert denied.status == 400

    def test_the_answer_to_an_id_token_is_refused_unless_the_tenant_wants_those(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", {"default": asked(idp), "app": asked(idp, acceptsIdTokens=True)})
        tells(idp, active(email, typ="ID", nonce="n"))

        plain, wanted = sso.exchange(opaque()), sso.exchange(opaque(), config="app")
        tells(idp, active(email, typ="Bearer", nonce="n"))
        of_keycloak = sso.exchange(opaque())

        assert (plain.status, "ID tokens" in plain.json["message"]) == (400, True)
        assert (wanted.status, of_keycloak.status) == (200, 200)


class TestSeveral:
    def test_each_is_chosen_by_its_name(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        with JwtIssuer() as other:
            configure(
                "tokenExchange", {**with_keys(idp), "Site_DE": with_keys(other), "site_PL": asked(other)}
            )
            tells(other, active(email))

            of_default = [
                sso.exchange(token_of(idp, email), config=name).status
                for name in (None, "default", "Site_DE")
            ]
            of_other = [
                sso.exchange(token_of(other, email), config=name).status
                for name in ("Site_DE", None, "site_PL")
            ]

        assert of_default == [200, 200, 400]
        assert of_other == [200, 400, 200]

    @pytest.mark.parametrize("config", ["Site_FR", "site_de", "jwks", "issuer", "ä", "a b", "x" * 300])
    def test_an_unknown_name_is_400(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str, config: str
    ) -> None:
        configure("tokenExchange", {**with_keys(idp, issuer=idp.url), "Site_DE": with_keys(idp)})

        answer = sso.exchange(token_of(idp, email), config=config)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "config" in answer.json["message"]

    def test_naming_one_that_there_is_not_again_and_again_reads_the_setting_once(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        configure("tokenExchange", {f"Site_{n}": with_keys(idp) for n in range(8)})
        read: list[str] = []
        secret = Tenants.secret

        def counted(tenants: Tenants, tenant: str, key: str) -> str | None:
            read.append(key)
            return secret(tenants, tenant, key)

        monkeypatch.setattr(Tenants, "secret", counted)

        statuses = {sso.exchange(opaque(), config=f"unknown{n}").status for n in range(4)}

        assert statuses == {400}
        assert read.count("tokenExchange") == 1

    def test_the_setting_has_an_effect_at_once_where_there_was_none(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        assert sso.exchange(opaque(), config="Site_DE").status == 400

        configure("tokenExchange", {"Site_DE": with_keys(idp)})

        assert sso.exchange(token_of(idp, email), config="Site_DE").status == 200

    def test_one_of_the_other_setting_is_found_beside_them(
        self, sso: Sso, idp: JwtIssuer, provider: JwtIssuer, configure: Configure, email: str
    ) -> None:
        configure("tokenExchange", {"Site_DE": with_keys(idp)})

        assert sso.exchange(token_of(provider, email)).status == 200
        assert sso.exchange(token_of(idp, email), config="Site_DE").status == 200
        configure("tokenExchange", {"Site_DE": with_keys(idp), "default": with_keys(idp)})
        wiring().identity_providers._published.clear()  # as in another minute
        assert sso.exchange(token_of(idp, email)).status == 200

    @pytest.mark.usefixtures("by_subject")
    def test_subjects_of_one_are_nobody_at_another_even_if_neither_says_its_issuer(
        self, sso: Sso, idp: JwtIssuer, configure: Configure, email: str
    ) -> None:
        with JwtIssuer() as other:
            configure("tokenExchange", {"Site_DE": with_keys(idp), "Site_PL": with_keys(other)})
            mine = {"sub": "4711", "iss": idp.url}
            anna = sso.exchanged(token_of(idp, email, **mine), config="Site_DE")

            bert = sso.exchange(token_of(other, f"bert-{email}", **mine), config="Site_PL")
            again = sso.exchanged(token_of(idp, email, **mine), config="Site_DE")

        numbers = [claims_of(one["access_token"])["customerNumber"] for one in (anna, bert.json, again)]
        assert numbers[0] == numbers[2] != numbers[1]


def test_an_unknown_customer_is_404_where_none_is_created(
    sso: Sso, idp: JwtIssuer, configure: Configure, api: Api, email: str
) -> None:
    configure("tokenExchange", with_keys(idp))
    configure("ssoCustomerAutoprovisioningDisabled", True)

    answer = sso.exchange(token_of(idp, email))
    sso.storefront.sign_up(email)
    known = sso.exchange(token_of(idp, email))

    assert (answer.status, answer.json["type"]) == (404, "resource_not_found")
    assert email not in answer.text
    assert known.status == 200
    assert len(api.numbers()) == 1


def test_a_value_from_before_the_service_knew_the_setting_is_ignored(
    sso: Sso,
    provider: JwtIssuer,
    email: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = setting_item(
        sso.storefront.tenant,
        Setting("tokenExchange", {"client_secret": "canary"}),
        lambda: wiring().key_cipher,
    )
    wiring().table.write(Put(before.raw()))

    assert sso.exchange(token_of(provider, email)).status == 200
    assert "tokenExchange" in caplog.text
    assert "canary" not in caplog.text
