"""Tokens that a user pool issues and signs, through its trigger and the authorizer to an operation.

Cognito and Lambda are emulated, the trigger, the authorizer, the operation and the table's engine are not.
"""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from authorizer import authorize_request
from shared.domain.callers.access import Grant
from shared.domain.errors import Conflict, ValidationFailed
from shared.http.authorizer_context import caller_from
from shared.runtime.wiring import wiring
from shared.use_cases.identity.adopt_client import adopt_client
from tenant_managed.customers import list_customers
from tests.component.api import Api
from tests.component.identity.oauth import MANAGE, READ, Client, ask, claims_of, stored_client
from tests.component.identity.user_pool import PoolClient, UserPool, user_pool
from tests.component.process import change_environment, forget
from tests.component.tenants import set_value
from tests.jwt_issuer import RSA_KEY

POOL_READ, POOL_MANAGE = "customer/customer_read", "customer/customer_manage"


@pytest.fixture(scope="module")
def running_pool(engine_url: str) -> Iterator[UserPool]:
    with user_pool(engine_url) as pool:
        yield pool


@pytest.fixture
def pool(running_pool: UserPool, monkeypatch: pytest.MonkeyPatch) -> Iterator[UserPool]:
    """The stack's pool, as the authorizer knows it, except the address of its keys."""
    entry = {"issuer": running_pool.issuer, "tenants": ["*"], "jwksUrl": running_pool.jwks_url}
    change_environment(monkeypatch, user_pool_issuer=running_pool.issuer, trusted_issuers=json.dumps([entry]))
    yield running_pool
    monkeypatch.undo()
    forget("token_verifier")


def adopted(client: PoolClient, tenant: str, scope: str = READ, *restrictions: str) -> PoolClient:
    """The pool's client, made known to the service."""
    clients = wiring().service_clients
    adopt_client(
        clients,
        wiring().tenants,
        client_id=client.id,
        tenant=tenant,
        name="ERP",
        scope=scope,
        restrictions=restrictions,
    )
    return client


def authorized(access_token: str) -> dict[str, Any]:
    """The context that the authorizer puts before a function."""
    event = {
        "headers": {"authorization": f"Bearer {access_token}"},
        "requestContext": {"domainName": "customers.test"},
    }
    answer = json.loads(json.dumps(authorize_request.lambda_handler(event, None)))
    context: dict[str, Any] = answer["context"]
    return context


