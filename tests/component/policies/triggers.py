"""The triggers of functions that are called without a request."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from local.machine.paths import PROJECT_ROOT
from local.stack.template import Document
from shared.adapters.dynamodb.items.one_time_token import token_put
from shared.adapters.dynamodb.items.tries import AccountTriesItem, source_remembered
from shared.adapters.dynamodb.keys import log_in_tries_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.instants import instant_text, now
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.retention import Retention
from shared.domain.log_in.throttling import SourceLogIn
from shared.domain.messages.events import SOURCE, Event, EventName
from shared.domain.tenants.configuration import JOIN_BY_REGISTRATION_ID
from shared.domain.tenants.setting_rules import SettingChange
from shared.domain.webhooks.deliveries import Reception, delivery_of
from shared.domain.webhooks.subscriptions import EventSubscription
from shared.domain.webhooks.webhook import SealedSecret, Webhook
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from tests.component.api import Api
from tests.component.migration.imports import imported, with_legacy_hash
from tests.component.tenants import keep_search
from tests.days import lasting_today
from tools.rehearsal.samples import Sample
from tools.rehearsal.scene import EMAIL, Scene
from tools.rehearsal.stored import typical_customer

_EVENTS = PROJECT_ROOT / "events"
_CLIENT_MANAGEMENT = (
    "legalentity_created",
    "user_assigned_to_legalentity",
    "legalentity_updated",
    "user_unassigned_from_legalentity",
    "legalentity_deleted",
)

Events = Iterator[Document]


def _changes(scene: Scene, sample: Sample) -> Events:
    """A profile of long ago, and of now, whose words are indexed; a token, of which a message is asked for;
    what cannot be read.
    """
    event = scene.event_of(sample)
    (record,) = event["Records"]
    keep_search(scene.tenant)
    token = new_one_time_token(scene.customer, TokenPurpose.PASSWORD_RESET, email=EMAIL, now=time.time())
    item = token_put(token).item
    of_token = {"Keys": {name: item[name] for name in ("pk", "sk")}, "NewImage": item}
    unreadable = {**record, "dynamodb": {**record["dynamodb"], "NewImage": {}}}
    _have_webhook(scene.tenant, EventName.CREATED)
    image = {**record["dynamodb"]["NewImage"], "modifiedAt": {"S": instant_text(now())}}
    event["Records"].append({**record, "dynamodb": {**record["dynamodb"], "NewImage": image}})
    event["Records"] += [{**record, "dynamodb": {**record["dynamodb"], **of_token}}, unreadable]
    yield event


def _client_management(scene: Scene, sample: Sample) -> Events:
    event = scene.event_of(sample)
    (record,) = event["Records"]
    envelope = json.loads(record["body"])
    for minute, name in enumerate(_CLIENT_MANAGEMENT):
        text = (_EVENTS / "client_management" / f"{name}.json").read_text(encoding="utf-8")
        told = json.loads(text.replace("acme", scene.tenant))
        body = {**envelope, **told, "time": f"2026-11-22T09:{minute:02}:00Z"}
        yield {"Records": [{**record, "body": json.dumps(body)}]}
    for key, value in (("companies", "own"), (JOIN_BY_REGISTRATION_ID, True)):
        change = SettingChange(scene.tenant, key, value=value, creates=key != "companies")
        update_configuration(wiring().tenants, change)
    for number in ("founder", "second"):
        customer = typical_customer(scene.tenant, number, f"{number}@example.com")
        customer = replace(customer, legal_entities=(), proof_id="proven", joins_company=True)
        wiring().customers.create(customer, None, recreates=False, created_by="test")
        told = {"source": SOURCE, "detail-type": EventName.JOINS}
        detail = {"tenant": scene.tenant, "userId": number}
        yield {"Records": [{**record, "body": json.dumps({**envelope, **told, "detail": detail})}]}


def _migration_days(scene: Scene, sample: Sample) -> Events:
    """The day of the reminder, and the day on which hashes end, of a customer each, one of them deleted."""
    event = scene.event_of(sample)
    for tenant, _ in list(wiring().retentions.tenants()):
        wiring().retentions.delete(tenant)
    today, day = lasting_today(), timedelta(days=1)
    api = Api(scene.tenant).as_("customer.import_manage", "customer.customer_manage")
    wiring().retentions.put(scene.tenant, Retention(today + 2 * day, today + day, notifies=True))
    _, deleted = imported(api, with_legacy_hash(), with_legacy_hash("ben@example.com", "u2"))
    assert api.delete(deleted).status == 202
    for end, reminder in ((today + day, today), (today, today - day)):
        wiring().retentions.put(scene.tenant, Retention(end, reminder, notifies=True))
        yield event


def _deletions(scene: Scene, sample: Sample) -> Events:
    """The deletion of a customer who had logged in somewhere."""
    event = scene.event_of(sample)
    deleted = json.loads(event["Records"][0]["body"])["detail"]
    log_in = source_remembered("a-source", SourceLogIn(0.0, "of the deleted customer"))
    key = log_in_tries_key(deleted["tenant"], deleted["email"])
    written = AccountTriesItem.write_id.set("one")
    wiring().table.write(Update(key, [log_in, written], AccountTriesItem.pk.does_not_exist()))
    yield event


def _deliveries_of_webhooks(scene: Scene, sample: Sample) -> Events:
    """A first attempt that fails, and a look at what waits, after which the webhook is disabled."""
    event = scene.event_of(sample)
    (record,) = event["Records"]
    _have_webhook(scene.tenant)
    yield event
    deliveries, at = wiring().deliveries, now() - timedelta(seconds=1)
    told = Event(EventName.CREATED, scene.tenant, "0" * 32, at, {})
    deliveries.keep(replace(delivery_of(told, {"eventId": told.id}, code="crm"), due=at))
    failing = Reception(failing_since=at - timedelta(days=4), failures=9, is_failing=True, wakes_at=at)
    deliveries.revise_reception(scene.tenant, "crm", lambda _: failing)
    wake = {"tenant": scene.tenant, "code": "crm", "wakesAt": instant_text(at)}
    yield {"Records": [{**record, "body": json.dumps(wake)}]}


def _have_webhook(tenant: str, *event_types: str) -> None:
    """A webhook that nobody receives, subscribed to these."""
    secrets = (SealedSecret(wiring().webhook_secrets.seal(tenant, "a-secret-of-the-shop")),)
    at = now() - timedelta(days=5)
    webhook = Webhook(
        "crm", True, at, at, destination_url="http://127.0.0.1:9/", secrets=secrets, contact_email=EMAIL
    )
    wiring().webhooks.add(tenant, webhook)
    for name in event_types:
        subscription = EventSubscription(name, subscribed=True, created_at=at, modified_at=at)
        wiring().webhooks.revise_subscription(tenant, name, _made(subscription))


def _made(subscription: EventSubscription) -> Callable[[EventSubscription | None], EventSubscription]:
    return lambda _: subscription


def events_of(scene: Scene, sample: Sample) -> Events:
    """The events of a function, in order; what has to be there first is made on the way."""
    if sample.operation in _SEVERAL:
        yield from _SEVERAL[sample.operation](scene, sample)
    else:
        yield scene.event_of(sample)


_SEVERAL: Mapping[str, Callable[[Scene, Sample], Events]] = MappingProxyType(
    {
        "on_customer_change": _changes,
        "on_customer_deleted": _deletions,
        "on_client_management_event": _client_management,
        "on_password_migration_day": _migration_days,
        "on_webhook_delivery": _deliveries_of_webhooks,
    }
)
