"""Access (api.md §2): every route of the template with every kind of token.

The table says who gets in. Everyone else is refused: with 401, on which clients renew their token, when the
token is good for nothing; with 403 when it is not for this. Getting in is any answer but these two.
"""

import json
import secrets
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import Route, http_api, load_templates
from shared.runtime.wiring import wiring
from tests.component.process import forget
from tests.component.tenants import new_tenant
from tests.component.tokens import KINDS, Context, Tokens
from tests.differences import differences

EVENTS = Path(__file__).parents[2] / "events"

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
IMPORT_READ, IMPORT_MANAGE = "customer.import_read", "customer.import_manage"
VIEW, CONFIGURE = "configuration.configuration_view", "configuration.configuration_manage"
PROFILE_VIEW, PROFILE_EDIT = "customer.customerprofile_view", "customer.customerprofile_edit"

VISITOR, CUSTOMER, SERVICE, RESTRICTED = "anonymous", "customer", "service", "restricted service"
ASSISTED = "service that acts for a customer"
SERVICES = {SERVICE, RESTRICTED}
ANYONE = None
"""Public: the gateway does not look at tokens."""

TENANT = "/customer/{tenant}"
ONE = f"{TENANT}/customers/{{customerNumber}}"
SESSIONS, OWN_SESSIONS = f"{ONE}/sessions", f"{TENANT}/me/sessions"
ADDRESSES, OWN_ADDRESSES = f"{ONE}/addresses", f"{TENANT}/me/addresses"
RETENTION = f"{TENANT}/config/password-migration-retention"
CONFIGURATION = "/configuration/{tenant}"
CONFIGURATIONS = f"{CONFIGURATION}/configurations"
OF_CLIENTS = f"{CONFIGURATION}/clients/{{client}}/configurations"
CONTEXT, OWN_CONTEXT = "/session-context/{tenant}/context/{sessionId}", "/session-context/{tenant}/me/context"
MANAGE_CONTEXT = "session-context.context_manage"
ENTITIES = "/customer-management/{tenant}/legal-entities"
ENTITY = f"{ENTITIES}/{{legalEntityId}}"
CONTACTS = "/customer-management/{tenant}/contact-assignments"
CONTACT = f"{CONTACTS}/{{contactAssignmentId}}"
READ_CONTACT = "customermanagement.contactassignment_read"
MANAGE_CONTACT = "customermanagement.contactassignment_manage"
LOCATIONS = "/customer-management/{tenant}/locations"
GROUPS = "/iam/{tenant}/groups"
CLIENTS = "/iam/{tenant}/clients"
READ_CLIENTS, MANAGE_CLIENTS = "iam.client_read", "iam.client_manage"
WEBHOOKS = "/webhook/{tenant}"
READ_WEBHOOKS, MANAGE_WEBHOOKS = "webhook.subscription_read", "webhook.subscription_manage"
READ_ENTITY, MANAGE_ENTITY = "customermanagement.legalentity_read", "customermanagement.legalentity_manage"
READ_LOCATION, MANAGE_LOCATION = "customermanagement.location_read", "customermanagement.location_manage"
EMAIL_CHANGE = f"{TENANT}/me/accounts/internal/email/change"

Row = tuple[str | None, set[str]] | None
Contexts = dict[str, Context | None]

