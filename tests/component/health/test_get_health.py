import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from health.get_health import lambda_handler
from shared.domain.callers.client_management import by_operator
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.health.probe_storage import HealthPorts
from shared.use_cases.identity.manage_service_client import delete_client, disable_client, enable_client
from shared.use_cases.tenants.suspend_tenant import resume_tenant, suspend_tenant
from tests.component.identity.oauth import stored_client
from tests.component.identity.oauth import token as token_of
from tests.component.tenants import a_minute_later
from tests.component.tokens import Tokens, resigned
from tests.component.wire import THROTTLED, Wire

SAMPLE = Path(__file__).parents[3] / "events" / "health" / "get_health.json"
Health = Callable[..., tuple[int, Any]]


def untouchable() -> Any:
    raise AssertionError("nobody asked about the table")


@pytest.fixture
def tokens(tenant: str, other_tenant: str) -> Tokens:
    return Tokens(tenant, other_tenant, None)


def health(token: str | None = None, *, query: str = "deep=1", handler: Any = lambda_handler) -> Any:
    """Status and document of the answer."""
    event = json.loads(SAMPLE.read_text())
    credentials: Mapping[str, str] = {"authorization": f"Bearer {token}"} if token is not None else {}
    answer = handler({**event, "rawQueryString": query, "headers": event["headers"] | credentials}, None)
    return answer["statusCode"], json.loads(answer["body"])


@pytest.mark.parametrize("query", ["", "deep=0", "deep="])
def test_anyone_learns_release_and_stage_but_nothing_about_the_table(
    query: str,
) -> None:
    probing = HealthPorts(
        release="v1.2.3-4-gabcdef0",
        stage="prod",
        storage=untouchable,
        tokens=untouchable,
        tenants=untouchable,
        scope=WorkingFor,
    )
    handler = replace(lambda_handler, uses=lambda _: probing)

    status, document = health(query=query, handler=handler)

    assert status == 200
    assert document == {"status": "ok", "version": "v1.2.3-4-gabcdef0", "stage": "prod"}


def test_a_service_learns_that_the_table_answers(tokens: Tokens) -> None:
    status, document = health(tokens.service())

    assert (status, document["table"]) == (200, "ok")


@pytest.mark.parametrize(
    "token",
    [
        lambda _: None,
        lambda _: "",
        lambda _: "not.a.token",
        lambda tokens: tokens.service() + "x",
        lambda tokens: resigned(tokens.service(), exp=int(time.time()) - 60),
        lambda tokens: resigned(tokens.service(), token_use="refresh"),
        lambda tokens: resigned(tokens.service(), iss="https://elsewhere.test"),
    ],
    ids=["none", "empty", "no token", "forged", "expired", "of another use", "of another issuer"],
)
def test_nobody_without_a_valid_token_learns_about_the_table(
    token: Callable[[Tokens], str | None], tokens: Tokens
) -> None:
    status, document = health(token(tokens))

    assert status == 401
    assert document.keys() == {"fault"}


@pytest.mark.parametrize(
    "token",
    [lambda tokens: tokens.visit().access_token, lambda tokens: tokens.customer()[1].access_token],
    ids=["visitor", "customer"],
)
def test_visitors_and_customers_learn_nothing_about_the_table(
    token: Callable[[Tokens], str], tokens: Tokens
) -> None:
    status, document = health(token(tokens))

    assert (status, document["type"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "refuse",
    [
        lambda client: disable_client(wiring().service_clients, client, by_operator),
        lambda client: delete_client(wiring().service_clients, wiring().tenants, client, by_operator),
    ],
    ids=["disabled", "deleted"],
)
def test_a_disabled_or_deleted_client_learns_nothing_about_the_table(
    refuse: Callable[[str], object], tenant: str
) -> None:
    client = stored_client(tenant, "")
    token = token_of(client)
    refuse(client.id)
    a_minute_later(tenant)

    status, document = health(token)

    assert status == 401
    assert document.keys() == {"fault"}


def test_a_client_that_is_enabled_again_learns_about_the_table(tenant: str) -> None:
    client = stored_client(tenant, "")
    token = token_of(client)
    disable_client(wiring().service_clients, client.id, by_operator)
    enable_client(wiring().service_clients, client.id, by_operator)
    a_minute_later(tenant)

    assert health(token)[0] == 200


def test_a_suspended_tenant_learns_nothing_about_the_table_until_it_is_resumed(
    tenant: str, tokens: Tokens
) -> None:
    token = tokens.service()
    suspend_tenant(wiring().standings, tenant)
    a_minute_later(tenant)

    status, document = health(token)

    assert (status, document["message"]) == (403, f"Tenant '{tenant}' is suspended.")
    resume_tenant(wiring().standings, tenant)
    a_minute_later(tenant)
    assert health(token)[0] == 200


@pytest.mark.parametrize("fault", [THROTTLED, "AccessDeniedException", "ResourceNotFoundException", "lost"])
def test_a_table_that_does_not_answer_is_503_after_one_try(fault: str, tokens: Tokens) -> None:
    token = tokens.service()
    wire = Wire()
    wire.fail("GetItem", fault, times=1)

    status, document = health(token, handler=wire.through(lambda_handler))

    assert (status, document["type"]) == (503, "service_unavailable")
    assert wire.requests["GetItem"] == 1
