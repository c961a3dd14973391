"""The operations on webhooks as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from webhook import (
    create_webhook,
    delete_webhook,
    get_dashboard_access,
    get_webhook,
    list_event_subscriptions,
    list_webhook_deliveries,
    list_webhooks,
    replace_webhook,
    replay_webhook_deliveries,
    retry_webhook_delivery,
    update_event_subscriptions,
    update_webhook,
)

MANAGE, READ = "webhook.subscription_manage", "webhook.subscription_read"
TENANT = "/webhook/{tenant}"
CONFIG, SUBSCRIPTIONS = f"{TENANT}/config", f"{TENANT}/event-subscriptions"
ONE = f"{CONFIG}/{{code}}"
DELIVERIES = f"{ONE}/deliveries"
URL = "https://crm.example.com/hooks"
SECRET = "whsec_" + "c2VjcmV0LW9mLTMyLWJ5dGVzLWZvci10aGUtdGVzdHM="
NEXT_SECRET = "another-secret-of-the-shop"
CODE = "crm"
HTTP = "/configuration/http"
ENTRIES = f"{HTTP}/eventsConfigurationEntry"
EVENT = {
    "id": "new-ones",
    "name": "New customers",
    "eventType": "customer.created",
    "secretKey": NEXT_SECRET,
    "destinationUrl": "https://crm.example.com/new",
    "headers": {"X-Kind": {"value": "new"}},
    "excludedFields": ["contactEmail", "mixins"],
}


def body(code: str | None = CODE, **configuration: Any) -> dict[str, Any]:
    """A webhook with a destination and a secret, as a caller writes it."""
    given = {"destinationUrl": URL, "secretKey": SECRET, **configuration}
    configured = {name: value for name, value in given.items() if value is not None}
    return {"provider": "HTTP", "configuration": configured, **({"code": code} if code else {})}


@dataclass(frozen=True)
class WebhookApi:
    """Calls them for one caller."""

    caller: Api

    def create(self, document: Any = None, **options: Any) -> Answer:
        """POST /config."""
        document = body() if document is None else document
        return self.caller.request(create_webhook.lambda_handler, f"POST {CONFIG}", document, **options)

    def listed(self, **options: Any) -> Answer:
        """GET /config."""
        return self.caller.request(list_webhooks.lambda_handler, f"GET {CONFIG}", **options)

    def get(self, code: str = CODE, **options: Any) -> Answer:
        """GET /config/{code}."""
        return self._of_one(get_webhook, "GET", code, **options)

    def shown(self, code: str = CODE) -> Any:
        """The webhook, without fail."""
        answer = self.get(code)
        assert answer.status == 200, answer.text
        return answer.json

    def put(self, document: Any, code: str = CODE, **options: Any) -> Answer:
        """PUT /config/{code}."""
        return self._of_one(replace_webhook, "PUT", code, document, **options)

    def patch(self, *steps: Any, code: str = CODE, **options: Any) -> Answer:
        """PATCH /config/{code}."""
        return self._of_one(update_webhook, "PATCH", code, list(steps), **options)

    def upsert(self, path: str, value: Any) -> Answer:
        """PATCH /config/{code} with one step that puts a value."""
        return self.patch({"op": "UPSERT", "path": path, "value": value})

    def remove(self, path: str) -> Answer:
        """PATCH /config/{code} with one step that removes."""
        return self.patch({"op": "REMOVE", "path": path})

    def delete(self, code: str = CODE, **options: Any) -> Answer:
        """DELETE /config/{code}."""
        return self._of_one(delete_webhook, "DELETE", code, **options)

    def subscriptions(self, **options: Any) -> Answer:
        """GET /event-subscriptions."""
        handler = list_event_subscriptions.lambda_handler
        return self.caller.request(handler, f"GET {SUBSCRIPTIONS}", **options)

    def subscription(self, event_type: str) -> Any:
        """What is shown of one event type."""
        return next(each for each in self.subscriptions().json if each["event"]["type"] == event_type)

    def subscribe(self, *changes: Any, **options: Any) -> Answer:
        """PATCH /event-subscriptions."""
        handler = update_event_subscriptions.lambda_handler
        return self.caller.request(handler, f"PATCH {SUBSCRIPTIONS}", list(changes), **options)

    def dashboard(self) -> Answer:
        """GET /dashboard-access."""
        return self.caller.request(get_dashboard_access.lambda_handler, f"GET {TENANT}/dashboard-access")

    def secrets(self, code: str = CODE) -> list[str]:
        """The secrets that sign what is sent to the webhook."""
        webhook = wiring().webhooks.find(self.caller.tenant, code)
        assert webhook is not None
        opened = wiring().webhook_secrets.open
        return [opened(self.caller.tenant, each.sealed) for each in webhook.secrets]

    def _of_one(self, operation: Any, method: str, code: str, document: Any = None, **options: Any) -> Answer:
        return self.caller.request(
            operation.lambda_handler, f"{method} {ONE}", document, code=code, **options
        )


def listed(webhook: WebhookApi, *, code: str = CODE, scope: str = READ, **query: object) -> Answer:
    handler = list_webhook_deliveries.lambda_handler
    return webhook.caller.as_(scope).request(handler, f"GET {DELIVERIES}", code=code, query=query)


def retry(webhook: WebhookApi, delivery_id: str, *, scope: str = MANAGE) -> Answer:
    route = f"POST {DELIVERIES}/{{deliveryId}}/retry"
    return webhook.caller.as_(scope).request(
        retry_webhook_delivery.lambda_handler, route, code=CODE, deliveryId=delivery_id
    )


def replay(webhook: WebhookApi, document: object) -> Answer:
    return webhook.caller.as_(MANAGE).request(
        replay_webhook_deliveries.lambda_handler, f"POST {ONE}/replay", document, code=CODE
    )
