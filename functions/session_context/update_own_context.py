"""PATCH /session-context/{tenant}/me/context."""

from shared.domain.callers.requirements import HOLD_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import changed
from shared.http.bodies.session_context import SessionContextPatch, context_change
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_own_context


@operation(requires=HOLD_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Change the members present in the body; `null` clears one."""
    change = context_change(request, SessionContextPatch)
    change_own_context(ports, request.known_caller, lambda context: changed(context, change, now()))
    return empty(204)
