"""`customers webhooks`: what a tenant's webhooks are, made and changed by the operator."""

import io
import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from cli import webhook_deliveries
from cli.terminal.failures import explained
from cli.terminal.place import Place
from local.demo.shell_file import SHELL_FILE, note_address
from shared.adapters.dynamodb.webhook_keys import replay_key
from shared.adapters.dynamodb.writes import Delete
from shared.adapters.events.webhook_queues import WebhookWakes
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import DeliveryState, Wake, delivery_of
from shared.runtime.wiring import wiring
from shared.use_cases.webhooks import resending
from tests.component.cli.running import Said, customers
from tests.component.cli.transfers import made_tenant, place
from tests.component.process import forget
from tests.processes import free_port

URL = "https://crm.example.com/hooks"


def run(*arguments: str) -> Said:
    return customers("webhooks", *arguments, *place())


def signing(tenant: str) -> list[str]:
    webhook = wiring().webhooks.find(tenant, "crm")
    assert webhook is not None
    return [wiring().webhook_secrets.open(tenant, each.sealed) for each in webhook.secrets]


def test_a_webhook_is_made_with_a_secret_that_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    tenant = made_tenant()

    made = run("create", "crm", "--tenant", tenant, "--url", URL, "--event", "customer.created")

    assert made.code == 0, made.errors
    secret = json.loads(capsys.readouterr().out)["secret"]
    assert signing(tenant) == [secret]
    assert [each.code for each in wiring().webhooks.subscribed(tenant, "customer.created")] == ["crm"]
    assert run("show", "crm", "--tenant", tenant).code == 0
    assert run("list", "--tenant", tenant).code == 0
    shown = capsys.readouterr().out
    assert f"crm  {URL}  active" in shown
    assert secret not in shown


def test_a_secret_is_rotated_and_the_webhook_switched_off_and_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = made_tenant()
    monkeypatch.setattr("sys.stdin", io.StringIO("the-secret-of-the-crm\n"))
    run("create", "crm", "--tenant", tenant, "--url", URL, "--secret", "-")
    capsys.readouterr()

    run("rotate-secret", "crm", "--tenant", tenant)

    assert signing(tenant) == [json.loads(capsys.readouterr().out)["secret"], "the-secret-of-the-crm"]
    assert run("disable", "crm", "--tenant", tenant).code == 0
    run("list", "--tenant", tenant)
    assert "inactive" in capsys.readouterr().out
    assert run("enable", "crm", "--tenant", tenant).code == 0
    run("list", "--tenant", tenant)
    assert "inactive" not in capsys.readouterr().out


def test_a_webhook_is_changed_and_deleted_and_its_tenant_subscribed_and_unsubscribed() -> None:
    tenant = made_tenant()
    run("create", "crm", "--tenant", tenant, "--url", URL, "--contact", "it@example.com")

    assert run("set", "crm", "--tenant", tenant, "--url", f"{URL}/new").code == 0
    assert run("set", "crm", "--tenant", tenant).code == 2
    assert "destinationUrl" in run("set", "crm", "--tenant", tenant, "--url", "https://10.0.0.1/").failure
    webhook = wiring().webhooks.find(tenant, "crm")
    assert webhook is not None
    assert (webhook.destination_url, webhook.contact_email) == (f"{URL}/new", "it@example.com")

    assert run("subscribe", "customer.created", "customer.deleted", "--tenant", tenant).code == 0
    assert run("unsubscribe", "customer.created", "--tenant", tenant).code == 0
    assert run("subscribe", "customer.renamed", "--tenant", tenant).code == 2
    assert [
        len(wiring().webhooks.subscribed(tenant, f"customer.{each}")) for each in ("created", "deleted")
    ] == [
        0,
        1,
    ]

    assert "force" in run("delete", "crm", "--tenant", tenant).failure
    assert run("delete", "crm", "--tenant", tenant, "--force").code == 0
    assert wiring().webhooks.find(tenant, "crm") is None


def test_what_cannot_be_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = made_tenant()

    assert "Webhook 'crm' not found." in run("disable", "crm", "--tenant", tenant).failure
    assert run("create", "a b", "--tenant", tenant, "--url", URL).code == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("the-secret-of-the-crm\n"))
    plain = run("create", "crm", "--tenant", tenant, "--url", "http://example.com", "--secret", "-")
    assert "configuration.destinationUrl" in plain.failure
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    refused = run("create", "crm", "--tenant", tenant, "--url", URL, "--secret", "-")
    assert (refused.code, "short" in refused.errors) == (2, False)


