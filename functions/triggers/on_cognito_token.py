"""A token that the stack's user pool is about to issue. The pool waits for what is to be changed of it."""

from collections.abc import Mapping
from typing import Any

from shared.ports.callers import ServiceClientStore
from shared.runtime.trigger import Invocation, trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.describe_pool_token import describe_pool_token

OF_A_PROGRAM = "TokenGeneration_ClientCredentials"


@trigger(uses=Wiring.service_clients)
def lambda_handler(invocation: Invocation, clients: ServiceClientStore) -> Mapping[str, Any]:
    """Say which tenant a program acts for, and how far. A user's token names none, so it opens nothing."""
    event = invocation.event
    if event["triggerSource"] != OF_A_PROGRAM:
        return event
    token = describe_pool_token(clients, event["callerContext"]["clientId"], event["request"]["scopes"])
    changes = {"claimsToAddOrOverride": token.claims, "scopesToSuppress": token.withheld}
    return {**event, "response": {"claimsAndScopeOverrideDetails": {"accessTokenGeneration": changes}}}
