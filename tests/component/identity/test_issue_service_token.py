"""POST /oauth/token (api.md §6, RFC 6749 §4.4 and §5)."""

import base64
import time
from typing import Any

import jwt
import pytest

from shared.domain.errors import Conflict
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.identity.oauth import (
    MANAGE,
    READ,
    Client,
    ask,
    basic,
    claims_of,
    jwks,
    stored_client,
    token,
)
from tests.component.tenants import set_value


def test_a_client_gets_a_token_for_all_it_has(tenant: str) -> None:
    client = stored_client(tenant, f"{READ} {MANAGE}--DE")

    answer = ask(client)

    assert answer.status == 200
    assert answer.json == {
        "access_token": answer.json["access_token"],
        "token_type": "Bearer",
        "expires_in": 14400,
        "scope": f"tenant={tenant} {READ} {MANAGE}--DE",
        "session_idle_time": 14400,
        "refresh_token": "",
        "refresh_token_expires_in": 0,
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"


def test_the_token_says_who_may_do_what_until_when(tenant: str) -> None:
    client = stored_client(tenant)
    before = int(time.time())

    claims = claims_of(token(client))

    jti, issued_at = claims.pop("jti"), claims.pop("iat")
    assert before <= issued_at <= time.time()
    assert jti
    assert claims == {
        "iss": "https://customers.test",
        "sub": client.id,
        "client_id": client.id,
        "token_use": "access",
        "scope": f"tenant={tenant} {READ}",
        "tenant": tenant,
        "exp": issued_at + 14400,
    }


def test_the_token_is_verified_by_a_published_key(tenant: str) -> None:
    access_token = token(stored_client(tenant))
    header = jwt.get_unverified_header(access_token)
    published = {key["kid"]: key for key in jwks().json["keys"]}

    verified = jwt.decode(access_token, jwt.PyJWK(published[header["kid"]]), algorithms=["ES256"])

    assert header["alg"] == "ES256"
    assert verified["tenant"] == tenant


def test_every_token_has_an_id_of_its_own(tenant: str) -> None:
    client = stored_client(tenant)

    assert claims_of(token(client))["jti"] != claims_of(token(client))["jti"]


def test_the_restrictions_of_a_client_are_in_its_token(tenant: str) -> None:
    claims = claims_of(token(stored_client(tenant, restrictions=("DE", "FR"))))

    assert claims["restriction"] == ["DE", "FR"]


def test_a_tenant_decides_how_long_its_tokens_last(tenant: str) -> None:
    set_value(tenant, "token.accessSeconds", 600)

    answer = ask(stored_client(tenant))

    claims = claims_of(answer.json["access_token"])
    assert answer.json["expires_in"] == answer.json["session_idle_time"] == 600
    assert claims["exp"] - claims["iat"] == 600


def test_a_client_may_ask_for_less_and_is_not_given_more(tenant: str) -> None:
    client = stored_client(tenant, f"{READ} customer.import_read")

    answer = ask(client, scope=f"tenant={tenant} {READ} {MANAGE}")

    assert answer.json["scope"] == f"tenant={tenant} {READ}"
    assert claims_of(answer.json["access_token"])["scope"] == answer.json["scope"]


def test_the_credentials_may_come_as_http_basic(tenant: str) -> None:
    client = stored_client(tenant)

    for name in ("Authorization", "authorization", "AUTHORIZATION"):
        assert ask(headers={name: basic(client.id, client.secret)}).status == 200
    assert ask(headers={"authorization": basic(client.id, client.secret)}, client_id=client.id).status == 200


def test_http_basic_is_form_encoded_within(tenant: str) -> None:
    client = stored_client(tenant)
    encoded = "".join(f"%{ord(character):02x}" for character in client.secret)
    credentials = base64.b64encode(f"{client.id}:{encoded}".encode()).decode()

    assert ask(headers={"authorization": f"basic  {credentials}"}).status == 200


def test_the_gateway_may_send_the_form_in_base64(tenant: str) -> None:
    assert ask(stored_client(tenant), in_base64=True).status == 200


def test_a_media_type_may_have_parameters(tenant: str) -> None:
    media_type = "Application/x-www-form-urlencoded; charset=utf-8"

    assert ask(stored_client(tenant), headers={"Content-Type": media_type}).status == 200


def test_an_unknown_client_and_a_wrong_secret_are_one_answer(tenant: str) -> None:
    client = stored_client(tenant)

    answers = [
        ask(Client("unknown", client.secret)),
        ask(Client("#/" * 2000, client.secret)),
        ask(Client(client.id, client.secret[:-1])),
        ask(Client(client.id, "")),
        ask(headers={"authorization": basic(client.id, "wrong")}),
    ]

    assert {answer.status for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json["error"] == "invalid_client"
    assert all(answer.headers["WWW-Authenticate"].startswith("Basic ") for answer in answers)
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in answers)


def test_a_secret_of_another_client_is_wrong(tenant: str, other_tenant: str) -> None:
    client, other = stored_client(tenant), stored_client(other_tenant)

    assert ask(Client(client.id, other.secret)).status == 401


def test_a_public_client_has_no_tokens_of_its_own(tenant: str) -> None:
    answer = ask(stored_client(tenant, public=True))

    assert answer.status == 400
    assert answer.json["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": None}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"scope": 'customer.customer_read "'}, 400, "invalid_scope"),
    ],
    ids=str,
)
def test_a_form_that_asks_for_no_token_is_refused(
    tenant: str, form: dict[str, Any], status: int, error: str
) -> None:
    answer = ask(stored_client(tenant), **form)

    assert answer.status == status
    assert answer.json["error"] == error
    assert answer.json["error_description"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{}",
        "grant_type=client_credentials&grant_type=client_credentials&client_id=a&client_secret=b",
        "grant_type=client_credentials&client_id=a&client_id=b&client_secret=c",
        "grant_type=client_credentials&client_id=%ff&client_secret=b",
        "&".join(f"p{number}=1" for number in range(100)),
    ],
)
def test_a_body_that_is_not_such_a_form_is_an_invalid_request(raw: str) -> None:
    answer = ask(raw=raw)

    assert answer.status == 400
    assert answer.json["error"] == "invalid_request"