def test_no_secret_is_shown_for_what_cannot_be_stored(capsys: pytest.CaptureFixture[str]) -> None:
    tenant = made_tenant()
    run("create", "crm", "--tenant", tenant, "--url", URL)
    capsys.readouterr()

    assert "already" in run("create", "crm", "--tenant", tenant, "--url", URL).failure
    assert run("create", "erp", "--tenant", tenant, "--url", "https://10.0.0.1/").code == 1
    assert run("create", "erp", "--tenant", tenant, "--url", "crm").code == 2
    assert run("create", "erp", "--tenant", tenant, "--url", URL, "--contact", "nobody").code == 2
    assert run("rotate-secret", "erp", "--tenant", tenant).code == 1
    for number in range(19):
        run("create", f"more{number}", "--tenant", tenant, "--url", URL)
    capsys.readouterr()
    assert "at most 20" in run("create", "erp", "--tenant", tenant, "--url", URL).failure
    assert capsys.readouterr().out == ""


def test_on_this_machine_the_service_is_where_it_was_started_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SHELL_FILE).write_text("ACME_ADMIN_SECRET=s\n")
    nobody = f"http://127.0.0.1:{free_port()}"
    note_address(tmp_path, nobody)
    monkeypatch.setenv("CUSTOMERS_CLIENT_SECRET", "s")

    assert Place(state_dir=tmp_path).service_url == nobody
    assert Place(state_dir=tmp_path / "new").service_url == "http://127.0.0.1:8080"
    assert nobody in customers("token", "--client-id", "acme-admin", "--state-dir", tmp_path).failure
    lost = EndpointConnectionError(endpoint_url=f"{nobody}/_local/aws")
    assert explained(lost) == f"{nobody} does not answer; the service must be running: make run"


def dead(tenant: str, at: datetime) -> str:
    """Keep a delivery of an event of then that is dead; return its id."""
    event = Event(EventName.CREATED, tenant, f"{secrets.token_hex(16)}", at, {})
    delivery = replace(delivery_of(event, {"eventId": event.id}, code="crm"), state=DeliveryState.DEAD)
    wiring().deliveries.keep(delivery)
    return delivery.id


def test_deliveries_are_listed_and_sent_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = made_tenant()
    assert run("create", "crm", "--tenant", tenant, "--url", URL).code == 0
    first, second = (dead(tenant, datetime(2026, 11, 30, hour, tzinfo=UTC)) for hour in (8, 9))
    planned: list[Wake] = []
    forget("webhook_wakes")  # whatever earlier tests have put there
    monkeypatch.setattr(WebhookWakes, "put", lambda _, wake: planned.append(wake))
    monkeypatch.setenv("WEBHOOK_WAKE_QUEUE", "https://sqs.example.com/1/wakes")
    capsys.readouterr()

    assert run("deliveries", "crm", "--tenant", tenant, "--state", "DEAD").code == 0
    listed = capsys.readouterr().out.splitlines()
    retried = run("retry", "crm", first, "--tenant", tenant)
    time = ("--from", "2026-11-30T07:00Z", "--to", "2026-11-30T10:00Z")
    replayed = run("replay", "crm", "--tenant", tenant, *time)

    assert [line.split()[0] for line in listed] == [second, first]
    assert retried.code == 0, retried.errors
    assert replayed.code == 0, replayed.errors
    states = {each: wiring().deliveries.find(tenant, "crm", each) for each in (first, second)}
    assert {each.state for each in states.values() if each is not None} == {DeliveryState.WAITING}
    assert {wake.code for wake in planned} == {"crm"}
    assert run("retry", "crm", "1600000000000-" + "0" * 32, "--tenant", tenant).code == 1


def test_a_replay_of_many_goes_on_as_fast_as_replays_may(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = made_tenant()
    assert run("create", "crm", "--tenant", tenant, "--url", URL).code == 0
    ended = [dead(tenant, datetime(2026, 11, 30, hour, tzinfo=UTC)) for hour in (7, 8, 9)]
    forget("webhook_wakes")
    monkeypatch.setattr(WebhookWakes, "put", lambda *_: None)
    monkeypatch.setenv("WEBHOOK_WAKE_QUEUE", "https://sqs.example.com/1/wakes")
    monkeypatch.setattr(resending, "REPLAYED_AT_ONCE", 1)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        wiring().table.write(Delete(replay_key(tenant, "crm")))  # as its time is over

    monkeypatch.setattr(webhook_deliveries, "sleep", sleep)

    replayed = run(
        "replay", "crm", "--tenant", tenant, "--from", "2026-11-30T06:00Z", "--to", "2026-11-30T10:00Z"
    )

    assert replayed.code == 0, replayed.errors
    states = [wiring().deliveries.find(tenant, "crm", each) for each in ended]
    assert [each.state for each in states if each is not None] == [DeliveryState.WAITING] * 3
    assert len(waited) >= 2
    assert all(0 < each <= 10 for each in waited)
