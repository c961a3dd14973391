"""The caller, as the authorizer writes it and functions read it.

It travels in `requestContext.authorizer.lambda` and holds no personal data.
"""

from collections.abc import Mapping
from typing import Any

from shared.domain.callers.access import OWN_SESSION, Caller, CallerCustomer, Grant, session_id_of
from shared.domain.errors import ExpiredToken, InvalidToken

_EVERY_RESTRICTION = True


def caller_context(caller: Caller) -> dict[str, Any]:
    """Return the context of an accepted token."""
    context: dict[str, Any] = {
        "tenant": caller.tenant,
        "subject": caller.subject,
        "expiresAt": caller.expires_at,
        "grants": {
            scope: _EVERY_RESTRICTION if grant.restrictions is None else sorted(grant.restrictions)
            for scope, grant in caller.grants.items()
        },
    }
    if caller.client_id is not None:
        context["clientId"] = caller.client_id
    if caller.issued_at is not None:
        context["issuedAt"] = caller.issued_at
    if caller.groups is not None:
        context["groups"] = sorted(caller.groups)
    if caller.limits is not None:
        context["limits"] = sorted(caller.limits)
    if caller.visit_id is not None:
        context |= _of_visit(caller)
    if caller.customer is not None:
        context |= _of_customer(caller.customer)
    return context


def _of_visit(caller: Caller) -> dict[str, Any]:
    members: dict[str, Any] = {"sessionId": caller.visit_id}
    if caller.visit:
        members["visit"] = dict(caller.visit)
    if caller.visit_ends_at is not None:
        members["visitEndsAt"] = caller.visit_ends_at
    return members


def _of_customer(customer: CallerCustomer) -> dict[str, Any]:
    members = {"customerNumber": customer.number, "sessionId": customer.session_id}
    if customer.visit_id is not None:
        members |= {"sessionId": customer.visit_id, OWN_SESSION: customer.session_id}
    if customer.legal_entity_id is not None:
        members["legalEntityId"] = customer.legal_entity_id
    if customer.family is not None:
        members["family"] = customer.family
    return members


def fault_context(error: InvalidToken) -> dict[str, Any]:
    """Return the context of a rejected token: the function answers 401, which the gateway could not."""
    return {"fault": "expired" if isinstance(error, ExpiredToken) else "invalid"}


def caller_from(context: Mapping[str, Any]) -> Caller:
    """Return the caller that the authorizer accepted. Raises `InvalidToken`, `ExpiredToken`.

    Closed by default: a context that lacks anything that a caller needs is rejected.
    """
    if context.get("fault") == "expired":
        raise ExpiredToken
    try:
        customer = None
        if "customerNumber" in context:
            customer = CallerCustomer(
                number=context["customerNumber"],
                session_id=session_id_of(context),
                visit_id=context["sessionId"] if OWN_SESSION in context else None,
                legal_entity_id=context.get("legalEntityId"),
                family=context.get("family"),
            )
        return Caller(
            tenant=context["tenant"],
            subject=context["subject"],
            expires_at=int(context["expiresAt"]),
            grants={scope: _grant(reach) for scope, reach in context["grants"].items()},
            customer=customer,
            client_id=context.get("clientId"),
            visit_id=context.get("sessionId") if customer is None else None,
            issued_at=int(context["issuedAt"]) if "issuedAt" in context else None,
            visit=dict(context.get("visit", {})),
            visit_ends_at=int(context["visitEndsAt"]) if "visitEndsAt" in context else None,
            groups=_names(context["groups"]) if "groups" in context else None,
            limits=_names(context["limits"]) if "limits" in context else None,
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        raise InvalidToken from None


def _names(listed: object) -> frozenset[str]:
    if not isinstance(listed, list):
        raise TypeError(listed)
    return frozenset(listed)


def _grant(reach: object) -> Grant:
    if reach is _EVERY_RESTRICTION:
        return Grant()
    if isinstance(reach, list):
        return Grant(frozenset(reach))
    raise ValueError(reach)