ACCESS: dict[str, Row] = {
    f"GET {TENANT}/customers": (READ, {CUSTOMER, ASSISTED, *SERVICES}),
    f"POST {TENANT}/customers": (MANAGE, {CUSTOMER, *SERVICES}),
    f"POST {TENANT}/customers/search": (READ, {CUSTOMER, ASSISTED, *SERVICES}),
    f"POST {TENANT}/customers/explain": (READ, SERVICES),
    f"GET {TENANT}/changes": (READ, SERVICES),
    f"GET {ONE}": (READ, {CUSTOMER, ASSISTED, *SERVICES}),
    f"PUT {ONE}": (MANAGE, {CUSTOMER, *SERVICES}),
    f"PATCH {ONE}": (MANAGE, {CUSTOMER, *SERVICES}),
    f"DELETE {ONE}": (MANAGE, {CUSTOMER, *SERVICES}),
    f"POST {ONE}/invitation": (MANAGE, SERVICES),
    f"POST {ONE}/accounts/internal": (MANAGE, SERVICES),
    f"GET {ONE}/export": (MANAGE, SERVICES),
    f"GET {ONE}/history": (READ, SERVICES),
    f"POST {ONE}/history/{{version}}/restore": (MANAGE, SERVICES),
    f"GET {ADDRESSES}": (READ, SERVICES),
    f"POST {ADDRESSES}": (MANAGE, SERVICES),
    f"GET {ADDRESSES}/{{addressId}}": (READ, SERVICES),
    f"PUT {ADDRESSES}/{{addressId}}": (MANAGE, SERVICES),
    f"PATCH {ADDRESSES}/{{addressId}}": (MANAGE, SERVICES),
    f"DELETE {ADDRESSES}/{{addressId}}": (MANAGE, SERVICES),
    f"POST {ADDRESSES}/{{addressId}}/tags": (MANAGE, SERVICES),
    f"DELETE {ADDRESSES}/{{addressId}}/tags": (MANAGE, SERVICES),
    f"GET {SESSIONS}": (READ, {CUSTOMER, *SERVICES}),
    f"DELETE {SESSIONS}": (MANAGE, {CUSTOMER, *SERVICES}),
    f"DELETE {SESSIONS}/{{sessionId}}": (MANAGE, {CUSTOMER, *SERVICES}),
    f"POST {TENANT}/assisted-buying-login": ("customer.assistedBuying_manage", SERVICES),
    f"POST {TENANT}/customers/import": (IMPORT_MANAGE, SERVICES),
    f"GET {RETENTION}": (IMPORT_READ, {SERVICE}),
    f"POST {RETENTION}": (IMPORT_MANAGE, {SERVICE}),
    f"DELETE {RETENTION}": (IMPORT_MANAGE, {SERVICE}),
    f"GET {CONFIGURATIONS}": (VIEW, {SERVICE}),
    f"POST {CONFIGURATIONS}": (CONFIGURE, {SERVICE}),
    f"GET {CONFIGURATIONS}/{{propertyKey}}": (VIEW, {SERVICE}),
    f"PUT {CONFIGURATIONS}/{{propertyKey}}": (CONFIGURE, {SERVICE}),
    f"DELETE {CONFIGURATIONS}/{{propertyKey}}": (CONFIGURE, {SERVICE}),
    f"GET {CONFIGURATIONS}/{{proxy+}}": (VIEW, {SERVICE}),
    f"POST {CONFIGURATIONS}/{{proxy+}}": (CONFIGURE, {SERVICE}),
    f"GET {CONFIGURATION}/basic-configuration": (VIEW, {SERVICE}),
    f"GET {CONFIGURATION}/global-configurations": (VIEW, {SERVICE}),
    f"GET {CONFIGURATION}/clients": (VIEW, {SERVICE}),
    f"GET {OF_CLIENTS}": (VIEW, {SERVICE}),
    f"POST {OF_CLIENTS}": (CONFIGURE, {SERVICE}),
    f"GET {OF_CLIENTS}/{{propertyKey}}": (VIEW, {SERVICE}),
    f"PUT {OF_CLIENTS}/{{propertyKey}}": (CONFIGURE, {SERVICE}),
    f"DELETE {OF_CLIENTS}/{{propertyKey}}": (CONFIGURE, {SERVICE}),
    f"GET {OF_CLIENTS}/{{proxy+}}": (VIEW, {SERVICE}),
    f"POST {OF_CLIENTS}/{{proxy+}}": (CONFIGURE, {SERVICE}),
    f"GET {CONTEXT}": ("session-context.context_read", {SERVICE}),
    f"PUT {CONTEXT}": (MANAGE_CONTEXT, {SERVICE}),
    f"POST {CONTEXT}/attributes": (MANAGE_CONTEXT, {SERVICE}),
    f"DELETE {CONTEXT}/attributes/{{attributeName}}": (MANAGE_CONTEXT, {SERVICE}),
    f"GET {OWN_CONTEXT}": (None, {VISITOR, CUSTOMER, ASSISTED}),
    f"PATCH {OWN_CONTEXT}": (None, {VISITOR, CUSTOMER, ASSISTED}),
    f"POST {OWN_CONTEXT}/attributes": (None, {VISITOR, CUSTOMER, ASSISTED}),
    f"DELETE {OWN_CONTEXT}/attributes/{{attributeName}}": (None, {VISITOR, CUSTOMER, ASSISTED}),
    f"GET {ENTITIES}": (READ_ENTITY, {CUSTOMER, ASSISTED, *SERVICES}),
    f"POST {ENTITIES}": (MANAGE_ENTITY, SERVICES),
    f"POST {ENTITIES}/search": (READ_ENTITY, {CUSTOMER, ASSISTED, *SERVICES}),
    f"GET {ENTITY}": (READ_ENTITY, {CUSTOMER, ASSISTED, *SERVICES}),
    f"PUT {ENTITY}": (MANAGE_ENTITY, SERVICES),
    f"DELETE {ENTITY}": (MANAGE_ENTITY, SERVICES),
    f"GET {ENTITY}/parent-hierarchy": (READ_ENTITY, SERVICES),
    f"GET {CONTACTS}": (READ_CONTACT, {CUSTOMER, SERVICE}),
    f"POST {CONTACTS}": (MANAGE_CONTACT, {CUSTOMER, SERVICE}),
    f"GET {CONTACT}": (READ_CONTACT, {CUSTOMER, SERVICE}),
    f"PUT {CONTACT}": (MANAGE_CONTACT, {CUSTOMER, SERVICE}),
    f"DELETE {CONTACT}": (MANAGE_CONTACT, {CUSTOMER, SERVICE}),
    f"GET {LOCATIONS}": (READ_LOCATION, {SERVICE}),
    f"POST {LOCATIONS}": (MANAGE_LOCATION, {SERVICE}),
    f"GET {LOCATIONS}/{{locationId}}": (READ_LOCATION, {SERVICE}),
    f"PUT {LOCATIONS}/{{locationId}}": (MANAGE_LOCATION, {SERVICE}),
    f"DELETE {LOCATIONS}/{{locationId}}": (MANAGE_LOCATION, {SERVICE}),
    f"GET {GROUPS}": ("iam.group_read", {CUSTOMER, ASSISTED, SERVICE}),
    f"GET {GROUPS}/{{groupId}}/users": ("iam.user_read", {CUSTOMER, SERVICE}),
    f"POST {GROUPS}/{{groupId}}/users": ("iam.group_manage", {CUSTOMER, SERVICE}),
    f"DELETE {GROUPS}/{{groupId}}/users/{{userId}}": ("iam.group_manage", {CUSTOMER, SERVICE}),
    "GET /iam/{tenant}/users/me/scopes": (None, {CUSTOMER, ASSISTED, *SERVICES}),
    "GET /iam/{tenant}/users/{userId}/groups": ("iam.group_read", {CUSTOMER, ASSISTED, SERVICE}),
    f"GET {CLIENTS}": (READ_CLIENTS, {SERVICE}),
    f"POST {CLIENTS}": (MANAGE_CLIENTS, {SERVICE}),
    f"GET {CLIENTS}/{{clientId}}": (READ_CLIENTS, {SERVICE}),
    f"PATCH {CLIENTS}/{{clientId}}": (MANAGE_CLIENTS, {SERVICE}),
    f"DELETE {CLIENTS}/{{clientId}}": (MANAGE_CLIENTS, {SERVICE}),
    f"POST {CLIENTS}/{{clientId}}/secrets": (MANAGE_CLIENTS, {SERVICE}),
    f"DELETE {CLIENTS}/{{clientId}}/secrets/{{secretId}}": (MANAGE_CLIENTS, {SERVICE}),
    f"GET {WEBHOOKS}/config": (READ_WEBHOOKS, {SERVICE}),
    f"POST {WEBHOOKS}/config": (MANAGE_WEBHOOKS, {SERVICE}),
    f"GET {WEBHOOKS}/config/{{code}}": (READ_WEBHOOKS, {SERVICE}),
    f"PUT {WEBHOOKS}/config/{{code}}": (MANAGE_WEBHOOKS, {SERVICE}),
    f"PATCH {WEBHOOKS}/config/{{code}}": (MANAGE_WEBHOOKS, {SERVICE}),
    f"DELETE {WEBHOOKS}/config/{{code}}": (MANAGE_WEBHOOKS, {SERVICE}),
    f"GET {WEBHOOKS}/config/{{code}}/deliveries": (READ_WEBHOOKS, {SERVICE}),
    f"POST {WEBHOOKS}/config/{{code}}/deliveries/{{deliveryId}}/retry": (MANAGE_WEBHOOKS, {SERVICE}),
    f"POST {WEBHOOKS}/config/{{code}}/replay": (MANAGE_WEBHOOKS, {SERVICE}),
    f"GET {WEBHOOKS}/event-subscriptions": (READ_WEBHOOKS, {SERVICE}),
    f"PATCH {WEBHOOKS}/event-subscriptions": (MANAGE_WEBHOOKS, {SERVICE}),
    f"GET {WEBHOOKS}/dashboard-access": (MANAGE_WEBHOOKS, {SERVICE}),
    f"GET {WEBHOOKS}/statistics": (READ_WEBHOOKS, {SERVICE}),
    "GET /customerlogin/auth/anonymous/login": ANYONE,
    "GET /customerlogin/auth/anonymous/refresh": ANYONE,
    f"POST {TENANT}/login": (None, {VISITOR, *SERVICES}),
    f"GET {TENANT}/logout": (None, {CUSTOMER, ASSISTED}),
    f"GET {TENANT}/refreshauthtoken": (None, {VISITOR}),
    f"GET {TENANT}/validateauthtoken": (None, {CUSTOMER, ASSISTED}),
    f"POST {TENANT}/exchangeauthtoken": (None, {VISITOR}),
    f"POST {TENANT}/socialLogin": (None, {VISITOR}),
    f"POST {TENANT}/signup": (None, {VISITOR}),
    f"GET {TENANT}/signup/optin/{{token}}": (None, {VISITOR}),
    f"GET {TENANT}/signup/confirmation": ANYONE,
    f"POST {TENANT}/signup/confirmation": ANYONE,
    f"POST {TENANT}/signup/optin/refresh_token": (None, {VISITOR}),
    f"GET {TENANT}/me": (PROFILE_VIEW, {VISITOR, CUSTOMER, ASSISTED}),
    f"PATCH {TENANT}/me": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"PUT {TENANT}/me": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"DELETE {TENANT}/me": (PROFILE_EDIT, {CUSTOMER}),
    f"GET {OWN_ADDRESSES}": (PROFILE_VIEW, {CUSTOMER, ASSISTED}),
    f"POST {OWN_ADDRESSES}": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"GET {OWN_ADDRESSES}/{{addressId}}": (PROFILE_VIEW, {CUSTOMER, ASSISTED}),
    f"PUT {OWN_ADDRESSES}/{{addressId}}": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"PATCH {OWN_ADDRESSES}/{{addressId}}": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"DELETE {OWN_ADDRESSES}/{{addressId}}": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"POST {OWN_ADDRESSES}/{{addressId}}/tags": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"DELETE {OWN_ADDRESSES}/{{addressId}}/tags": (PROFILE_EDIT, {CUSTOMER, ASSISTED}),
    f"GET {OWN_SESSIONS}": (PROFILE_VIEW, {CUSTOMER}),
    f"DELETE {OWN_SESSIONS}": (PROFILE_EDIT, {CUSTOMER}),
    f"DELETE {OWN_SESSIONS}/{{sessionId}}": (PROFILE_EDIT, {CUSTOMER}),
    f"POST {TENANT}/me/accounts/internal": (PROFILE_EDIT, {CUSTOMER}),
    f"POST {EMAIL_CHANGE}": (PROFILE_EDIT, {CUSTOMER}),
    f"POST {EMAIL_CHANGE}/confirm": (None, {VISITOR}),
    f"POST {TENANT}/password/change": (PROFILE_EDIT, {CUSTOMER}),
    f"POST {TENANT}/password/reset": (None, {VISITOR}),
    f"POST {TENANT}/password/reset/{{proxy+}}": (None, {VISITOR}),
    f"POST {TENANT}/password/reset/update": (None, {VISITOR}),
    "POST /oauth/token": ANYONE,
    "GET /.well-known/jwks.json": ANYONE,
    "GET /.well-known/openid-configuration": ANYONE,
    "GET /openapi.json": ANYONE,
    "GET /health": ANYONE,
    "GET /events.json": ANYONE,
}
"""By route: the scope that the token has to grant, if any, and whose token it has to be."""
ACCESS |= {
    key.replace("/customer/", "/caas-customer/"): row
    for key, row in ACCESS.items()
    if key.partition(" ")[2] in {f"{TENANT}/customers", f"{TENANT}/customers/search", ONE}
    or (ADDRESSES in key)
}

