"""Log-ins as the gateway sends them."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from customer_managed.sessions import log_in
from shared.http.operation import Operation
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.sessions.log_in import LogInPorts
from tests.component.api import Api
from tests.component.customer_managed.storefront import Storefront, context_of

ROUTE = "POST /customer/{tenant}/login"


def storefront() -> Storefront:
    """Return the shop of a new tenant."""
    tenant = f"t{secrets.token_hex(6)}"
    wiring().standings.found(tenant)
    client, _ = create_service_client(
        wiring().service_clients, wiring().tenants, tenant=tenant, name="storefront", scope="", public=True
    )
    return Storefront(tenant, client.id)


def handler(floor: float) -> Operation[LogInPorts]:
    """The operation, whose refusals take at least so many seconds."""
    held_back = replace(wiring().log_in_ports, refusal_floor=floor)
    return replace(log_in.lambda_handler, uses=lambda _: held_back)


def event(shop: Storefront, email: str, password: str, *, source: str, token: str) -> Mapping[str, Any]:
    """The gateway's event of one log-in."""
    made = Api(shop.tenant).event_of(ROUTE, {"email": email, "password": password})
    made["requestContext"]["authorizer"] = {"lambda": context_of(token)}
    made["requestContext"]["http"]["sourceIp"] = source
    return made
