"""Preparations of calls of services besides that of customers, such as companies and webhooks."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from local.stack.template import Document
from shared.domain.callers.client_management import by_operator
from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from shared.use_cases.identity.adopt_client import adopt_client
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.identity.manage_service_client import add_client_secret
from tools.rehearsal.changing import set_in_body, set_in_path
from tools.rehearsal.stored import keep_delivery

if TYPE_CHECKING:
    from tools.rehearsal.scene import Scene

_COMPANIES_OF_A_LIST = 60

Preparation = Callable[["Scene", Document], None]


def after(*operations: str) -> Preparation:
    """Return the preparation of a call that comes after those of other operations."""

    def prepare(scene: Scene, _event: Document) -> None:
        for operation in operations:
            scene.call(operation)

    return prepare


def _issue_service_token(scene: Scene, event: Document) -> None:
    client, secret = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=scene.tenant,
        name="reader",
        scope="customer.customer_read",
    )
    form = dict(parse_qsl(base64.b64decode(event["body"]).decode()))
    form.update(client_id=client.id, client_secret=secret or "")
    event["body"] = base64.b64encode(urlencode(form).encode()).decode()


def _have_client(scene: Scene, event: Document) -> None:
    """A client with two secrets; the call is about it, and perhaps about the first of them."""
    clients = wiring().service_clients
    client, _ = create_service_client(
        clients,
        wiring().tenants,
        tenant=scene.tenant,
        name="ERP",
        scope="customer.customer_read",
    )
    if "secretId" in event["pathParameters"]:
        add_client_secret(clients, client.id, by_operator)
        set_in_path(event, secretId=client.secrets[0].id)
    set_in_path(event, clientId=client.id)


def _fill_companies(scene: Scene, _event: Document) -> None:
    sample = scene.samples["create_legal_entity"]
    for position in range(_COMPANIES_OF_A_LIST):
        creation = sample.event(scene.tenant)
        creation["headers"].pop("idempotency-key")
        set_in_body(creation, id=f"muster{position:02}")
        sample.handler(creation, None)


def _create_company_for_customer(scene: Scene, _event: Document) -> None:
    _ = scene.customer
    scene.call("create_legal_entity")


def _assign_contact(scene: Scene, event: Document) -> None:
    _create_company_for_customer(scene, event)
    scene.call("create_contact_assignment")


def _be_a_buyer(scene: Scene, event: Document) -> None:
    _assign_contact(scene, event)
    scene.call("add_group_user")


def adopt_client_of_pool(scene: Scene, event: Document) -> None:
    """Adopt the client of a user pool that a sample names, for the scene's tenant."""
    adopt_client(
        wiring().service_clients,
        wiring().tenants,
        client_id=event["callerContext"]["clientId"],
        tenant=scene.tenant,
        name="ERP",
        scope="customer.customer_read",
    )


def _have_delivery(scene: Scene, _event: Document) -> None:
    scene.call("create_webhook")
    keep_delivery(scene.tenant)


def _go_by_events(scene: Scene, _event: Document) -> None:
    change = SettingChange(scene.tenant, "companies", "external", creates=True)
    update_configuration(wiring().tenants, change)


OF_OTHER_SERVICES: Mapping[str, Preparation] = MappingProxyType(
    {
        "issue_service_token": _issue_service_token,
        "list_configurations": after("create_configurations"),
        "get_configuration": after("create_configurations"),
        "update_configuration": after("create_configurations"),
        "delete_configuration": after("create_configurations"),
        "list_basic_configurations": after("create_configurations"),
        "list_configured_clients": after("create_client_configurations"),
        "list_client_configurations": after("create_client_configurations"),
        "get_client_configuration": after("create_client_configurations"),
        "update_client_configuration": after("create_client_configurations"),
        "delete_client_configuration": after("create_client_configurations"),
        "get_client": _have_client,
        "update_client": _have_client,
        "delete_client": _have_client,
        "add_client_secret": _have_client,
        "drop_client_secret": _have_client,
        "get_context": after("add_own_context_attribute"),
        "upsert_context": after("add_own_context_attribute"),
        "add_context_attribute": after("add_own_context_attribute"),
        "remove_context_attribute": after("add_own_context_attribute"),
        "remove_own_context_attribute": after("add_own_context_attribute"),
        "get_legal_entity": after("create_legal_entity"),
        "upsert_legal_entity": after("create_legal_entity"),
        "delete_legal_entity": after("create_legal_entity"),
        "get_parent_hierarchy": after("create_legal_entity"),
        "list_legal_entities": _fill_companies,
        "search_legal_entities": _fill_companies,
        "create_contact_assignment": _create_company_for_customer,
        "list_contact_assignments": _assign_contact,
        "get_contact_assignment": _assign_contact,
        "upsert_contact_assignment": _assign_contact,
        "delete_contact_assignment": _assign_contact,
        "list_groups": after("create_legal_entity"),
        "list_group_users": _assign_contact,
        "add_group_user": _assign_contact,
        "remove_group_user": _be_a_buyer,
        "list_user_groups": _be_a_buyer,
        "list_locations": after("create_location"),
        "get_location": after("create_location"),
        "upsert_location": after("create_location"),
        "delete_location": after("create_location"),
        "list_webhooks": after("create_webhook", "update_event_subscriptions"),
        "get_webhook": after("create_webhook", "update_event_subscriptions"),
        "replace_webhook": after("create_webhook", "update_event_subscriptions"),
        "update_webhook": after("create_webhook", "update_event_subscriptions"),
        "delete_webhook": after("create_webhook", "update_event_subscriptions"),
        "list_event_subscriptions": after("create_webhook", "update_event_subscriptions"),
        "list_webhook_deliveries": _have_delivery,
        "retry_webhook_delivery": _have_delivery,
        "replay_webhook_deliveries": _have_delivery,
        "on_cognito_token": adopt_client_of_pool,
        "on_client_management_event": _go_by_events,
    }
)
