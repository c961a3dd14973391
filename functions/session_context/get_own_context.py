"""GET /session-context/{tenant}/me/context."""

from shared.domain.callers.requirements import HOLD_CONTEXT
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_document, context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, own_context


@operation(requires=HOLD_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Return the context of the caller's session."""
    return ok(context_document(own_context(ports, request.known_caller)))
