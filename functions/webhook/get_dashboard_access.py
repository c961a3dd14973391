"""GET /webhook/{tenant}/dashboard-access."""

from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.domain.webhooks.webhook import NoDashboard
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.ports.webhooks import WebhookStore
from shared.runtime.wiring import Wiring


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.webhooks, refuses=webhook_refusal)
def lambda_handler(_request: Request, _webhooks: WebhookStore) -> Response:
    """Refuse: the published dashboard is one of SVIX, and there is none here."""
    raise NoDashboard
