"""A bus on the engine, and what the table's stream has to say of the test."""

from collections.abc import Iterator

import pytest

from local.engine import start_engine
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.identity_providers.conftest import provider, sso
from tests.component.events.heard import Heard
from tests.component.events.stream import Bus, Stream
from tests.component.process import change_environment, forget

__all__ = ["email", "provider", "sso", "storefront"]


PARTS = ("event_bus", "projection_retries", "projection_ports")
"""What knows where the bus and the queues are."""


@pytest.fixture(scope="session")
def bus_url() -> Iterator[str]:
    with start_engine(services=("events", "sqs")) as engine:
        yield engine.url


@pytest.fixture(scope="session")
def shared_bus(bus_url: str) -> Bus:
    return Bus(bus_url)


@pytest.fixture
def bus(shared_bus: Bus, bus_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """The bus, with nothing on it; the functions find no other one while the test runs."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", bus_url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", bus_url)
    change_environment(monkeypatch, projection_retries=shared_bus.retry_queue)
    forget(*PARTS)
    shared_bus.taken()
    shared_bus.retries()
    yield shared_bus
    forget(*PARTS)


@pytest.fixture
def stream(engine_url: str) -> Stream:
    """The changes from now on."""
    return Stream(engine_url)


@pytest.fixture
def heard(tenant: str, stream: Stream, bus: Bus) -> Heard:
    return Heard(tenant, stream, bus)
