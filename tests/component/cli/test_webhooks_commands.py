"""`customers webhooks`: what a tenant's webhooks are, made and changed by the operator."""

import io
import json

import pytest

from shared.runtime.wiring import wiring

from .running import Said, customers
from .transfers import made_tenant, place

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
