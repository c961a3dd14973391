"""A storefront: it holds tokens that the service has really issued, and calls operations with them."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from customer_managed.sessions import (
    begin_visit,
    end_other_sessions,
    end_own_session,
    list_own_sessions,
    log_in,
    log_out,
    refresh_session,
    refresh_visit,
    validate_token,
)
from customer_managed.sign_up import sign_up
from shared.domain.callers.tokens import ACCESS_TOKEN_USE, EVERY_TENANT, caller_from_claims
from shared.domain.errors import ExpiredToken, InvalidToken
from shared.http.authorizer_context import caller_context, fault_context
from shared.runtime.environment import environment
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api, Handler

SIGN_UP = "POST /customer/{tenant}/signup"
PASSWORD = "a long pass phrase"
SOURCE = "192.0.2.1"
SESSIONS = "/customer/{tenant}/me/sessions"
_verified: dict[str, Mapping[str, Any]] = {}


def context_of(token: str) -> dict[str, Any]:
    """Return the authorizer's context for a token of ours, without its way over HTTP to the keys.

    A token that was valid is not verified again, as the authorizer keeps the keys: only its time can be over.
    """
    claims = _verified.get(token) or wiring().own_tokens.claims(token, environment().issuer(""))
    if claims is None or claims.get("token_use") != ACCESS_TOKEN_USE:
        context = fault_context(InvalidToken())
    elif claims["exp"] <= time.time():
        context = fault_context(ExpiredToken())
    else:
        _verified[token] = claims
        context = caller_context(caller_from_claims(claims, EVERY_TENANT, is_ours=True))
    return json.loads(json.dumps(context))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Storefront:
    """The storefront of a tenant. Calls are those of a visitor of its own unless a token is given."""

    tenant: str
    client_id: str

    def call(
        self,
        handler: Handler,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        source: str = SOURCE,
        parameters: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Answer:
        """One call with an access token; `options` and the path's `parameters` as for `Api.event_of`."""
        event = Api(self.tenant).event_of(route, body, **{**options, **(parameters or {})})
        event["requestContext"]["authorizer"] = {"lambda": context_of(token or self.visit["access_token"])}
        event["requestContext"]["http"]["sourceIp"] = source
        document = handler(event, None)
        return Answer(document["statusCode"], document["headers"], document.get("body", ""))

    @cached_property
    def visit(self) -> dict[str, Any]:
        """The tokens of the storefront's visitor."""
        return self.new_visit()

    def new_visit(self, **query: str) -> dict[str, Any]:
        """The tokens of another visitor."""
        answer = self.public(begin_visit.lambda_handler, "login", **query)
        assert answer.status == 200, answer.text
        return answer.json  # type: ignore[no-any-return]

    def public(self, handler: Handler, action: str, **query: str) -> Answer:
        """A call of an operation that anyone may call."""
        parameters = {"tenant": self.tenant, "client_id": self.client_id, **query}
        route = f"GET /customerlogin/auth/anonymous/{action}"
        event = Api(self.tenant).event_of(route, query=parameters)
        del event["requestContext"]["authorizer"]
        document = handler(event, None)
        return Answer(document["statusCode"], document["headers"], document.get("body", ""))

    def refreshed_visit(self, **query: str) -> Answer:
        """GET /customerlogin/auth/anonymous/refresh."""
        return self.public(refresh_visit.lambda_handler, "refresh", **query)

    def sign_up(self, email: str, password: str = PASSWORD, **others: Any) -> Answer:
        """POST /signup."""
        body = {"email": email, "password": password, **others}
        return self.call(sign_up.lambda_handler, SIGN_UP, body)

    def log_in(self, email: str, password: str = PASSWORD, **options: Any) -> Answer:
        """POST /login."""
        body = {"email": email, "password": password}
        return self.call(log_in.lambda_handler, "POST /customer/{tenant}/login", body, **options)

    def logged_in(self, email: str, password: str = PASSWORD, **options: Any) -> dict[str, Any]:
        """The tokens of a customer who logs in without fail."""
        answer = self.log_in(email, password, **options)
        assert answer.status == 200, answer.text
        return answer.json  # type: ignore[no-any-return]

    def logged_in_elsewhere(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        """The tokens of a customer who logs in as another visitor."""
        return self.logged_in(email, password, token=self.new_visit()["access_token"])

    def is_over(self, tokens: Mapping[str, Any]) -> bool:
        """Whether neither token of the session opens anything any more."""
        statuses = (
            self.validated(tokens["access_token"]).status,
            self.refresh(tokens["refresh_token"]).status,
        )
        assert statuses in {(200, 200), (401, 400)}
        return statuses == (401, 400)

    def refresh(self, refresh_token: str, **query: str) -> Answer:
        """GET /refreshauthtoken."""
        query = {"refreshToken": refresh_token, **query}
        route = "GET /customer/{tenant}/refreshauthtoken"
        return self.call(refresh_session.lambda_handler, route, query=query)

    def log_out(self, token: str, **query: str) -> Answer:
        """GET /logout."""
        return self.call(log_out.lambda_handler, "GET /customer/{tenant}/logout", token=token, query=query)

    def sessions(self, token: str) -> Answer:
        """GET /me/sessions."""
        return self.call(list_own_sessions.lambda_handler, f"GET {SESSIONS}", token=token)

    def end_others(self, token: str) -> Answer:
        """DELETE /me/sessions."""
        return self.call(end_other_sessions.lambda_handler, f"DELETE {SESSIONS}", token=token)

    def end_session(self, token: str, session_id: str) -> Answer:
        """DELETE /me/sessions/{id}."""
        route = f"DELETE {SESSIONS}/{{sessionId}}"
        return self.call(end_own_session.lambda_handler, route, token=token, sessionId=session_id)

    def validated(self, token: str) -> Answer:
        """GET /validateauthtoken."""
        route = "GET /customer/{tenant}/validateauthtoken"
        return self.call(validate_token.lambda_handler, route, token=token)


def own_id(tokens: Mapping[str, Any]) -> str:
    """The id of the session that these tokens are of, and no others."""
    session_id: str = claims_of(tokens["access_token"])["ownSessionId"]
    return session_id


def claims_of(token: str) -> Mapping[str, Any]:
    """Return the claims of a token of ours."""
    claims = wiring().own_tokens.claims(token, environment().issuer(""))
    assert claims is not None
    return claims