WITHOUT_SCOPE = {"customer without the scope": CUSTOMER, "service without the scope": SERVICE}
OF_ANOTHER_TENANT = {kind for kind in KINDS if kind.endswith("of another tenant")}
GOOD_FOR_NOTHING = KINDS.keys() - OF_ANOTHER_TENANT - {VISITOR, CUSTOMER, ASSISTED, *SERVICES, *WITHOUT_SCOPE}
STRANGERS = GOOD_FOR_NOTHING | OF_ANOTHER_TENANT
"""The kinds that every route refuses, and so change nothing for the next one."""
GETS_IN, RENEWS, IS_REFUSED = "gets in", "is told to renew (401)", "is refused (403)"

ROUTES = {route.key: route for route in http_api(*load_templates()).routes}
FIRST_ROUTES = {route.key: route for route in {r.function: r for r in reversed(ROUTES.values())}.values()}
"""One of each function: a further one leads to the same checks."""

GUARDED = {key: row for key, row in ACCESS.items() if row is not ANYONE and key in FIRST_ROUTES}
PUBLIC = {key for key, row in ACCESS.items() if row is ANYONE and key in FIRST_ROUTES}


def expected(row: tuple[str | None, set[str]], kind: str) -> str:
    """The outcome of a call with a token of this kind."""
    scope, callers = row
    if kind in GOOD_FOR_NOTHING:
        return RENEWS
    if kind in OF_ANOTHER_TENANT:
        return IS_REFUSED
    if kind in WITHOUT_SCOPE:
        return GETS_IN if scope is None and WITHOUT_SCOPE[kind] in callers else IS_REFUSED
    return GETS_IN if kind in callers else IS_REFUSED