def listed(api: Api, access_token: str) -> tuple[int, Any]:
    """Return the answer to a list of customers with this token."""
    event = api.event("GET", "/customers")
    event["requestContext"]["authorizer"]["lambda"] = authorized(access_token)
    answer = list_customers.lambda_handler(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def test_an_adopted_client_reaches_its_tenant_by_a_token_of_the_pool(pool: UserPool, api: Api) -> None:
    number = api.created({"firstName": "Anna"})
    client = adopted(pool.client(POOL_READ), api.tenant)

    access_token = pool.token(client)

    assert claims_of(access_token)["iss"] == pool.issuer
    assert caller_from(authorized(access_token)).client_id == client.id
    status, customers = listed(api, access_token)
    assert (status, [customer["id"] for customer in customers]) == (200, [number])


def test_it_reaches_no_other_tenant(pool: UserPool, tenant: str, other_tenant: str) -> None:
    access_token = pool.token(adopted(pool.client(POOL_READ), tenant))

    assert listed(Api(other_tenant), access_token)[0] == 403


@pytest.mark.parametrize("limits", [("DE",), ("DE", "FR")])
def test_its_restrictions_limit_every_scope(
    pool: UserPool, api: Api, restrictions: list[str], limits: tuple[str, ...]
) -> None:
    numbers = {name: api.created({"restriction": name}) for name in restrictions}
    unrestricted = api.created()
    client = adopted(pool.client(POOL_READ, POOL_MANAGE), api.tenant, MANAGE, *limits)

    access_token = pool.token(client)

    caller = caller_from(authorized(access_token))
    assert set(caller.grants.values()) == {Grant(frozenset(limits))}
    seen = {customer["id"] for customer in listed(api, access_token)[1]}
    assert seen == {numbers[name] for name in limits}
    assert unrestricted not in seen


def test_the_pool_gives_no_scope_beyond_those_that_were_adopted(pool: UserPool, tenant: str) -> None:
    client = adopted(pool.client(POOL_READ, POOL_MANAGE, "customer/import_manage"), tenant, READ)

    access_token = pool.token(client)

    assert claims_of(access_token)["scope"] == POOL_READ
    assert set(caller_from(authorized(access_token)).grants) == {READ, f"{READ}_own"}


def test_what_was_adopted_is_no_more_than_the_pool_gives(pool: UserPool, tenant: str) -> None:
    client = adopted(pool.client(POOL_READ, "configuration/configuration_view"), tenant, f"{MANAGE} {READ}")

    access_token = pool.token(client, scope=POOL_READ)

    assert claims_of(access_token)["scope"] == POOL_READ
    assert set(caller_from(authorized(access_token)).grants) == {READ, f"{READ}_own"}


def test_a_client_that_nobody_has_adopted_gets_no_token(pool: UserPool) -> None:
    answer = pool.ask(pool.client(POOL_READ))

    assert answer.status >= 400
    assert b"access_token" not in answer.data


def test_a_user_of_the_pool_opens_nothing_whatever_its_attributes_say(pool: UserPool, tenant: str) -> None:
    attributes = {"custom:tenant": tenant, "custom:restriction": "DE"}

    client = adopted(pool.client_of_users(), tenant)

    tokens = pool.log_in(client, **attributes)

    assert claims_of(tokens["IdToken"]).items() >= attributes.items()
    assert claims_of(tokens["AccessToken"])["client_id"] == client.id
    assert authorized(tokens["IdToken"]) == authorized(tokens["AccessToken"]) == {"fault": "invalid"}


def test_a_user_of_a_pool_of_staff_may_do_what_its_groups_may(
    pool: UserPool, api: Api, restrictions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    console, shop = pool.client_of_users(), pool.client_of_users()
    trusted = {"issuer": pool.issuer, "tenant": api.tenant, "audience": [console.id], "staff": True}
    change_environment(monkeypatch, trusted_issuers=json.dumps([{**trusted, "jwksUrl": pool.jwks_url}]))
    set_value(api.tenant, "staff.roles", {"agents": {"scopes": [READ], "restrictions": ["DE"]}})
    german = api.created({"restriction": "DE"})
    api.created({"restriction": "FR"})

    agent = pool.log_in(console, groups=("agents", "others"))
    stranger = pool.log_in(console, groups=("others",))
    customer = pool.log_in(shop, groups=("agents",))

    assert claims_of(agent["AccessToken"])["cognito:groups"] == ["agents", "others"]
    assert authorized(agent["AccessToken"])["subject"] == claims_of(agent["AccessToken"])["username"]
    status, customers = listed(api, agent["AccessToken"])
    assert (status, [customer["id"] for customer in customers]) == (200, [german])
    status, refusal = listed(api, stranger["AccessToken"])
    assert (status, "None of your groups has a role" in refusal["message"]) == (403, True)
    for other in (agent["IdToken"], customer["AccessToken"]):
        assert authorized(other) == {"fault": "invalid"}


def test_a_token_that_another_key_signed_is_invalid(pool: UserPool, tenant: str) -> None:
    access_token = pool.token(adopted(pool.client(POOL_READ), tenant))

    kid = jwt.get_unverified_header(access_token)["kid"]
    forged = jwt.encode(claims_of(access_token), RSA_KEY, "RS256", {"kid": kid})

    assert authorized(access_token)["tenant"] == tenant
    assert authorized(forged) == {"fault": "invalid"}


def test_the_service_issues_no_token_to_an_adopted_client(tenant: str) -> None:
    client = adopted(PoolClient(secrets.token_hex(13), "its secret in the pool"), tenant)

    refusals = [ask(Client(client.id, secret)) for secret in (client.secret, "", "None")]

    assert [(answer.status, answer.json["error"]) for answer in refusals] == [(401, "invalid_client")] * 3


def test_a_client_is_adopted_once_and_no_client_of_the_service_is(tenant: str, other_tenant: str) -> None:
    client = adopted(PoolClient(secrets.token_hex(13), ""), tenant)
    own = stored_client(tenant)

    for taken in (client.id, own.id):
        with pytest.raises(Conflict, match="already exists"):
            adopted(PoolClient(taken, ""), other_tenant)


@pytest.mark.parametrize("scope", ["openid", POOL_READ, f"{READ}--DE", f"{READ}--"])
def test_what_no_token_of_a_pool_could_contain_is_not_adopted(tenant: str, scope: str) -> None:
    with pytest.raises(ValidationFailed) as refusal:
        adopted(PoolClient(secrets.token_hex(13), ""), tenant, scope)

    assert [problem.field for problem in refusal.value.problems] == ["scope"]
