"""A real engine for the whole run; every test has tenants of its own, so one table serves all."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local.stack.table import create_table
from local.stack.table_key import adopt_key
from shared.adapters import patience
from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.table import Table
from shared.adapters.events.bus import EventBridgeBus
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.domain.log_in.account import new_account
from shared.domain.messages.events import Event
from shared.runtime.observability import logger
from shared.runtime.wiring import wiring
from tests.component import tenants
from tests.component.api import Api
from tests.component.engine import engine_in_process, forget_old_changes, forget_tenants
from tests.component.native_hashes import make_quick, recognise_quick
from tests.component.process import forget
from tests.component.tenants import new_tenant
from tests.dynamodb_local.capacity import reads_as_charged
from tests.dynamodb_local.tables import is_dynamodb_local
from tests.event_schemas import check_event

if TYPE_CHECKING:
    from tools.rehearsal.provider import Provider

# It keeps the stream that it is made with: made by a test, it would keep one that ends with that test.
logger()


@pytest.fixture(scope="session", autouse=True)
def engine_url() -> Iterator[str]:
    """The engine that `ENGINE_URL` names, or an embedded one in this process.

    A folder that imports this fixture shares the engine of the first that asked.
    """
    running, given = os.environ.get("AWS_ENDPOINT_URL_DYNAMODB"), os.environ.get("ENGINE_URL")
    if running:
        yield running
    elif given:
        client = _prepare(given)
        table_name = os.environ["TABLE_NAME"]
        adopt_key(client, table_name, Path(os.environ["KEY_FILE"]))
        with reads_as_charged() if is_dynamodb_local(client, table_name) else nullcontext():
            yield given
    else:
        with engine_in_process() as url:
            _prepare(url)
            yield url


def _prepare(url: str) -> Any:
    """Create the table, and return a client."""
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = url
    client: Any = aws_session().create_client("dynamodb", endpoint_url=url)
    create_table(client, os.environ["TABLE_NAME"])
    return client


@pytest.fixture(autouse=True)
def described_events() -> Iterator[None]:
    """Whatever a test publishes on a bus is as shared/events.yaml describes it, or the test fails.

    It ends with each test: those of other folders that run after it in the same process make up their events.
    """
    with pytest.MonkeyPatch.context() as patch:
        entry_of = EventBridgeBus._entry

        def checked(self: EventBridgeBus, event: Event) -> dict[str, str]:
            entry = entry_of(self, event)
            check_event(entry["Source"], entry["DetailType"], json.loads(entry["Detail"]))
            return entry

        patch.setattr(EventBridgeBus, "_entry", checked)
        yield


@pytest.fixture(scope="module", autouse=True)
def empty_table(engine_url: str) -> None:
    """A file of tests finds nothing of those before it: to look through all that would take ever longer."""
    forget_tenants(os.environ["TABLE_NAME"])
    tenants.forget_all()


@pytest.fixture(autouse=True)
def few_changes() -> None:
    """Drop the stream's records of earlier tests, which would fill the memory."""
    forget_old_changes()


@pytest.fixture(scope="session", autouse=True)
def known_quick_hashes() -> Iterator[None]:
    """A quick hash may outlive its test."""
    with pytest.MonkeyPatch.context() as patch:
        recognise_quick(patch)
        yield


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords are hashed as the service does it, at a fraction of the cost."""
    with pytest.MonkeyPatch.context() as patch:
        make_quick(patch)
        yield


@pytest.fixture(autouse=True)
def no_key_of_another_provider() -> None:
    """Forget the keys of earlier tests' providers, whose ports may be used again."""
    forget("identity_providers", "provider_log_in_ports")


@pytest.fixture(scope="module")
def rehearsed_provider() -> Iterator["Provider"]:
    """The identity provider that samples of operations are sent with."""
    from tools.rehearsal.provider import Provider
    from tools.rehearsal.scene import EMAIL

    with Provider(EMAIL) as provider:
        yield provider


@pytest.fixture
def table() -> Table:
    """The table that the operations under test use."""
    return wiring().table


@pytest.fixture
def tenant() -> str:
    """A tenant that nothing else uses, with no settings of its own."""
    return new_tenant()


@pytest.fixture
def other_tenant() -> str:
    """Another such tenant."""
    return new_tenant()


@pytest.fixture
def api(tenant: str) -> Api:
    """The API as an unlimited service client of the tenant sees it."""
    return Api(tenant)


@pytest.fixture
def configure(tenant: str) -> tenants.Configure:
    """Sets one value of the tenant's configuration."""
    return partial(tenants.set_value, tenant)


@pytest.fixture
def restrictions(configure: Callable[[str, object], None]) -> list[str]:
    """The restrictions that the tenant has."""
    names = ["DE", "FR"]
    configure("restrictions", names)
    return names


@pytest.fixture
def store(tenant: str) -> Callable[..., str]:
    """Stores a customer with what no operation of a seller can give it: addresses, companies, a log-in."""

    def put(**attributes: Any) -> str:
        given = {"number": secrets.token_hex(8), "incarnation": secrets.token_hex(8), **attributes}
        customer = Customer(tenant=tenant, created_at=now(), modified_at=now(), **given)
        return wiring().customers.create(customer, new_account(customer), recreates=False, created_by="test")

    return put


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delays between attempts, where they are not what is under test, are next to nothing."""
    monkeypatch.setattr(patience, "_FIRST_DELAY", 0.001)
    monkeypatch.setattr(patience, "_LONGEST_DELAY", 0.002)