@pytest.fixture(scope="module")
def signing_key(engine_url: str) -> None:
    """A key of ours, which the authorizer has not looked for in vain."""
    wiring().token_signer.load()
    forget("token_verifier")


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert differences("ACCESS", ACCESS, ROUTES) == []


def test_the_gateway_itself_refuses_a_call_without_a_token_except_to_public_routes() -> None:
    public = {route for route, row in ACCESS.items() if row is ANYONE}

    assert {key for key, route in ROUTES.items() if not route.authorized} == public


@pytest.fixture(scope="module")
def contexts_of_strangers(signing_key: None) -> tuple[str, Contexts]:
    """A tenant, and what the authorizer makes of each token that no route of the tenant takes."""
    tenant = new_tenant()
    tokens = Tokens(tenant, new_tenant(), None)
    return tenant, {kind: KINDS[kind](tokens) for kind in KINDS if kind in STRANGERS}


@pytest.mark.parametrize("key", sorted(PUBLIC))
def test_anybody_gets_in_where_the_gateway_does_not_look_at_tokens(key: str, tenant: str) -> None:
    assert outcome(ROUTES[key], sample(ROUTES[key], tenant)) == GETS_IN


@pytest.mark.usefixtures("signing_key")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in STRANGERS])
@pytest.mark.parametrize("key", sorted(GUARDED))
def test_a_call_gets_in_exactly_where_the_table_lets_it(
    key: str, kind: str, tenant: str, other_tenant: str
) -> None:
    row = GUARDED[key]
    context = KINDS[kind](Tokens(tenant, other_tenant, row[0]))

    assert outcome(ROUTES[key], called_by(context, sample(ROUTES[key], tenant))) == expected(row, kind)


