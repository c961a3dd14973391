"""DELETE /session-context/{tenant}/me/context/attributes/{attributeName}."""

from shared.domain.callers.requirements import HOLD_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import without_attribute
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_own_context


@operation(requires=HOLD_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Remove an attribute from the context of the caller's session."""
    name = request.attribute_name
    change_own_context(ports, request.known_caller, lambda context: without_attribute(context, name, now()))
    return empty(204)
