"""A bus on the engine, and what the table's stream has to say of the test."""

from collections.abc import Callable, Iterator

import pytest

from local.engine import start_engine
from shared.domain.tenants.configuration import RESTRICTIONS
from tests.component.api import Api
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.identity_providers.conftest import provider, sso
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard
from tests.component.events.stream import Bus, Document, Stream
from tests.component.process import change_environment, forget
from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses
from tests.component.tenants import keep_search

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


@pytest.fixture
def records(
    api: Api, storefront: Storefront, email: str, heard: Heard, configure: Callable[[str, object], None]
) -> list[Document]:
    """Changes of several customers by many use cases."""
    configure("enableRecreationOfDeletedCustomer", True)
    keep_search(api.tenant)
    anna = api.created({"lastName": "Weber", "contactEmail": "anna@example.com"})
    contact = api.created({"type": "CONTACT", "contactEmail": "contact@example.com"})
    api.patch(anna, {"lastName": "Meyer", "mixins": {"shop": {"points": 1}}})
    storefront.sign_up(email)
    Addresses(api, anna).put("home", WHOLE)
    Addresses(api, anna).patch("home", {"city": "Köln"})
    api.patch(contact, {"onHold": True, "company": "Weber AG"})
    Addresses(api, anna).delete("home")
    storefront.logged_in(email)
    api.delete(contact)
    api.created({"id": contact, "type": "CONTACT", "lastName": "Again"})
    api.patch(anna, {"lastName": "Weber"})
    gone = api.created({"lastName": "Koch"})
    api.delete(gone)
    records = heard.records()
    assert len(records) > 15
    return records


@pytest.fixture
def has_restrictions(configure: Callable[[str, object], None]) -> None:
    configure(RESTRICTIONS, ["DE", "FR"])
