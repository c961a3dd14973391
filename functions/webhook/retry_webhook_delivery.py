"""POST /webhook/{tenant}/config/{code}/deliveries/{deliveryId}/retry."""

from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.resending import ResendingPorts, retry_delivery


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.resending_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: ResendingPorts) -> Response:
    """Have a delivery sent again at once."""
    retry_delivery(ports, request.tenant, request.webhook_code, request.delivery_id)
    return empty(202)
