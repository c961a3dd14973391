"""The Lambda authorizer: it finds out who calls. Its event contains a token and is never logged."""

from collections.abc import Mapping
from typing import Any

from shared.domain.callers.access import Caller
from shared.domain.errors import InvalidToken
from shared.http.authorizer_context import caller_context, fault_context
from shared.http.bearer import bearer_token
from shared.runtime.wiring import Wiring, wiring


class Authorizer:
    """The Lambda handler. It is not a dataclass: Python's module of them would be a sixth of its start."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    def of(self, wiring: Wiring) -> "Authorizer":
        """Return the authorizer with another wiring."""
        return Authorizer(wiring)

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        """Let every request pass, with its caller or with the fault of its token.

        If it rejected a request, the gateway would answer 403, but clients renew their token on the
        function's 401. If it cannot decide, it raises: the gateway then answers 500 and does not cache that.
        """
        try:
            context = caller_context(self._caller(event))
        except InvalidToken as error:
            context = fault_context(error)
        return {"isAuthorized": True, "context": context}

    def _caller(self, event: Mapping[str, Any]) -> Caller:
        headers = {name.lower(): value for name, value in event["headers"].items()}
        token = bearer_token(headers)
        return self.wiring.token_verifier.caller(token, self._own_issuer(event))

    def _own_issuer(self, event: Mapping[str, Any]) -> str:
        """Return our own issuer. The API of another stack names it in a variable of its stage.

        Without a configured issuer, our tokens are issued by the host of the first stack's API.
        """
        environment = self.wiring.environment
        named = (event.get("stageVariables") or {}).get("issuer")
        if named and environment.token_issuer is None:
            return str(named)
        return environment.issuer(event["requestContext"]["domainName"])


lambda_handler = Authorizer(wiring())
if lambda_handler.wiring.environment.in_lambda:
    _ = lambda_handler.wiring.token_verifier
