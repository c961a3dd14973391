"""GET /webhook/{tenant}/config/{code}/deliveries."""

from shared.domain.callers.requirements import READ_WEBHOOKS
from shared.domain.errors import BadParameter, InvalidQuery
from shared.domain.fields import delivery_id
from shared.domain.webhooks.deliveries import DeliveryState
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import delivery_document, webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.resending import ResendingPorts, list_deliveries

_PAGE_SIZE, _MAX_PAGE_SIZE = 60, 200


@operation(requires=READ_WEBHOOKS, uses=Wiring.resending_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: ResendingPorts) -> Response:
    """Return a page of a webhook's deliveries, newest events first."""
    found, before = list_deliveries(
        ports,
        request.tenant,
        request.webhook_code,
        state=_state(request.parameter("state")),
        before=_cursor(request.parameter("next")),
        limit=request.whole_number("pageSize", default=_PAGE_SIZE, highest=_MAX_PAGE_SIZE),
    )
    headers = {"X-Next-Cursor": before} if before is not None else {}
    return ok([delivery_document(delivery) for delivery in found], headers=headers)


def _state(value: str | None) -> DeliveryState | None:
    if value is None:
        return None
    try:
        return DeliveryState(value)
    except ValueError:
        raise BadParameter(f"Query parameter 'state' must be one of {', '.join(DeliveryState)}.") from None


def _cursor(value: str | None) -> str | None:
    try:
        return delivery_id(value) if value is not None else None
    except ValueError:
        raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.") from None
