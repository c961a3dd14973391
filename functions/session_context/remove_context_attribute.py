"""DELETE /session-context/{tenant}/context/{sessionId}/attributes/{attributeName}."""

from shared.domain.callers.requirements import MANAGE_CONTEXT
from shared.domain.instants import now
from shared.domain.log_in.session_contexts import without_attribute
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_context_answers import context_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.session_context.contexts import ContextPorts, change_context


@operation(requires=MANAGE_CONTEXT, uses=Wiring.context_ports, refuses=context_refusal)
def lambda_handler(request: Request, ports: ContextPorts) -> Response:
    """Remove an attribute from the context of a session."""
    session_id, name = request.session_id, request.attribute_name
    change_context(
        ports,
        request.tenant,
        session_id,
        lambda context: without_attribute(context, name, now()),
        creates=False,
    )
    return empty(204)
