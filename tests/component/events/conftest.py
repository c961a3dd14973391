"""A bus on the engine, and what the table's stream has to say of the test."""

from collections.abc import Iterator

import pytest

from local.engine import start_engine
from shared.runtime import wiring
from tests.component.customer_managed.conftest import email, storefront
from tests.component.events.stream import Bus, Stream

__all__ = ["email", "storefront"]


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
    _forget_clients()
    shared_bus.taken()
    yield shared_bus
    _forget_clients()


def _forget_clients() -> None:
    wiring.event_bus.cache_clear()
    wiring.publishing.cache_clear()


@pytest.fixture
def stream(engine_url: str) -> Stream:
    """What changes from now on."""
    return Stream(engine_url)
