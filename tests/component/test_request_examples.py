"""Whoever sends an example of the document gets what the document says of success.

Only what a service makes itself is put in its place: tokens, clients with their secrets, and days to come.
"""

import base64
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from local.stack.template import Document, http_api, load_templates
from tests.contract.description import OPERATIONS
from tests.days import lasting_today
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import samples
from tools.rehearsal.scene import EMAIL, Scene

SAMPLES = {sample.operation: sample for sample in samples(http_api(*load_templates()))}
FORM = "application/x-www-form-urlencoded"
DOCUMENTED_CUSTOMER = "anna.kowalska@example.com"
MADE_BY_THE_SERVICE = ("token", "client_id", "client_secret")


def examples() -> Iterator[Any]:
    for name, operation in OPERATIONS.items():
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            several = content.get("examples", {"": {"value": content.get("example")}})
            for which, example in several.items():
                shown = " ".join(filter(None, (name, media_type.partition("/")[2], which)))
                yield pytest.param(name, media_type, example["value"], id=shown)


@pytest.mark.parametrize(("name", "media_type", "example"), [*examples()])
def test_an_example_of_a_request_succeeds(
    tenant: str, rehearsed_provider: Provider, name: str, media_type: str, example: Any
) -> None:
    scene = Scene(SAMPLES, rehearsed_provider, tenant)
    event = scene.event_of(SAMPLES[name])
    sent = sent_in(event, media_type)
    if "entitiesAddresses" in example:
        scene.call("create_location")

    send(event, media_type, of_this_tenant(example, sent, tenant))
    answer = SAMPLES[name].handler(event, None)

    success = {int(status) for status in OPERATIONS[name]["responses"] if status.startswith("2")}
    assert answer["statusCode"] in success, answer.get("body")
    if answer["statusCode"] == 207:
        assert {element["code"] for element in json.loads(answer["body"])} in ({200}, {201})


def test_there_is_an_example_of_every_body() -> None:
    without = [
        (name, media_type)
        for name, operation in OPERATIONS.items()
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items()
        if "example" not in content and not content.get("examples")
    ]

    assert without == []


def sent_in(event: Document, media_type: str) -> Any:
    """The body of the operation's sample, with what the scene has put into it."""
    body = event.get("body", "{}")
    if media_type != FORM:
        return json.loads(body)
    return {field: values[0] for field, values in parse_qs(base64.b64decode(body).decode()).items()}


def of_this_tenant(example: Any, sent: Any, tenant: str) -> Any:
    """The example, for the customer, the client or the token of the scene."""
    if isinstance(example, dict) and isinstance(sent, dict):
        example = example | {
            member: sent[member] for member in MADE_BY_THE_SERVICE if member in example and member in sent
        }
        if "retentionEndDate" in example:
            ends_in = lasting_today() + timedelta(days=200) - date.fromisoformat(example["retentionEndDate"])
            days = ("retentionEndDate", "emailReminderDate")
            example |= {day: str(date.fromisoformat(example[day]) + ends_in) for day in days}
    text = json.dumps(example).replace("acme", tenant)
    if EMAIL in json.dumps(sent):
        text = text.replace(DOCUMENTED_CUSTOMER, EMAIL)
    return json.loads(text)


def send(event: Document, media_type: str, body: Any) -> None:
    """Make this the body of the request."""
    event["headers"] = {**event["headers"], "content-type": media_type}
    if media_type == FORM:
        event["body"] = base64.b64encode(urlencode(body).encode()).decode()
    else:
        event["body"] = json.dumps(body)
