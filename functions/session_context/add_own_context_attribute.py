"""POST /session-context/{tenant}/me/context/attributes."""

from shared.domain import json_text
from shared.domain.callers.requirements import HOLD_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import changed
from shared.http.bodies.session_context import attribute_to_add
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_own_context


@operation(requires=HOLD_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Add an attribute to the context of the caller's session, or replace it; the answer is its name."""
    name, change = attribute_to_add(request)
    change_own_context(ports, request.known_caller, lambda context: changed(context, change, now()))
    return Response(201, json_text.dumps(name))
