"""A caller that may manage webhooks, and the way of an event to a receiver."""

from collections.abc import Iterator

import pytest

from tests.component.api import Api
from tests.component.events.conftest import bus, bus_url, shared_bus, stream
from tests.component.events.stream import Bus, Stream
from tests.component.webhooks.calls import MANAGE, WebhookApi, body
from tests.component.webhooks.delivering import CREATED, UPDATED, Clock, Postman, queues
from tests.component.webhooks.receiver import Receiver

__all__ = ["bus", "bus_url", "shared_bus", "stream"]


@pytest.fixture
def webhooks(api: Api) -> WebhookApi:
    """The operations on webhooks, with all rights to them."""
    return WebhookApi(api.as_(MANAGE))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.close()


@pytest.fixture
def postman(tenant: str, stream: Stream, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    with queues(monkeypatch) as (first, wakes):
        yield Postman(stream, tenant, Clock(monkeypatch), first, wakes)


@pytest.fixture
def webhook(webhooks: WebhookApi, receiver: Receiver, postman: Postman) -> WebhookApi:
    """A webhook to the receiver, for customers that are created and changed."""
    assert webhooks.create(body(destinationUrl=receiver.url)).status == 201
    subscribed = webhooks.subscribe(
        *({"eventType": each, "action": "SUBSCRIBE"} for each in (CREATED, UPDATED))
    )
    assert subscribed.status == 207
    return webhooks
