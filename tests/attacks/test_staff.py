"""Attempts to become staff of a tenant without being let in by it, or to do more than a group may."""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from authorizer import authorize_request
from iam import add_client_secret, create_client, get_own_scopes
from shared.adapters.dynamodb.keys import customer_key
from shared.domain.tenants.standing import refusing
from shared.runtime.wiring import wiring
from tenant_managed.customers import create_customer, get_customer, update_customer
from tests.component.api import Answer, Api
from tests.component.configuration.api import MANAGE as CONFIGURE
from tests.component.configuration.api import ConfigurationApi
from tests.component.customer_managed.identity_providers.published_providers import with_keys
from tests.component.identity.oauth import stored_client, token
from tests.component.process import change_environment, forget
from tests.component.service_clients.calls import CLIENTS, ONE
from tests.component.tenants import set_value
from tests.jwt_issuer import JwtIssuer, new_key

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
SUBJECT = "0b5e9c1e-5a0b-4a39-9d61-9a43d3c6e0aa"
AGENTS = {"agents": {"scopes": [MANAGE], "restrictions": ["DE"]}}


@dataclass(frozen=True)
class Office:
    """The back office of a tenant, with a pool of its staff and another one that it trusts otherwise."""

    tenant: str
    pool: JwtIssuer
    other_pool: JwtIssuer
    api: Api

    def token(self, *groups: str, **claims: Any) -> str:
        """An access token of the pool, as Cognito writes it."""
        return self.pool.token(
            **{
                "sub": SUBJECT,
                "client_id": "console",
                "scope": "openid",
                "tenant": None,
                "username": "anna.weber",
                "cognito:groups": list(groups),
                **claims,
            }
        )

    def reads(self, access_token: str, number: str, *, tenant: str | None = None) -> Answer:
        return self.calls(get_customer, "GET", access_token, number, tenant=tenant)

    def calls(
        self,
        operation: Any,
        method: str,
        access_token: str,
        number: str | None = None,
        body: Any = None,
        *,
        tenant: str | None = None,
    ) -> Answer:
        """The answer to a call with this token, by way of the authorizer."""
        path = "/customers" if number is None else "/customers/"
        event = Api(tenant or self.tenant).event(method, path, number, body)
        event["requestContext"]["authorizer"]["lambda"] = context_of(access_token)
        document = operation.lambda_handler(event, None)
        return Answer(document["statusCode"], document["headers"], document.get("body", ""))


def context_of(access_token: str) -> dict[str, Any]:
    """What the authorizer says of the bearer of a token."""
    event = {
        "headers": {"authorization": f"Bearer {access_token}"},
        "requestContext": {"domainName": "customers.test"},
    }
    context: dict[str, Any] = json.loads(json.dumps(authorize_request.lambda_handler(event, None)))["context"]
    return context


