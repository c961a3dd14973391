"""The identity operations as a client sees them, from the gateway's event through the real handlers."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from identity import get_jwks, get_openid_configuration, issue_service_token
from shared.adapters.dynamodb.stores.service_clients import new_client_puts
from shared.domain.callers.service_clients import new_service_client
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.api import Answer, Handler

FORM = "application/x-www-form-urlencoded"
READ, MANAGE = "customer.customer_read", "customer.customer_manage"


@dataclass(frozen=True)
class Client:
    """A stored service client and its secret."""

    id: str
    secret: str


def stored_client(
    tenant: str, scope: str = READ, restrictions: tuple[str, ...] = (), *, public: bool = False
) -> Client:
    """A new client of the tenant."""
    client, secret = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=tenant,
        name="Shop",
        scope=scope,
        restrictions=restrictions,
        public=public,
    )
    return Client(client.id, secret or "")


def client_of_scene(
    tenant: str, scope: str = "", *, public: bool = False, client_id: str | None = None
) -> Client:
    """The same of a tenant that is known not to refuse it, for scenes of which each test has one."""
    words = tuple(scope.split())
    client, secret = new_service_client(tenant, "Shop", words, public=public, client_id=client_id)
    wiring().table.write(*new_client_puts(client))
    return Client(client.id, secret or "")


def basic(user: str, password: str) -> str:
    """An Authorization header, encoded as RFC 6749 has it."""
    return "Basic " + base64.b64encode(f"{quote_plus(user)}:{quote_plus(password)}".encode()).decode()


def ask(
    client: Client | None = None,
    *,
    raw: str | None = None,
    headers: Mapping[str, str] | None = None,
    in_base64: bool = False,
    **form: str | None,
) -> Answer:
    """POST /oauth/token with the client's credentials in the form; `None` takes a parameter away."""
    credentials = {"client_id": client.id, "client_secret": client.secret} if client else {}
    parameters = {"grant_type": "client_credentials", **credentials, **form}
    body = raw if raw is not None else urlencode({k: v for k, v in parameters.items() if v is not None})
    event = _event("POST", "/oauth/token", {"Content-Type": FORM, **(headers or {})})
    event["body"] = base64.b64encode(body.encode()).decode() if in_base64 else body
    event["isBase64Encoded"] = in_base64
    return _answer(issue_service_token.lambda_handler, event)


def token(client: Client, **form: Any) -> str:
    """An access token of the client."""
    answer = ask(client, **form)
    assert answer.status == 200, answer.text
    return str(answer.json["access_token"])


def claims_of(access_token: str) -> dict[str, Any]:
    """Return the claims of the token, unverified."""
    payload = access_token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


def jwks() -> Answer:
    """GET /.well-known/jwks.json."""
    return _answer(get_jwks.lambda_handler, _event("GET", "/.well-known/jwks.json", {}))


def openid_configuration() -> Answer:
    """GET /.well-known/openid-configuration."""
    path = "/.well-known/openid-configuration"
    return _answer(get_openid_configuration.lambda_handler, _event("GET", path, {}))


def _event(method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": dict(headers),
        "requestContext": {
            "requestId": "a-request",
            "domainName": "customers.test",
            "http": {"method": method, "path": path},
        },
        "isBase64Encoded": False,
    }


def _answer(handler: Handler, event: dict[str, Any]) -> Answer:
    document = handler(event, None)
    return Answer(document["statusCode"], document["headers"], document["body"])
