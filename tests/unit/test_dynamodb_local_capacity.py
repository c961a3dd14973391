"""What DynamoDB Local says about the units of a request, and what DynamoDB charges."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from shared.adapters.dynamodb.signed_client import SignedClient
from tests.dynamodb_local.capacity import Counted, counted, reads_as_charged
from tools.rehearsal.recording import Exchange


def exchange(operation: str, parameters: Any, answer: Any) -> Exchange:
    return Exchange(operation, parameters, 200, json.dumps(answer).encode())


def consumed(units: float, table: float = 0.0, **indexes: float) -> dict[str, Any]:
    of_indexes = {name: {"CapacityUnits": each} for name, each in indexes.items()}
    return {
        "CapacityUnits": units,
        "Table": {"CapacityUnits": table},
        **({"GlobalSecondaryIndexes": of_indexes} if indexes else {}),
    }


@pytest.mark.parametrize(
    ("consistent", "said", "examined", "charged", "faults"),
    [
        (True, 0.0, 0, 1.0, {"nothing found"}),
        (False, 0.0, 0, 0.5, {"nothing found"}),
        (False, 0.5, 0, 0.5, set()),
        (True, 3.0, 40, 3.0, set()),
    ],
)
def test_a_query_that_examines_nothing_costs_the_least(
    consistent: bool, said: float, examined: int, charged: float, faults: set[str]
) -> None:
    query = exchange(
        "Query",
        {"ConsistentRead": consistent},
        {"ScannedCount": examined, "ConsumedCapacity": consumed(said)},
    )

    assert counted(query, []) == Counted(charged, 0.0, frozenset(faults))


@pytest.mark.parametrize(("consistent", "charged"), [(True, 4.0), (False, 3.0)])
def test_an_item_that_a_batch_does_not_find_costs_a_small_one(consistent: bool, charged: float) -> None:
    asked = {"t": {"Keys": [1, 2, 3], "ConsistentRead": consistent}}
    answer = {"Responses": {"t": [{}]}, "ConsumedCapacity": [consumed(2.0)]}

    found = counted(exchange("BatchGetItem", {"RequestItems": asked}, answer), [])

    assert found == Counted(charged, 0.0, frozenset({"missing item"}))


def test_an_item_that_a_batch_leaves_for_later_costs_nothing_yet() -> None:
    asked = {"t": {"Keys": [1, 2, 3]}}
    answer = {
        "Responses": {"t": [{}]},
        "UnprocessedKeys": {"t": {"Keys": [2]}},
        "ConsumedCapacity": [consumed(0.5)],
    }

    assert counted(exchange("BatchGetItem", {"RequestItems": asked}, answer), []).read == 1.0


@pytest.mark.parametrize(
    ("sizes", "table", "indexes", "charged", "faults"),
    [
        ([300, 300], 2.0, {}, 4.0, {"rounded once"}),
        ([1024], 2.0, {}, 2.0, set()),
        ([1025, 1, 0], 4.0, {}, 8.0, {"rounded once"}),
        ([803], 2.0, {"directory": 2.0, "by_name": 4.0}, 5.0, {"index twice"}),
    ],
)
def test_items_of_a_transaction_are_rounded_one_by_one_and_its_index_entries_cost_once(
    sizes: list[int], table: float, indexes: dict[str, float], charged: float, faults: set[str]
) -> None:
    said = consumed(table + sum(indexes.values()), table, **indexes)

    found = counted(exchange("TransactWriteItems", {}, {"ConsumedCapacity": [said]}), sizes)

    assert found == Counted(0.0, charged, frozenset(faults))


def test_single_requests_are_counted_as_it_says() -> None:
    for operation, charged in (("GetItem", (2.0, 0.0)), ("UpdateItem", (0.0, 2.0))):
        found = counted(exchange(operation, {}, {"ConsumedCapacity": consumed(2.0)}), [])

        assert found == Counted(*charged, frozenset())


@pytest.mark.parametrize("metering", [{"ReturnConsumedCapacity": "TOTAL"}, {}])
def test_the_service_is_told_what_dynamodb_charges_for_its_reads(metering: dict[str, str]) -> None:
    said = {"ConsumedCapacity": consumed(0.0)} if metering else {}
    service: Any = SimpleNamespace(
        url="", send=lambda *_: (200, json.dumps({"Items": [], "ScannedCount": 0, **said}).encode())
    )
    client = SignedClient(service, lambda: None)

    with reads_as_charged():
        told = client.query(ConsistentRead=False, **metering)

    assert told.get("ConsumedCapacity") == (consumed(0.5) if metering else None)
    assert client.query(**metering).get("ConsumedCapacity") == (consumed(0.0) if metering else None)