@pytest.fixture
def office(api: Api, restrictions: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The pool of staff trusts the client `console` alone; the other one is trusted, but not with staff."""
    with JwtIssuer() as pool, JwtIssuer() as other_pool:
        entries = [
            {"issuer": pool.url, "tenant": api.tenant, "audience": ["console"], "staff": True},
            {"issuer": other_pool.url, "tenant": api.tenant, "audience": ["console", "shop"]},
        ]
        change_environment(monkeypatch, trusted_issuers=json.dumps(entries))
        set_value(api.tenant, "staff.roles", AGENTS)
        yield Office(api.tenant, pool, other_pool, api)
        monkeypatch.undo()
        forget("token_verifier")


@pytest.fixture
def german(office: Office) -> str:
    """The number of a customer whom agents may manage."""
    return office.api.created({"firstName": "Anna", "restriction": "DE"})


def test_an_agent_works_as_far_as_its_group_may_and_under_its_own_name(office: Office, german: str) -> None:
    french = office.api.created({"restriction": "FR"})
    agent = office.token("agents")

    changed = office.calls(update_customer, "PATCH", agent, german, {"lastName": "Nowak"})

    assert (changed.status, office.reads(agent, french).status) == (200, 404)
    stored = wiring().table.get(customer_key(office.tenant, german))
    assert stored is not None
    assert stored["updatedBy"] == {"S": "anna.weber"}
    me = Api(office.tenant).event_of("GET /iam/{tenant}/users/me/scopes")
    me["requestContext"]["authorizer"]["lambda"] = context_of(agent)
    said = json.loads(get_own_scopes.lambda_handler(me, None)["body"])
    assert said["userId"] == "anna.weber"
    words = said["scopes"].split()
    assert {f"tenant={office.tenant}", f"{MANAGE}--DE", f"{READ}--DE"} <= set(words)


@pytest.mark.parametrize("groups", [(), ("Agents",), ("agents ",), ("agents--FR",), ("admins", "agentsx")])
def test_without_a_group_that_has_a_role_the_answer_says_why(
    office: Office, german: str, groups: tuple[str, ...]
) -> None:
    answer = office.reads(office.token(*groups), german)

    assert (answer.status, answer.json["type"]) == (403, "forbidden")
    assert answer.json["message"].startswith(f"None of your groups has a role in tenant '{office.tenant}'.")


@pytest.mark.parametrize(
    "claims",
    [
        {"scope": f"openid {MANAGE} customer/customer_manage"},
        {"scope": [MANAGE]},
        {"restriction": "FR"},
        {"custom:restriction": "FR"},
        {"cognito:groups": [], "groups": ["agents"], "roles": ["agents"]},
        {"cognito:groups": ["agents"], "restriction": []},
    ],
    ids=str,
)
def test_nothing_else_in_a_token_of_staff_gives_more_than_the_groups(
    office: Office, german: str, claims: dict[str, Any]
) -> None:
    groups = claims.get("cognito:groups", ["agents"] if "scope" not in claims else [])
    answer = office.reads(office.token(**{**claims, "cognito:groups": groups}), german)

    assert answer.status in {403, 404}, answer.text


def test_wide_scopes_beside_a_group_do_not_reach_beyond_it(office: Office) -> None:
    french = office.api.created({"restriction": "FR"})
    greedy = office.token("agents", scope=f"{MANAGE} configuration.configuration_manage")

    assert office.reads(greedy, french).status == 404
    answer = office.calls(create_customer, "POST", greedy, body={"firstName": "A", "restriction": "FR"})
    assert answer.status in {400, 403}, answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"client_id": "shop"},
        {"client_id": None, "aud": "shop"},
        {"token_use": "id", "aud": "console"},
        {"customerNumber": "1001", "sessionId": "s"},
        {"sessionId": "s"},
        {"key": new_key()},
        {"tenant": "acme"},
        {"scope": "tenant=acme"},
    ],
    ids=" ".join,
)
def test_a_token_for_another_client_of_the_pool_or_for_a_customer_is_invalid(
    office: Office, claims: dict[str, Any]
) -> None:
    assert context_of(office.token("agents"))["groups"] == ["agents"]
    assert context_of(office.token("agents", **claims)) == {"fault": "invalid"}


def test_a_trusted_issuer_that_is_not_one_of_staff_makes_nobody_staff(office: Office, german: str) -> None:
    groups = ["agents"]
    claims: dict[str, Any] = {"cognito:groups": groups, "groups": groups, "roles": groups, "tenant": None}

    of_shop = office.other_pool.token(**claims, sub=SUBJECT, client_id="console", scope="openid")

    assert "groups" not in context_of(of_shop)
    assert office.reads(of_shop, german).status == 403
    as_before = office.other_pool.token(**claims, client_id="shop", scope=READ)
    assert office.reads(as_before, german).status == 200


def test_an_identity_provider_of_customers_makes_nobody_staff(
    office: Office, configure: Callable[[str, object], None]
) -> None:
    with JwtIssuer() as provider:
        configure("sso.default", {"issuer": provider.url, "clientId": "console"})
        configure("tokenExchange", with_keys(provider, issuer=provider.url))
        claims: dict[str, Any] = {"cognito:groups": ["agents"], "tenant": None, "client_id": "console"}
        forged = provider.token(**claims)

        assert context_of(forged) == {"fault": "invalid"}
        assert provider.requests == []


def test_our_own_tokens_have_no_groups(office: Office, german: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change_environment(monkeypatch, token_issuer="https://customers.test/own")
    claims = JwtIssuer.claims_of(
        "https://customers.test/own", tenant=office.tenant, scope="openid", groups=["agents"]
    )
    ours = wiring().token_signer.sign({**claims, "cognito:groups": ["agents"]})

    assert "groups" not in context_of(ours)
    assert office.reads(ours, german).status == 403
    assert context_of(token(stored_client(office.tenant)))["tenant"] == office.tenant


def test_groups_count_in_the_tenant_of_the_token_alone(
    office: Office, other_tenant: str, german: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"issuer": office.pool.url, "tenants": [office.tenant, other_tenant], "audience": ["console"]}
    change_environment(monkeypatch, trusted_issuers=json.dumps([{**entry, "staff": True}]))
    set_value(other_tenant, "staff.roles", {"admins": {"scopes": [MANAGE]}})

    here = office.token("agents", "admins", tenant=office.tenant)
    there = office.token("agents", "admins", tenant=other_tenant)

    assert office.reads(here, german).status == 200
    assert office.reads(here, german, tenant=other_tenant).status == 403
    assert office.reads(there, german).status == 403
    assert (
        office.reads(office.token("agents", tenant=other_tenant), german, tenant=other_tenant).status == 403
    )
    assert context_of(office.token("agents", tenant=None)) == {"fault": "invalid"}


def test_a_role_that_is_taken_away_is_gone(office: Office, german: str) -> None:
    agent = office.token("agents")
    assert office.reads(agent, german).status == 200

    set_value(office.tenant, "staff.roles", {})

    assert office.reads(agent, german).status == 403


def test_a_client_that_is_disabled_takes_its_staff_with_it(office: Office, german: str) -> None:
    agent = office.token("agents")
    assert office.reads(agent, german).status == 200

    wiring().standings.revise(office.tenant, lambda standing: refusing(standing, "console", None, 0))
    wiring().configurations.forget(office.tenant)

    assert office.reads(agent, german).status == 401


@pytest.mark.parametrize(
    "roles",
    [
        {"agents": {"scopes": [f"{READ}--DE"]}},
        {"agents": {"scopes": [f"tenant=other {MANAGE}"]}},
        {"agents": {"scopes": [READ], "restrictions": ["DE customer.customer_manage"]}},
        {"agents": {"scopes": [READ], "restrictions": [secrets.token_hex(2)]}},
        {"agents": {"scopes": ["customer.login_on_behalf"]}},
        {f"g{n}": {"scopes": [READ]} for n in range(51)},
        {"g" * 129: {"scopes": [READ]}},
        {f"{n:0>120}": {"scopes": ["customermanagement.contactassignment_manage"]} for n in range(50)}
        | {"x": 1},
    ],
    ids=lambda roles: json.dumps(roles)[:40],
)
def test_roles_that_reach_beyond_the_tenant_cannot_be_set(office: Office, roles: dict[str, Any]) -> None:
    settings = ConfigurationApi(Api(office.tenant).as_(CONFIGURE))

    put = settings.put("staff.roles", {"value": roles})
    posted = settings.create({"key": "plain", "value": 1}, {"key": "staff.roles", "value": roles})

    assert (put.status, list(put.problems)) == (400, ["value"]), put.text
    assert (posted.status, list(posted.problems)) == (400, ["1.value"]), posted.text


def test_roles_may_have_the_restrictions_that_are_set_with_them(other_tenant: str) -> None:
    settings = ConfigurationApi(Api(other_tenant).as_(CONFIGURE))
    roles = {"agents": {"scopes": [READ], "restrictions": ["CH"]}}
    limits = {"key": "restrictions", "value": ["CH"]}

    assert settings.create({"key": "staff.roles", "value": roles}).status == 400
    assert settings.create(limits, {"key": "staff.roles", "value": roles}).status == 201
    assert settings.create({"key": "staff.roles", "value": {}, "secured": True}).status == 400


def test_staff_give_programs_what_their_group_may_and_their_name_is_kept(office: Office) -> None:
    roles = {"leads": {"scopes": ["iam.client_manage", READ]}, "agents": AGENTS["agents"]}
    set_value(office.tenant, "staff.roles", roles)
    stronger = stored_client(office.tenant, MANAGE)

    def calls(operation: Any, route: str, *groups: str, body: Any = None, **path: Any) -> Answer:
        event = Api(office.tenant).event_of(route, body, **path)
        event["requestContext"]["authorizer"]["lambda"] = context_of(office.token(*groups))
        document = operation.lambda_handler(event, None)
        return Answer(document["statusCode"], document["headers"], document.get("body", ""))

    def creates(scope: str, *groups: str) -> Answer:
        return calls(create_client, f"POST {CLIENTS}", *groups, body={"name": "ERP", "scopes": [scope]})

    made = creates(READ, "leads")
    beyond = [
        creates(MANAGE, "leads"),
        creates(f"{READ}--DE", "agents"),
        calls(add_client_secret, f"POST {ONE}/secrets", "leads", clientId=stronger.id),
    ]

    assert (made.status, made.json["createdBy"]) == (201, "anna.weber")
    assert [answer.status for answer in beyond] == [403, 403, 403]
    both = creates(f"{MANAGE}--DE", "leads", "agents")
    assert both.status == 201, both.text
