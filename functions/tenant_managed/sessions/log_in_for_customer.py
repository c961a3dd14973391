"""POST /customer/{tenant}/assisted-buying-login."""

from shared.domain.callers.requirements import ASSIST_CUSTOMER
from shared.http.bodies.assistance import AssistedLogIn
from shared.http.bodies.body import parsed
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import assisted_tokens
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.log_in_for_customer import AssistancePorts, log_in_for_customer


@operation(requires=ASSIST_CUSTOMER, uses=Wiring.assistance_ports)
def lambda_handler(request: Request, ports: AssistancePorts) -> Response:
    """Return a customer's token with which the caller acts for the customer."""
    body = parsed(AssistedLogIn, request.json_object())
    tokens = log_in_for_customer(
        ports,
        request.known_caller,
        request.access,
        body.customer_number,
        legal_entity_id=body.legal_entity_id,
        issuer=request.issuer,
        actor=request.author,
    )
    return assisted_tokens(tokens)
