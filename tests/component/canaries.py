"""Requests whose every personal or secret value can be recognised wherever it turns up: a table of all."""

import base64
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from local.stack.template import Route
from shared.domain.callers.access import SCOPES
from shared.domain.callers.client_management import by_operator
from shared.domain.callers.service_clients import hash_of
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.http.operation import Operation
from shared.runtime.wiring import wiring
from shared.use_cases.identity.manage_service_client import add_client_secret, drop_client_secret
from tests.component.canary_world import CANARY, PASSWORD, World, with_canaries
from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, token_of
from tests.component.customer_managed.storefront import context_of
from tests.component.identity.oauth import stored_client
from tests.component.stored_customers import customer_of
from tests.component.tenants import set_value
from tests.component.test_access_table import ACCESS, ANYONE, CUSTOMER, SERVICE
from tests.component.tokens import Tokens, session_id_for, session_of
from tests.jwt_issuer import TOKEN_PATH, JwtIssuer
from tools.rehearsal.changing import set_in_path
from tools.rehearsal.stored import keep_delivery, keep_history

SOURCE = "203.0.113.99"
EVENTS = Path(__file__).parents[2] / "events"
FORM = "application/x-www-form-urlencoded"

Event = dict[str, Any]


def handler_of(route: Route) -> Operation[Any]:
    """The entry point of a route."""
    module = import_module(route.function.module)
    found: Operation[Any] = module.lambda_handler
    return found


def world_of(route: Route, provider: JwtIssuer) -> World:
    """A world in which the operation can succeed."""
    awaited = handler_of(route).name in {"confirm_sign_up", "confirm_in_browser", "resend_activation"}
    invited = handler_of(route).name in {"invite_customer", "add_log_in", "add_own_log_in"}
    return World(confirmed=not awaited, invited=invited, provider=provider)


def request(route: Route, world: World, routes: Mapping[str, Route]) -> Event:
    """A request that succeeds: the operation's sample, with canaries for what it says of persons."""
    audience, name = route.function.audience, route.function.operation
    if name in _AFTER:
        (first,) = (each for each in routes.values() if each.function.operation == _AFTER[name])
        handler_of(first)(request(first, world, routes), None)
    text = (EVENTS / audience / f"{name}.json").read_text()
    event: Event = json.loads(text.replace("1001", world.customer.number).replace("acme", world.tenant))
    if "body" in event and not event["isBase64Encoded"]:
        event["body"] = json.dumps(with_canaries(json.loads(event["body"]), world))
    if name in _TRUE:
        _TRUE[name](event, world)
    event["rawQueryString"] = f"{event['rawQueryString']}&{CANARY}={CANARY}".removeprefix("&")
    event["headers"] |= {"user-agent": CANARY, "x-forwarded-for": SOURCE}
    event["cookies"] = [f"{CANARY}={CANARY}"]
    event["requestContext"]["http"] |= {"userAgent": CANARY, "sourceIp": SOURCE}
    row = ACCESS[route.key]
    if row is not ANYONE and SERVICE in row[1]:
        event["headers"]["x-acting-user"] = CANARY
    if ACCESS[route.key] is not ANYONE:
        authorize(event, world.secret(_access_token(route, world)))
    return event


def authorize(event: Event, access_token: str) -> None:
    """Let the token be the request's."""
    event["headers"]["authorization"] = f"Bearer {access_token}"
    event["requestContext"]["authorizer"] = {"lambda": context_of(access_token)}


def _access_token(route: Route, world: World) -> str:
    row = ACCESS[route.key]
    assert row is not ANYONE
    _, callers = row
    tokens = Tokens(world.tenant, world.tenant, None)
    if SERVICE in callers:
        return tokens.service(*SCOPES)
    if CUSTOMER in callers:
        return world.session.access_token
    return tokens.visit().access_token


def _says(**members: Any) -> Callable[[Event, World], None]:
    """A body that says what is true of the customer; functions are given the world."""

    def put(event: Event, world: World) -> None:
        given = {name: v(world) if callable(v) else v for name, v in members.items()}
        event["body"] = json.dumps(json.loads(event["body"]) | given)

    return put


def _token_in_body(purpose: TokenPurpose) -> Callable[[Event, World], None]:
    def put(event: Event, world: World) -> None:
        _says(token=world.one_time_token(purpose))(event, world)

    return put


def _token_in_query(purpose: TokenPurpose) -> Callable[[Event, World], None]:
    def put(event: Event, world: World) -> None:
        event["rawQueryString"] = urlencode({"token": world.one_time_token(purpose)})

    return put


