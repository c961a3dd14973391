"""POST /session-context/{tenant}/context/{sessionId}/attributes."""

from shared.domain.callers.requirements import MANAGE_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import changed
from shared.http.bodies.session_context import attribute_to_add
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_context


@operation(requires=MANAGE_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Add an attribute to the context of a session, or replace it."""
    session_id = request.session_id
    _, change = attribute_to_add(request)
    change_context(
        ports, request.tenant, session_id, lambda context: changed(context, change, now()), creates=False
    )
    return empty(204)
