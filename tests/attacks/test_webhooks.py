"""Webhooks lead to machines on the internet alone, open no secrets, and have limits that rivals keep."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.callers.secret_uses import SecretUse
from shared.domain.webhooks.webhook import MAX_DESTINATIONS, MAX_WEBHOOKS, SealedSecret
from shared.runtime.environment import environment
from shared.runtime.wiring import Wiring, wiring
from tests.component.api import Api
from tests.component.webhooks.calls import (
    CODE,
    CONFIG,
    MANAGE,
    NEXT_SECRET,
    ONE,
    SECRET,
    URL,
    WebhookApi,
    body,
)
from webhook import create_webhook, update_webhook

ELSEWHERE = [
    "http://crm.example.com/in",
    "http://127.0.0.1/in",
    "https://127.0.0.1/in",
    "https://localhost/in",
    "https://crm.localhost./in",
    "https://10.0.0.1/in",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/in",
    "https://[::ffff:169.254.169.254]/in",
    "https://[fd00:ec2::254]/in",
    "https://2130706433/in",
    "https://0x7f000001/in",
    "https://127.1/in",
    "https://crm.example.com@10.0.0.1/in",
    "https://crm.example.com:22/in",
    "https://crm.example.com:0/in",
    "https://crm.example.com\\@10.0.0.1/in",
    "https://crm.example.com/in#fragment",
    "https://crm.example.com/in\r\nX-Evil: 1",
    "ftp://crm.example.com/in",
    "//crm.example.com/in",
    "",
]


@pytest.fixture
def webhooks(api: Api) -> WebhookApi:
    return WebhookApi(api.as_(MANAGE))


@pytest.fixture
def on_aws() -> Wiring:
    """The wiring as it is on AWS, where no destination is on this machine."""
    deployed = Wiring(environment=replace(environment(), on_laptop=False), table=wiring().table)
    deployed.configurations = wiring().configurations
    deployed.webhook_secrets = wiring().webhook_secrets
    return deployed


@pytest.mark.parametrize("url", ELSEWHERE)
def test_nothing_is_sent_to_this_machine_its_network_or_without_tls(
    webhooks: WebhookApi, on_aws: Wiring, url: str
) -> None:
    event = {"id": "e", "eventType": "customer.created"}
    create = create_webhook.lambda_handler.of(on_aws)
    change = update_webhook.lambda_handler.of(on_aws)
    assert webhooks.create(body(eventsConfiguration=[event])).status == 201
    path = "/configuration/http/eventsConfiguration/customer.created/destinationUrl"

    made = webhooks.caller.request(create, f"POST {CONFIG}", body("b", destinationUrl=url or "https://"))
    of_event = webhooks.caller.request(
        create, f"POST {CONFIG}", body("c", eventsConfiguration=[event | {"destinationUrl": url or "x"}])
    )
    step = {"op": "UPSERT", "path": path, "value": url}
    changed = webhooks.caller.request(change, f"PATCH {ONE}", [step], code=CODE)

    assert [made.status, of_event.status, changed.status] == [400, 400, 400]
    assert [each["code"] for each in webhooks.listed().json] == [CODE]
    assert "destinationUrl" not in webhooks.shown()["configuration"]["eventsConfiguration"][0]


@pytest.mark.parametrize("url", [URL, "https://crm.example.com:8443/in?key=1", "https://93.184.216.34/in"])
def test_machines_on_the_internet_are_destinations(webhooks: WebhookApi, on_aws: Wiring, url: str) -> None:
    create = create_webhook.lambda_handler.of(on_aws)

    made = webhooks.caller.request(create, f"POST {CONFIG}", body(destinationUrl=url))

    assert made.status == 201, made.text


def test_rivals_make_no_more_webhooks_than_one_caller_can(webhooks: WebhookApi, impatient: None) -> None:
    with ThreadPoolExecutor(8) as rivals:
        made = [*rivals.map(lambda n: webhooks.create(body(f"w{n}")).status, range(MAX_WEBHOOKS + 8))]

    assert made.count(201) == MAX_WEBHOOKS
    assert set(made) == {201, 409}
    assert len(webhooks.listed().json) == MAX_WEBHOOKS


def test_rivals_who_delete_the_same_webhook_make_room_for_one(webhooks: WebhookApi, impatient: None) -> None:
    for number in range(MAX_WEBHOOKS):
        webhooks.create(body(f"w{number}"))

    with ThreadPoolExecutor(8) as rivals:
        ended = [*rivals.map(lambda _: webhooks.delete("w0", query={"force": "true"}).status, range(8))]

    assert sorted(ended) == [204, *[404] * 7]
    assert [webhooks.create(body(code)).status for code in ("new", "more")] == [201, 409]


@pytest.mark.parametrize(
    "document",
    [
        {"secretKey": SECRET + "\n"},
        {"secretKey": "a secret with spaces"},
        {"secretKey": "ä" * 20},
        {"headers": {"X-A\r\nX-B": {"value": "1"}}},
        {"headers": {"Content-Length": {"value": "0"}}},
        {"headers": {"transfer-encoding": {"value": "chunked"}}},
        {"headers": {"WEBHOOK-ID": {"value": "1"}}},
        {"headers": {"Cookie": {"value": "a=b"}}},
        {"headers": {"Content_Length": {"value": "0"}}},
        {"headers": {"Set-Cookie": {"value": "a=b"}}},
        {"headers": {"X-Api-Key": {"value": "a-key"}}},
        {"headers": {"x-amz-security-token": {"value": "a-token"}}},
        {"headers": {"Forwarded": {"value": "for=127.0.0.1"}}},
        {"headers": {"X-Real-IP": {"value": "127.0.0.1"}}},
        {"headers": {"X-HTTP-Method-Override": {"value": "DELETE"}}},
        {"headers": {"X-A": {"value": "\u2028"}}},
    ],
)
def test_no_value_can_break_out_of_the_call_that_is_made(
    webhooks: WebhookApi, document: dict[str, Any]
) -> None:
    answer = webhooks.create(body(**document))

    assert answer.status == 400
    assert "secret with" not in answer.text
    assert SECRET not in answer.text


def test_one_call_makes_few_calls_of_kms(webhooks: WebhookApi, monkeypatch: pytest.MonkeyPatch) -> None:
    webhooks.create()
    cipher, calls = wiring().key_cipher, []

    class Counting:
        def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
            calls.append(plaintext)
            return cipher.encrypt(plaintext, use)

        def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
            calls.append(ciphertext)
            return cipher.decrypt(ciphertext, use)

    monkeypatch.setattr(wiring().webhook_secrets, "_cipher", Counting)

    def steps(number: int, times: int) -> list[Any]:
        events = [
            {
                "id": f"e{position}",
                "eventType": "customer.created",
                "secretKey": f"secret-{number}-{position:09}",
                "active": position < MAX_DESTINATIONS,
            }
            for position in range(50)
        ]
        path = "/configuration/http/eventsConfiguration"
        return [{"op": "UPSERT", "path": path, "value": events}] * times

    assert webhooks.patch(*steps(1, 20)).status == 204
    assert len(calls) <= 101
    calls.clear()
    refused = webhooks.patch(*steps(2, 1), *steps(3, 1))
    assert (refused.status, refused.json["details"]) == (400, ["one call can give at most 51 secrets"])
    assert len(calls) <= 152


def test_another_tenants_secret_is_of_no_use(webhooks: WebhookApi, other_tenant: str) -> None:
    """A sealed secret that somebody moves in the table does not sign, and the webhook can be mended."""
    webhooks.create()
    foreign = wiring().webhook_secrets.seal(other_tenant, SECRET)
    tenant = webhooks.caller.tenant

    with pytest.raises(ValueError, match="webhook"):
        wiring().webhook_secrets.open(tenant, foreign)
    planted = (SealedSecret(foreign),)
    wiring().webhooks.revise(tenant, CODE, lambda it: replace(it, secrets=planted))
    assert webhooks.upsert("/configuration/http/secretKey", NEXT_SECRET).status == 204
    assert webhooks.secrets() == [NEXT_SECRET]
