"""Webhooks and subscriptions are kept as they were written, whatever rivals write at the same time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.webhooks.subscriptions import EventSubscription
from shared.domain.webhooks.webhook import (
    MAX_WEBHOOKS,
    DuplicateWebhook,
    SealedSecret,
    TooManyWebhooks,
    Webhook,
    WebhookEvent,
    WebhookNotFound,
)
from shared.runtime.wiring import wiring

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
CREATED, UPDATED = "customer.created", "customer.updated"


def webhook(code: str, **members: Any) -> Webhook:
    given = {"destination_url": f"https://{code}.example.com/in", **members}
    return Webhook(code=code, active=True, created_at=NOW, modified_at=NOW, **given)


def subscribe(tenant: str, event_type: str, *excluded: str) -> None:
    said = EventSubscription(event_type, True, NOW, NOW, excluded)
    wiring().webhooks.revise_subscription(tenant, event_type, lambda _: said)


def test_a_webhook_is_read_as_it_was_written(tenant: str) -> None:
    written = webhook(
        "crm",
        secrets=(SealedSecret("new"), SealedSecret("old", NOW + timedelta(days=1))),
        headers={"X-Source": "shop"},
        events=(
            WebhookEvent("a", CREATED, name="All", excluded_fields=("contactEmail",), headers={}),
            WebhookEvent("b", UPDATED, destination_url="https://b.example.com", secrets=(SealedSecret("b"),)),
        ),
        contact_email="it@example.com",
    ).disable("it has failed for 3 days", NOW)

    wiring().webhooks.add(tenant, written)

    assert wiring().webhooks.find(tenant, "crm") == written
    assert wiring().webhooks.of_tenant(tenant) == [written]


def test_an_event_goes_where_a_subscribed_type_is_wanted_and_nowhere_else(
    tenant: str, other_tenant: str
) -> None:
    store = wiring().webhooks
    store.add(tenant, webhook("all"))
    store.add(tenant, replace(webhook("off"), active=False))
    picky = webhook("picky", events=(WebhookEvent("x", CREATED, active=False), WebhookEvent("y", UPDATED)))
    store.add(tenant, picky)
    subscribe(tenant, CREATED, "metadata")

    sent_to = store.subscribed(tenant, CREATED)

    assert [(each.code, each.excluded_fields) for each in sent_to] == [("all", frozenset({"metadata"}))]
    assert not store.subscribed(tenant, UPDATED)  # nobody has subscribed to it
    assert not store.subscribed(other_tenant, CREATED)


def test_for_all_event_types_of_a_tenant_one_request_is_enough(
    tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = wiring().webhooks
    store.add(tenant, webhook("all"))
    subscribe(tenant, CREATED)
    store.subscribed(tenant, CREATED)
    monkeypatch.setattr(store, "_table", None)

    assert [each.code for each in store.subscribed(tenant, CREATED)] == ["all"]
    assert not store.subscribed(tenant, UPDATED)


def test_a_code_is_taken_once_and_a_tenant_has_so_many_webhooks_at_most(tenant: str) -> None:
    store = wiring().webhooks
    for number in range(MAX_WEBHOOKS):
        store.add(tenant, webhook(f"w{number}"))

    with pytest.raises(TooManyWebhooks):
        store.add(tenant, webhook("more"))
    store.remove(tenant, "w0", lambda _: None)
    with pytest.raises(DuplicateWebhook):
        store.add(tenant, webhook("w1"))
    store.add(tenant, webhook("more"))

    assert len(store.of_tenant(tenant)) == MAX_WEBHOOKS


def test_a_rule_is_applied_to_what_a_rival_has_written(tenant: str, impatient: None) -> None:
    store = wiring().webhooks
    store.add(tenant, webhook("crm"))
    seen = []

    def rule(current: Webhook) -> Webhook:
        seen.append(current.contact_email)
        if len(seen) == 1:
            store.revise(tenant, "crm", lambda it: replace(it, contact_email="rival@example.com", version=2))
        return replace(current, active=False, version=current.version + 1)

    after = store.revise(tenant, "crm", rule)

    assert seen == [None, "rival@example.com"]
    assert (after.contact_email, after.active, after.version) == ("rival@example.com", False, 3)


def test_what_is_not_there_can_be_neither_changed_nor_removed(tenant: str) -> None:
    with pytest.raises(WebhookNotFound):
        wiring().webhooks.revise(tenant, "crm", lambda it: it)
    with pytest.raises(WebhookNotFound):
        wiring().webhooks.remove(tenant, "crm", lambda _: None)


def test_a_secret_is_stored_for_its_tenant_alone(tenant: str, other_tenant: str) -> None:
    sealed = wiring().webhook_secrets.seal(tenant, "whsec_canary")

    assert "canary" not in sealed
    assert wiring().webhook_secrets.open(tenant, sealed) == "whsec_canary"
    with pytest.raises(ValueError, match="webhook"):
        wiring().webhook_secrets.open(other_tenant, sealed)