@pytest.mark.parametrize("key", sorted(GUARDED))
def test_a_call_is_refused_with_a_token_that_is_good_for_nothing_or_of_another_tenant(
    key: str, contexts_of_strangers: tuple[str, Contexts]
) -> None:
    tenant, contexts = contexts_of_strangers

    outcomes = {
        kind: outcome(ROUTES[key], called_by(context, sample(ROUTES[key], tenant)))
        for kind, context in contexts.items()
    }

    assert outcomes == {kind: expected(GUARDED[key], kind) for kind in STRANGERS}


def called_by(context: Context | None, event: dict[str, Any]) -> dict[str, Any]:
    """Return the event with this context of the authorizer's, or with none."""
    event["requestContext"]["authorizer"] = {"lambda": context}
    if context is None:
        del event["requestContext"]["authorizer"]
    return event


def sample(route: Route, tenant: str) -> dict[str, Any]:
    """Return the operation's sample as a request to the tenant, about an unknown customer."""
    text = (EVENTS / route.function.audience / f"{route.function.operation}.json").read_text()
    event: dict[str, Any] = json.loads(text.replace("1001", secrets.token_hex(8)).replace("acme", tenant))
    return event


def outcome(route: Route, event: dict[str, Any]) -> str:
    """Return the outcome of the call, through the real handler."""
    module = import_module(route.function.module)
    answer = module.lambda_handler(event, None)
    if answer["statusCode"] == 403:
        return IS_REFUSED
    if answer["statusCode"] == 401 and "fault" in json.loads(answer["body"]):
        return RENEWS
    assert answer["statusCode"] < 500, answer["body"]
    return GETS_IN
