"""Answers about sessions. Members of tokens have two names: in snake case, and in old camel case."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.callers.tokens import TENANT_WORD
from shared.domain.instants import instant_text
from shared.domain.log_in.sessions import chosen_legal_entity, customer_scope
from shared.domain.roles import acted, scopes_of
from shared.http.messages import NO_STORE, Response, empty, ok

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.callers.access import Caller
    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.sessions import Session, SessionTokens
    from shared.domain.log_in.visits import VisitTokens
    from shared.domain.tenants.configuration import Configuration
    from shared.use_cases.sessions.log_in_socially import SocialTokens

TOKEN_TYPE = "Bearer"  # noqa: S105 - how a token is sent, no secret


def visitor_tokens(tokens: VisitTokens) -> Response:
    """`AnonymousAccessToken`, with the refresh token."""
    return ok(
        {
            "access_token": tokens.access_token,
            "token_type": TOKEN_TYPE,
            "expires_in": tokens.expires_in,
            "sessionId": tokens.session_id,
            "scope": tokens.scope,
            "refresh_token": tokens.refresh_token,
            "refresh_token_expires_in": tokens.refresh_token_expires_in,
        },
        headers=NO_STORE,
    )


def customer_tokens(tokens: SessionTokens) -> Response:
    """Return the tokens as `CustomerToken`."""
    return ok(_customer_document(tokens), headers=NO_STORE)


def assisted_tokens(tokens: SessionTokens) -> Response:
    """Return the tokens as `AssistedCustomerToken`, which has no refresh token."""
    document = {
        "access_token": tokens.access_token,
        "accessToken": tokens.access_token,
        "token_type": TOKEN_TYPE,
        "expires_in": tokens.expires_in,
        "expiresIn": tokens.expires_in,
        "session_id": tokens.session_id,
        "saas_token": tokens.saas_token,
        "saasToken": tokens.saas_token,
    }
    return ok(document, headers=NO_STORE)


def added_log_in(account: Account | None) -> Response:
    """201 with the account's id where it can be used, or 202 where a message is on its way."""
    if account is None:
        return empty(202)
    return Response(201, json_text.dumps({"id": account.email}))


def social_tokens(tokens: SocialTokens) -> Response:
    """Return the tokens as `SocialLoginResponse`, in which the two durations are texts, as published."""
    session = tokens.session
    document = {
        **_customer_document(session),
        "expires_in": str(session.expires_in),
        "refresh_token_expires_in": str(session.refresh_token_expires_in),
        "session_idle_time": session.expires_in,
        "scope": session.scope,
        "social_access_token": tokens.provider.access_token,
        "social_id_token": tokens.provider.id_token,
    }
    return ok(document, headers=NO_STORE)


def refreshed_tokens(tokens: SessionTokens) -> Response:
    """`RefreshCustomerToken`."""
    return ok(_refresh_document(tokens), headers=NO_STORE)


def exchanged_tokens(tokens: SessionTokens, subject_access_token: str) -> Response:
    """`ExchangeAuthTokenResponse`."""
    document = {
        "subject_access_token": subject_access_token,
        "access_token": tokens.access_token,
        "saas_token": tokens.saas_token,
        "refresh_token": tokens.refresh_token,
        "refresh_token_expires_in": tokens.refresh_token_expires_in,
        "session_idle_time": tokens.expires_in,
        "token_type": TOKEN_TYPE,
        "expires_in": tokens.expires_in,
        "scope": tokens.scope,
        "session_id": tokens.session_id,
    }
    return ok(document, headers=NO_STORE)


def valid_token(caller: Caller, configuration: Configuration) -> Response:
    """`ValidateTokenResponse`, with the scopes of the customer's role as it is now."""
    customer = caller.own
    # The customer may have left the legal entity since the token was issued.
    belongs = any(entity.id == customer.legal_entity_id for entity in customer.legal_entities)
    document = {
        "token_type": TOKEN_TYPE,
        "expires_in": caller.expires_at - int(time.time()),
        "scope": own_scopes(caller, configuration),
        "sessionId": customer.visit_id or customer.session_id,
        "email": customer.email,
        "legalEntityId": customer.legal_entity_id if belongs else None,
    }
    return ok({name: value for name, value in document.items() if value is not None})


def own_scopes(caller: Caller, configuration: Configuration) -> str:
    """Return the scope that a token of the caller would have now."""
    if caller.customer is None:
        from shared.domain.callers.staff import scope_words

        return " ".join((f"{TENANT_WORD}{caller.tenant}", *scope_words(caller)))
    role = caller.own.role if caller.own.actor is None else acted(caller.own.role)
    return customer_scope(caller.tenant, scopes_of(role, configuration.role_scopes))


def listed_sessions(
    customer: Customer, sessions: Sequence[Session], *, current: str | None = None
) -> Response:
    """`Session`s, or `OwnSession`s if the `current` one is known."""
    documents = [_session_document(customer, session) for session in sessions]
    if current is not None:
        documents = [{**document, "current": document["id"] == current} for document in documents]
    return ok(documents)


def _session_document(customer: Customer, session: Session) -> dict[str, Any]:
    document = {
        "id": session.id,
        "clientId": session.client_id,
        "actor": session.actor,
        # As the next refresh will decide: the customer may have left the legal entity since.
        "legalEntityId": chosen_legal_entity(session, customer, None),
        "createdAt": _instant(session.created_at),
        "lastRefreshedAt": _instant(session.last_refreshed_at),
        "expiresAt": _instant(session.expires_at),
    }
    return {name: value for name, value in document.items() if value is not None}


def _instant(seconds: int | None) -> str | None:
    return instant_text(datetime.fromtimestamp(seconds, UTC)) if seconds is not None else None


def _customer_document(tokens: SessionTokens) -> dict[str, Any]:
    return {
        **_refresh_document(tokens),
        "saas_token": tokens.saas_token,
        "saasToken": tokens.saas_token,
        "initialPassword": "true" if tokens.initial_password else "false",
    }


def _refresh_document(tokens: SessionTokens) -> dict[str, Any]:
    return {
        "access_token": tokens.access_token,
        "accessToken": tokens.access_token,
        "token_type": TOKEN_TYPE,
        "expires_in": tokens.expires_in,
        "expiresIn": tokens.expires_in,
        "refresh_token": tokens.refresh_token,
        "refreshToken": tokens.refresh_token,
        "refresh_token_expires_in": tokens.refresh_token_expires_in,
        "refreshTokenExpiresIn": tokens.refresh_token_expires_in,
        "session_id": tokens.session_id,
    }