def test_a_form_of_another_media_type_is_an_invalid_request(tenant: str) -> None:
    answer = ask(stored_client(tenant), headers={"Content-Type": "application/json"})

    assert answer.json["error"] == "invalid_request"


def test_credentials_in_both_places_are_an_invalid_request(tenant: str) -> None:
    client = stored_client(tenant)
    header = {"authorization": basic(client.id, client.secret)}

    for answer in (ask(client, headers=header), ask(headers=header, client_id="another")):
        assert answer.status == 400
        assert answer.json["error"] == "invalid_request"


@pytest.mark.parametrize(
    "authorization",
    ["Basic", "Basic !", "Basic YQ", "Basic YWI=", "Basic /w==", "Bearer YTpi", "YTpi", "", "Basic JWZmOmI="],
)
def test_an_authorization_header_other_than_http_basic_proves_nothing(authorization: str) -> None:
    answer = ask(headers={"authorization": authorization})

    assert answer.status == 401
    assert answer.json["error"] == "invalid_client"


def test_a_secret_is_stored_nowhere(tenant: str) -> None:
    client = stored_client(tenant)

    stored = wiring().service_clients.find(client.id)

    assert stored is not None
    assert client.secret not in repr(stored)


def test_neither_secret_nor_token_is_logged(tenant: str, capsys: pytest.CaptureFixture[str]) -> None:
    client = stored_client(tenant)

    tokens = [token(client)]
    ask(Client(client.id, "wrong-secret"))

    output = "".join(capsys.readouterr())
    assert "issue_service_token" in output
    assert all(secret not in output for secret in (client.secret, "wrong-secret", *tokens))


def test_a_client_may_be_given_its_id_but_not_one_in_use(tenant: str) -> None:
    clients = wiring().service_clients
    name = f"{tenant}-admin"

    client, _ = create_service_client(
        clients, wiring().tenants, tenant=tenant, name="Admin", scope=MANAGE, client_id=name
    )

    assert clients.find(name) == client
    with pytest.raises(Conflict):
        create_service_client(
            clients, wiring().tenants, tenant=tenant, name="Admin", scope=READ, client_id=name
        )
    assert clients.find(name) == client
