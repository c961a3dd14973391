"""PUT /session-context/{tenant}/context/{sessionId}."""

from shared.domain.callers.requirements import MANAGE_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import replaced
from shared.http.bodies.session_context import SessionContextPut, context_change
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_context


@operation(requires=MANAGE_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Replace what is stored of a session; with `upsert`, also of one that nothing is stored of."""
    session_id, creates = request.session_id, request.flag("upsert", default=False)
    change = context_change(request, SessionContextPut)
    change_context(
        ports, request.tenant, session_id, lambda context: replaced(context, change, now()), creates=creates
    )
    return empty(204)
