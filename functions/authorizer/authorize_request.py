"""The Lambda authorizer: who calls. Its event holds a token and is never logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.callers.access import Caller
from shared.domain.errors import InvalidToken
from shared.http.authorizer_context import caller_context, fault_context
from shared.http.bearer import bearer_token
from shared.runtime.wiring import Wiring, wiring


@dataclass(frozen=True, slots=True)
class Authorizer:
    """The Lambda handler."""

    wiring: Wiring

    def of(self, wiring: Wiring) -> "Authorizer":
        """Return the authorizer with another wiring."""
        return Authorizer(wiring)

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        """Always let the request pass, with its caller or with what is wrong with its token.

        A refusal here would be the gateway's 403, where clients renew their token on the function's 401. What
        cannot be decided raises: the gateway answers 500 and does not remember it.
        """
        try:
            context = caller_context(self._caller(event))
        except InvalidToken as error:
            context = fault_context(error)
        return {"isAuthorized": True, "context": context}

    def _caller(self, event: Mapping[str, Any]) -> Caller:
        headers = {name.lower(): value for name, value in event["headers"].items()}
        token = bearer_token(headers)
        own_issuer = self.wiring.environment.issuer(event["requestContext"]["domainName"])
        return self.wiring.token_verifier.caller(token, own_issuer)


lambda_handler = Authorizer(wiring())
if lambda_handler.wiring.environment.in_lambda:
    _ = lambda_handler.wiring.token_verifier