def _token_in_path(event: Event, world: World) -> None:
    event["pathParameters"]["token"] = world.one_time_token(TokenPurpose.OPT_IN)
    event["rawPath"] = f"/customer/{world.tenant}/signup/optin/{event['pathParameters']['token']}"


def _token_in_form(event: Event, world: World) -> None:
    form = {"token": world.one_time_token(TokenPurpose.OPT_IN)}
    event["body"] = base64.b64encode(urlencode(form).encode()).decode()


def _session_to_refresh(event: Event, world: World) -> None:
    refresh_token = world.secret(session_of(world.customer).refresh_token)
    event["rawQueryString"] = urlencode({"refreshToken": refresh_token})


def _session_elsewhere(_event: Event, world: World) -> None:
    world.secret(session_id_for(world.customer))


def _history(_event: Event, world: World) -> None:
    after = customer_of(world.tenant, world.customer.number)
    keep_history(*[world.customer, after][: after.version])


def _restricted_client(_event: Event, world: World) -> None:
    set_value(world.tenant, "restrictions", ["DE"])


def _client_in_path(event: Event, world: World) -> None:
    client = stored_client(world.tenant, "customer.customer_read")
    _, added = add_client_secret(wiring().service_clients, client.id, by_operator)
    set_in_path(event, clientId=client.id)
    if "secretId" in event["pathParameters"]:
        set_in_path(event, secretId=hash_of(client.secret)[:8])
    elif event["routeKey"].endswith("/secrets"):
        drop_client_secret(wiring().service_clients, client.id, hash_of(added)[:8], by_operator)
    for secret in (client.secret, added):
        world.secret(secret)


def _session_in_path(event: Event, world: World) -> None:
    session_id = world.secret(session_id_for(world.customer))
    event["rawPath"] = event["rawPath"].replace(event["pathParameters"]["sessionId"], session_id)
    event["pathParameters"]["sessionId"] = session_id


def _storefront(event: Event, world: World) -> None:
    client = stored_client(world.tenant, "", public=True)
    event["rawQueryString"] = urlencode({"tenant": world.tenant, "client_id": client.id})


def _visit_to_refresh(event: Event, world: World) -> None:
    visit = Tokens(world.tenant, world.tenant, None).visit()
    query = {
        "tenant": world.tenant,
        "client_id": context_of(visit.access_token)["clientId"],
        "refresh_token": world.secret(visit.refresh_token),
    }
    event["rawQueryString"] = urlencode(query)


def _identity(world: World) -> str:
    """A token that the tenant's identity provider has made for the customer."""
    assert world.provider is not None
    world.provider.documents.clear()
    configured = {"issuer": world.provider.url, "clientId": CLIENT_ID, "clientSecret": f"{CANARY} secret"}
    set_value(world.tenant, "sso.default", configured)
    return world.secret(token_of(world.provider, world.email, given_name=world.tag))


def _token_to_exchange(event: Event, world: World) -> None:
    event["rawQueryString"] = urlencode({"subjectAccessToken": _identity(world)})


def _code_to_redeem(event: Event, world: World) -> None:
    id_token, provider = _identity(world), world.provider
    assert provider is not None
    provider.describe_itself()
    provider.documents[TOKEN_PATH] = {"access_token": f"{CANARY} token", "id_token": id_token}
    query = {"code": CANARY, "redirect_uri": f"https://{CANARY}.example.com", "code_verifier": CANARY}
    event["rawQueryString"] = urlencode(query)


def _client_credentials(event: Event, world: World) -> None:
    client = stored_client(world.tenant, "customer.customer_read")
    world.secret(client.secret)
    form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    event["body"] = base64.b64encode(urlencode(form).encode()).decode()


def _query(event: Event, world: World) -> None:
    event["rawQueryString"] = urlencode({"q": f'firstName:"{world.tag}"', "sort": "lastName"})


def _of_webhook(event: Event, world: World) -> None:
    event["body"] = json.dumps(
        {
            "code": "crm",
            "provider": "HTTP",
            "active": True,
            "configuration": {
                "destinationUrl": f"https://{CANARY}.example.com/{world.tag}",
                "secretKey": world.secret(f"a-{world.tag}"),
                "headers": {"X-Key": {"value": world.tag}},
                "eventsConfiguration": [
                    {"eventType": "customer.created", "name": world.tag, "excludedFields": ["mixins"]}
                ],
            },
            "contactEmail": world.email,
        }
    )


def _step_of_webhook(event: Event, world: World) -> None:
    secret = world.secret(f"b-{world.tag}")
    event["body"] = json.dumps([{"op": "UPSERT", "path": "/configuration/http/secretKey", "value": secret}])


