"""The visitor, as session operations read it from a request."""

import uuid

from shared.domain import fields
from shared.domain.callers.requirements import Principal
from shared.domain.errors import BadParameter
from shared.domain.log_in.visits import Storefront, Visitor, defaults_of
from shared.http.request import Request

_CONTEXT = ("currency", "siteCode", "language", "targetLocation")
_MAX_CONTEXT_LENGTH = 64


def storefront(request: Request) -> Storefront:
    """Return the storefront in the query; old ones say `hybris-tenant`. Raises `BadParameter`."""
    is_old = "hybris-tenant" in request.query and "tenant" not in request.query
    name = "hybris-tenant" if is_old else "tenant"
    try:
        tenant = fields.tenant(request.required(name))
    except ValueError as error:
        raise BadParameter(f"Query parameter '{name}' {error}.") from None
    return Storefront(tenant, request.required("client_id"), request.issuer)


def visit_context(request: Request) -> dict[str, str]:
    """Return the storefront's description of the visit. Raises `BadParameter` unless it is a short text."""
    context = {}
    for name in _CONTEXT:
        value = request.parameter(name)
        if value and (len(value) > _MAX_CONTEXT_LENGTH or not value.isprintable()):
            raise BadParameter(
                f"Query parameter '{name}' must have at most {_MAX_CONTEXT_LENGTH} printable characters."
            )
        if value:
            context[name] = value
    return context


def visitor(request: Request) -> Visitor:
    """Return the visitor that the token was issued for.

    A service's visitor has no session yet and gets a new id.
    """
    caller = request.known_caller
    return Visitor(
        session_id=caller.visit_id or uuid.uuid4().hex,
        client_id=caller.client_id or caller.subject,
        issuer=request.issuer,
        is_service=caller.principal is Principal.SERVICE,
        defaults=defaults_of(caller.visit),
        visit=caller.visit,
    )
