"""What sets off the functions that are called without a request."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from local.paths import PROJECT_ROOT
from local.rehearsal.scene import EMAIL, Scene
from local.template import Document
from shared.adapters.dynamodb.one_time_tokens import token_put
from shared.domain.instants import now
from shared.domain.one_time_tokens import Purpose, new_one_time_token
from shared.domain.retention import Retention
from shared.runtime import wiring
from shared.use_cases.identity.adopt_client import adopt_client
from tests.component.api import Api
from tests.component.migration.imports import imported, with_legacy_hash

_EVENTS = PROJECT_ROOT / "events"
_CLIENT_MANAGEMENT = (
    "legalentity_created",
    "user_assigned_to_legalentity",
    "legalentity_updated",
    "user_unassigned_from_legalentity",
    "legalentity_deleted",
)

Events = Iterator[Document]


def _sample(scene: Scene, name: str) -> Document:
    text = (_EVENTS / "triggers" / f"{name}.json").read_text(encoding="utf-8")
    event: Document = json.loads(text.replace("acme", scene.tenant).replace("anna@example.com", EMAIL))
    return event


def _changes(scene: Scene) -> Events:
    """A new profile, and a token, of which the message that carries it is asked for."""
    event = _sample(scene, "on_customer_change")
    (record,) = event["Records"]
    token = new_one_time_token(scene.customer, Purpose.PASSWORD_RESET, email=EMAIL, now=time.time())
    item = token_put(token).item
    of_token = {"Keys": {name: item[name] for name in ("pk", "sk")}, "NewImage": item}
    event["Records"].append({**record, "dynamodb": {**record["dynamodb"], **of_token}})
    yield event


def _client_management(scene: Scene) -> Events:
    assert scene.customer
    event = _sample(scene, "on_client_management_event")
    (record,) = event["Records"]
    envelope = json.loads(record["body"])
    for minute, name in enumerate(_CLIENT_MANAGEMENT):
        text = (_EVENTS / "client_management" / f"{name}.json").read_text(encoding="utf-8")
        told = json.loads(text.replace("acme", scene.tenant))
        body = {**envelope, **told, "time": f"2026-11-22T09:{minute:02}:00Z"}
        yield {"Records": [{**record, "body": json.dumps(body)}]}


def _migration_days(scene: Scene) -> Events:
    """The day of the reminder, and the day on which hashes end, of a customer each, one of them deleted."""
    for tenant, _ in list(wiring.retentions().tenants()):
        wiring.retentions().delete(tenant)
    today, day = now().date(), timedelta(days=1)
    api = Api(scene.tenant).as_("customer.import_manage", "customer.customer_manage")
    wiring.retentions().put(scene.tenant, Retention(today + 2 * day, today + day, notifies=True))
    _, deleted = imported(api, with_legacy_hash(), with_legacy_hash("ben@example.com", "u2"))
    assert api.delete(deleted).status == 202
    for end, reminder in ((today + day, today), (today, today - day)):
        wiring.retentions().put(scene.tenant, Retention(end, reminder, notifies=True))
        yield _sample(scene, "on_password_migration_day")


def _message(scene: Scene) -> Events:
    yield _sample(scene, "on_customer_message")


def _refused_mail(scene: Scene) -> Events:
    assert scene.customer
    yield _sample(scene, "on_mail_refused")


def _deletion(scene: Scene) -> Events:
    assert wiring.sessions().begin(scene.customer, scene.session)
    wiring.customers().delete(scene.customer, lambda _: None, deleted_by="test")
    yield _sample(scene, "on_customer_deleted")


def _token_of_pool(scene: Scene) -> Events:
    event = _sample(scene, "on_cognito_token")
    client_id = event["callerContext"]["clientId"]
    scope = "customer.customer_read"
    adopt_client(wiring.service_clients(), client_id=client_id, tenant=scene.tenant, name="ERP", scope=scope)
    yield event


TRIGGERS: Mapping[str, Callable[[Scene], Events]] = MappingProxyType(
    {
        "on_customer_change": _changes,
        "on_client_management_event": _client_management,
        "on_password_migration_day": _migration_days,
        "on_customer_message": _message,
        "on_mail_refused": _refused_mail,
        "on_customer_deleted": _deletion,
        "on_cognito_token": _token_of_pool,
    }
)
"""The events of each function, in order; what has to be there first is made on the way."""