def _subscription(event: Event, _world: World) -> None:
    event["body"] = json.dumps([{"eventType": "customer.created", "action": "SUBSCRIBE"}])


def _delivery(_event: Event, world: World) -> None:
    keep_delivery(world.tenant)


def _replay(event: Event, world: World) -> None:
    keep_delivery(world.tenant)
    event["body"] = json.dumps({"from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z"})


_AFTER = {
    "restore_customer": "update_customer",
    "list_webhooks": "create_webhook",
    "get_webhook": "create_webhook",
    "replace_webhook": "create_webhook",
    "update_webhook": "create_webhook",
    "delete_webhook": "create_webhook",
    "list_webhook_deliveries": "create_webhook",
    "retry_webhook_delivery": "create_webhook",
    "replay_webhook_deliveries": "create_webhook",
    "list_event_subscriptions": "update_event_subscriptions",
    "get_context": "upsert_context",
    "add_context_attribute": "upsert_context",
    "remove_context_attribute": "upsert_context",
    "remove_own_context_attribute": "add_own_context_attribute",
    "get_retention": "configure_retention",
    "delete_retention": "configure_retention",
    "get_configuration": "create_configurations",
    "update_configuration": "create_configurations",
    "delete_configuration": "create_configurations",
    "get_client_configuration": "create_client_configurations",
    "update_client_configuration": "create_client_configurations",
    "delete_client_configuration": "create_client_configurations",
    "get_legal_entity": "create_legal_entity",
    "upsert_legal_entity": "create_legal_entity",
    "delete_legal_entity": "create_legal_entity",
    "get_parent_hierarchy": "create_legal_entity",
    "create_contact_assignment": "create_legal_entity",
    "get_contact_assignment": "create_contact_assignment",
    "upsert_contact_assignment": "create_contact_assignment",
    "delete_contact_assignment": "create_contact_assignment",
    "list_group_users": "create_contact_assignment",
    "add_group_user": "create_contact_assignment",
    "remove_group_user": "add_group_user",
    "list_user_groups": "add_group_user",
    "get_location": "create_location",
    "upsert_location": "create_location",
    "delete_location": "create_location",
}
"""The preparations that an operation needs in order to succeed."""

_TRUE: dict[str, Callable[[Event, World], None]] = {
    "create_webhook": _of_webhook,
    "replace_webhook": _of_webhook,
    "update_webhook": _step_of_webhook,
    "update_event_subscriptions": _subscription,
    "retry_webhook_delivery": _delivery,
    "replay_webhook_deliveries": _replay,
    "create_client": _restricted_client,
    "get_client": _client_in_path,
    "update_client": _client_in_path,
    "delete_client": _client_in_path,
    "add_client_secret": _client_in_path,
    "drop_client_secret": _client_in_path,
    "list_customers": _query,
    "search_customers": _says(q=lambda world: f'firstName:"{world.tag}"'),
    "add_group_user": _says(userId=lambda world: world.customer.number, userType="CUSTOMER"),
    "explain_list": _says(q=lambda world: f'firstName:"{world.tag}"', sort="lastName"),
    "search_legal_entities": _says(q=lambda world: f'name:"{world.tag}"'),
    "issue_service_token": _client_credentials,
    "begin_visit": _storefront,
    "refresh_visit": _visit_to_refresh,
    "refresh_session": _session_to_refresh,
    "export_customer": _history,
    "list_history": _history,
    "restore_customer": _history,
    "list_sessions": _session_elsewhere,
    "end_sessions": _session_elsewhere,
    "end_session": _session_in_path,
    "list_own_sessions": _session_elsewhere,
    "end_other_sessions": _session_elsewhere,
    "end_own_session": _session_in_path,
    "exchange_token": _token_to_exchange,
    "log_in_socially": _code_to_redeem,
    "log_in_for_customer": _says(customerNumber=lambda world: world.customer.number),
    "log_in": _says(email=lambda world: world.email, password=PASSWORD),
    "confirm_sign_up": _token_in_path,
    "confirm_in_browser": _token_in_form,
    "resend_activation": _says(email=lambda world: world.email),
    "change_password": _says(currentPassword=PASSWORD),
    "request_email_change": _says(email=lambda world: world.email, password=PASSWORD),
    "confirm_email_change": _token_in_body(TokenPurpose.EMAIL_CHANGE),
    "request_password_reset": _says(email=lambda world: world.email),
    "reset_password": _token_in_body(TokenPurpose.PASSWORD_RESET),
    "delete_profile": _token_in_query(TokenPurpose.DELETION),
    "add_log_in": _says(email=lambda world: world.email),
    "add_own_log_in": _says(email=lambda world: world.email),
}
"""The parts of a request that make it succeed."""
