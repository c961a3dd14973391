"""How many requests each operation makes to DynamoDB, and what it does when one fails."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb import table as table_module
from tests.component.api import Answer
from tests.component.configuration import api as operations
from tests.component.configuration.api import ConfigurationApi
from tests.component.wire import CONFLICT, THROTTLED, Wire

Call = Callable[[ConfigurationApi], Answer]
CALLS: dict[str, tuple[str, Call, int, Counter[str]]] = {
    "list": ("list_configurations", lambda api: api.listed(), 200, Counter(Query=1)),
    "get": ("get_configuration", lambda api: api.get("own"), 200, Counter(GetItem=1)),
    "create": (
        "create_configurations",
        lambda api: api.create({"key": "new", "value": 1}),
        201,
        Counter(TransactWriteItems=1),
    ),
    "update": (
        "update_configuration",
        lambda api: api.put("own", {"value": 2}),
        200,
        Counter(GetItem=1, TransactWriteItems=1),
    ),
    "delete": (
        "delete_configuration",
        lambda api: api.delete("own"),
        204,
        Counter(GetItem=1, TransactWriteItems=1),
    ),
}
OTHERS: dict[str, tuple[str, Call, int, Counter[str]]] = {
    "list basic": ("list_basic_configurations", lambda api: api.basic(), 200, Counter(Query=1)),
    "list global": ("list_global_configurations", lambda api: api.globally(), 200, Counter()),
    "list clients": ("list_configured_clients", lambda api: api.clients(), 200, Counter(GetItem=1)),
    "list of a client": (
        "list_client_configurations",
        lambda api: api.of_client("indexing").listed(),
        200,
        Counter(Query=1),
    ),
    "get of a client": (
        "get_client_configuration",
        lambda api: api.of_client("indexing").get("own"),
        200,
        Counter(GetItem=1),
    ),
    "create of a client": (
        "create_client_configurations",
        lambda api: api.of_client("indexing").create(
            {"key": "new", "value": 1}, {"key": "other", "value": 1}
        ),
        201,
        Counter(GetItem=1, TransactWriteItems=1),
    ),
    "update of a client": (
        "update_client_configuration",
        lambda api: api.of_client("indexing").put("own", {"value": 2}),
        200,
        Counter(GetItem=1, TransactWriteItems=1),
    ),
    "delete of a client": (
        "delete_client_configuration",
        lambda api: api.of_client("indexing").delete("own"),
        204,
        Counter(GetItem=2, TransactWriteItems=1),
    ),
}
EVERY = {**CALLS, **OTHERS}


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch, impatient: None) -> Wire:
    """A wire that the operations go over."""
    wire = Wire()
    for name, *_ in EVERY.values():
        module: Any = getattr(operations, name)
        monkeypatch.setattr(module, "lambda_handler", wire.through(module.lambda_handler))
    return wire


@pytest.mark.parametrize("name", EVERY)
def test_an_operation_makes_no_more_requests_than_it_needs(
    configurations: ConfigurationApi, wire: Wire, name: str
) -> None:
    _, call, status, expected = EVERY[name]
    configurations.create({"key": "own", "value": 1})
    for client in ("indexing", "other"):
        configurations.of_client(client).create({"key": "own", "value": 1}, {"key": "second", "value": 1})

    with wire.counting() as requests:
        answer = call(configurations)

    assert (answer.status, requests) == (status, expected)


@pytest.mark.parametrize("fault", [THROTTLED, "lost"])
@pytest.mark.parametrize("name", CALLS)
def test_an_operation_gets_through_faults_that_pass(
    configurations: ConfigurationApi, wire: Wire, name: str, fault: str
) -> None:
    _, call, status, expected = CALLS[name]
    configurations.create({"key": "own", "value": 1})
    for request in expected:
        wire.fail(request, fault, times=1)

    answer = call(configurations)

    assert answer.status == status
    assert [each.get("value") for each in configurations.listed().json] == {
        "create": [1, 1],
        "update": [2],
        "delete": [],
    }.get(name, [1])


@pytest.mark.parametrize("name", CALLS)
def test_storage_that_stays_throttled_is_503(configurations: ConfigurationApi, wire: Wire, name: str) -> None:
    _, call, _, expected = CALLS[name]
    configurations.create({"key": "own", "value": 1})
    for request in expected:
        wire.fail(request, THROTTLED, times=table_module.ATTEMPTS)

    answer = call(configurations)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("fault", [THROTTLED, CONFLICT, "lost"])
def test_many_are_set_together_through_faults_that_pass(
    configurations: ConfigurationApi, wire: Wire, fault: str
) -> None:
    wire.fail("TransactWriteItems", fault, times=2)

    answer = configurations.create({"key": "restrictions", "value": ["DE"]}, {"key": "own", "value": 1})

    assert answer.status == 201
    assert len(configurations.listed().json) == 2
