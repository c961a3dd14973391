"""GET /webhook/{tenant}/statistics."""

from shared.domain.callers.requirements import READ_WEBHOOKS
from shared.domain.instants import now
from shared.domain.webhooks.statistics import months
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.ports.deliveries import DeliveryStore
from shared.runtime.wiring import Wiring


@operation(requires=READ_WEBHOOKS, uses=Wiring.deliveries, refuses=webhook_refusal)
def lambda_handler(request: Request, deliveries: DeliveryStore) -> Response:
    """Return how much was sent in each month. There is no limit, so none is named."""
    asked = months(request.parameter("fromYearMonth"), request.parameter("toYearMonth"), now())
    sent = deliveries.sent_by_month(request.tenant, asked[0], asked[-1])
    # The name of the number is the published one.
    statistics = [
        {"statisticsMonth": month, "succesfullySentWebhooks": sent.get(month, 0)} for month in asked
    ]
    return ok({"monthStatistics": statistics})
