"""A token that the stack's user pool is about to issue. The pool waits for the changes to it."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import (
    PreTokenGenerationV2TriggerEvent,
)

from shared.ports.callers import ServiceClientStore
from shared.runtime.trigger import Invocation, trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.describe_pool_token import describe_pool_token

OF_A_PROGRAM = "TokenGeneration_ClientCredentials"


@trigger(uses=Wiring.service_clients, event_class=PreTokenGenerationV2TriggerEvent)
def lambda_handler(
    invocation: Invocation[PreTokenGenerationV2TriggerEvent], clients: ServiceClientStore
) -> Mapping[str, Any]:
    """Add the tenant and the rights of a program. A user's token names no tenant, so it gives no access."""
    event = invocation.event
    if event.trigger_source != OF_A_PROGRAM:
        return event.raw_event
    scopes = event.request["scopes"]  # its property makes an empty list of none
    token = describe_pool_token(clients, event.caller_context.client_id, scopes)
    changes = {"claimsToAddOrOverride": token.claims, "scopesToSuppress": token.withheld}
    return {**event, "response": {"claimsAndScopeOverrideDetails": {"accessTokenGeneration": changes}}}
