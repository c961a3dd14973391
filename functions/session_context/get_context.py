"""GET /session-context/{tenant}/context/{sessionId}."""

from shared.domain.callers.requirements import READ_CONTEXT
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_document, context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, find_context


@operation(requires=READ_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Return what is stored of a session."""
    return ok(context_document(find_context(ports, request.tenant, request.session_id)))
