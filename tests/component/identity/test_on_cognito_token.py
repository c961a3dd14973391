"""The trigger of the user pool, from the event that Cognito sends to what it gets back."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest

from shared.runtime.trigger import InvocationFailed
from shared.runtime.wiring import wiring
from shared.use_cases.identity.adopt_client import adopt_client
from tests.component.identity.oauth import MANAGE, READ, stored_client
from tests.component.lambda_context import LambdaContext
from tests.component.wire import Wire
from triggers import on_cognito_token

SAMPLE = json.loads((Path(__file__).parents[3] / "events/triggers/on_cognito_token.json").read_text())
POOL_READ, POOL_MANAGE = "customer/customer_read", "customer/customer_manage"


def adopted(tenant: str, scope: str = READ, *restrictions: str) -> str:
    """The id of a client of the pool, made known to the service."""
    client_id = secrets.token_hex(13)
    clients = wiring().service_clients
    adopt_client(
        clients,
        wiring().tenants,
        client_id=client_id,
        tenant=tenant,
        name="ERP",
        scope=scope,
        restrictions=restrictions,
    )
    return client_id


def event_of(client_id: str, *scopes: str, **changes: Any) -> dict[str, Any]:
    """Return Cognito's event before it issues a token of the client with these scopes."""
    caller = {**SAMPLE["callerContext"], "clientId": client_id}
    return {**SAMPLE, "callerContext": caller, "request": {**SAMPLE["request"], "scopes": scopes}, **changes}


def answered(event: dict[str, Any]) -> Any:
    return json.loads(json.dumps(on_cognito_token.lambda_handler(event, LambdaContext())))


def changes_of(event: dict[str, Any]) -> Any:
    """Return the changes to the access token; nothing else of the event changes."""
    answer = answered(event)
    assert {**answer, "response": None} == json.loads(json.dumps({**event, "response": None}))
    details = answer["response"]["claimsAndScopeOverrideDetails"]
    assert details.keys() == {"accessTokenGeneration"}
    return details["accessTokenGeneration"]


def test_the_token_of_a_program_names_its_tenant(tenant: str) -> None:
    changes = changes_of(event_of(adopted(tenant), POOL_READ))

    assert changes == {"claimsToAddOrOverride": {"tenant": tenant}, "scopesToSuppress": []}


def test_it_names_its_restrictions_as_a_list(tenant: str) -> None:
    changes = changes_of(event_of(adopted(tenant, READ, "DE", "FR"), POOL_READ))

    assert changes["claimsToAddOrOverride"] == {"tenant": tenant, "restriction": ["DE", "FR"]}


@pytest.mark.parametrize(
    ("scope", "offered", "withheld"),
    [
        (READ, [POOL_READ, POOL_MANAGE], [POOL_MANAGE]),
        (MANAGE, [POOL_READ, POOL_MANAGE], []),
        (READ, ["customer/import_read", "configuration/configuration_view"], "all"),
        (READ, [POOL_READ, "billing/read", "openid"], ["billing/read", "openid"]),
        ("", [POOL_READ], "all"),
        (READ, [], []),
    ],
)
def test_it_has_no_scope_that_was_not_adopted(
    tenant: str, scope: str, offered: list[str], withheld: list[str] | str
) -> None:
    changes = changes_of(event_of(adopted(tenant, scope), *offered))

    assert changes["scopesToSuppress"] == (offered if withheld == "all" else withheld)


@pytest.mark.parametrize("public", [True, False])
def test_a_program_that_was_not_adopted_gets_no_token(tenant: str, public: bool) -> None:
    for client_id in (stored_client(tenant, public=public).id, secrets.token_hex(13), "a#b", ""):
        with pytest.raises(InvocationFailed, match=r"^UnknownClient$"):
            answered(event_of(client_id, POOL_READ))


def test_without_a_list_of_scopes_to_withhold_there_is_no_token(tenant: str) -> None:
    event = event_of(adopted(tenant), POOL_READ)
    del event["request"]["scopes"]

    with pytest.raises(InvocationFailed, match=r"^KeyError$"):
        answered(event)


@pytest.mark.parametrize(
    "source", ["Authentication", "HostedAuth", "NewPasswordChallenge", "AuthenticateDevice", "RefreshTokens"]
)
def test_the_token_of_a_user_stays_as_it_is(tenant: str, source: str) -> None:
    event = event_of(adopted(tenant), POOL_READ, triggerSource=f"TokenGeneration_{source}", userName="anna")

    assert answered(event) == json.loads(json.dumps(event))


def test_what_a_program_says_of_itself_counts_for_nothing(tenant: str, other_tenant: str) -> None:
    event = event_of(adopted(tenant, READ, "DE"), POOL_READ)
    event["request"]["clientMetadata"] = {"tenant": other_tenant, "restriction": "FR"}

    assert changes_of(event)["claimsToAddOrOverride"] == {"tenant": tenant, "restriction": ["DE"]}


def test_a_token_costs_one_read(tenant: str) -> None:
    client_id = adopted(tenant)
    wire = Wire()

    with wire.counting() as requests:
        wire.through(on_cognito_token.lambda_handler)(event_of(client_id, POOL_READ), LambdaContext())

    assert requests == {"GetItem": 1}


def test_nothing_of_the_event_is_logged(tenant: str, capfd: pytest.CaptureFixture[str]) -> None:
    client_id = adopted(tenant)

    answered(event_of(client_id, POOL_READ, userName="anna@example.com"))
    with pytest.raises(InvocationFailed):
        answered(event_of("nobody", POOL_READ, userName="anna@example.com"))

    logged = "".join(capfd.readouterr())
    assert "on_cognito_token" in logged
    assert not any(text in logged for text in (client_id, "nobody", "anna", POOL_READ))
