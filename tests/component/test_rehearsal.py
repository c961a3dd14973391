"""Requests and answers of every operation are as documented, in the calls that are rehearsed."""

import json
from contextlib import nullcontext
from typing import Any

import pytest

from local.stack.template import http_api, load_templates
from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.client import make_client
from shared.runtime.wiring import wiring
from tests.component.described import OF_EVERY_BODY, faults
from tests.contract.costs_table import COSTS, asked_of_dynamodb
from tests.contract.description import OPERATIONS
from tests.differences import differences
from tests.dynamodb_local.capacity import FAULTS, TransactionSizes, counted
from tests.dynamodb_local.tables import is_dynamodb_local
from tools.costs.units import read_units, write_units
from tools.rehearsal.rehearsing import Rehearsal, rehearse

NOT_DESCRIBED = {"authorize_request"}
"""The operations that answer only the gateway."""

Document = dict[str, Any]


@pytest.fixture(scope="module")
def sizes() -> TransactionSizes | None:
    """The sizes of what transactions write, on the engine whose figures need them."""
    table = wiring().table
    if not is_dynamodb_local(aws_session().create_client("dynamodb"), table.name):
        return None
    return TransactionSizes(table._client, make_client(lambda: None))


@pytest.fixture(scope="module")
def rehearsals(sizes: TransactionSizes | None) -> list[Rehearsal]:
    with sizes.noting() if sizes is not None else nullcontext():
        return list(rehearse(http_api(*load_templates()), metered=True))


def test_every_operation_asks_of_dynamodb_what_the_table_of_costs_says(
    rehearsals: list[Rehearsal], sizes: TransactionSizes | None
) -> None:
    found: dict[str, tuple[float, ...]] = {}
    faults: set[str] = set()
    for rehearsal in rehearsals:
        exchanges = rehearsal.recorded.exchanges
        if sizes is None:
            read, written = sum(map(read_units, exchanges)), sum(map(write_units, exchanges))
        else:
            corrected = [counted(each, sizes.of(each)) for each in exchanges]
            read, written = sum(each.read for each in corrected), sum(each.written for each in corrected)
            faults.update(*(each.faults for each in corrected))
        found[rehearsal.case.name] = (len(exchanges), read, written)

    assert found == asked_of_dynamodb(COSTS), "if the change is intended, run `make costs`"
    assert faults == (set(FAULTS) if sizes is not None else set())


def test_every_operation_answers_as_described_and_says_nothing_else(rehearsals: list[Rehearsal]) -> None:
    answers = [(rehearsal.case.sample.operation, rehearsal.answer) for rehearsal in rehearsals]
    described = [(name, answer) for name, answer in answers if name not in NOT_DESCRIBED]

    assert differences("shared/openapi.yaml", OPERATIONS, {name for name, _ in described}) == []
    assert [fault for name, answer in described for fault in faults(OPERATIONS[name], answer)] == []
    assert {name for name, _ in answers} - OPERATIONS.keys() == NOT_DESCRIBED


def test_the_sample_of_an_import_creates_every_customer(rehearsals: list[Rehearsal]) -> None:
    (answer,) = (each.answer for each in rehearsals if each.case.name == "import_customers")

    assert [element["code"] for element in json.loads(answer["body"])] == [201, 201]


def test_the_authorizers_sample_has_a_token_that_is_refused(rehearsals: list[Rehearsal]) -> None:
    (answer,) = (each.answer for each in rehearsals if each.case.name == "authorize_request")

    assert answer == {"isAuthorized": True, "context": {"fault": "invalid"}}


@pytest.mark.parametrize("name", OPERATIONS)
def test_refusals_are_as_described(rehearsals: list[Rehearsal], name: str, tenant: str) -> None:
    sample = next(each.case.sample for each in rehearsals if each.case.name == name)
    of_nobody = sample.event(tenant)
    of_nobody["requestContext"].pop("authorizer", None)

    for event in (of_nobody, sample.event(tenant)):  # the tenant does not exist
        assert list(faults(OPERATIONS[name], sample.handler(event, None))) == []


def test_a_difference_between_answer_and_description_is_named(rehearsals: list[Rehearsal]) -> None:
    name = "get_customer"
    answer = next(each.answer for each in rehearsals if each.case.name == name)
    headers, body = answer["headers"], json.loads(answer["body"])
    address = {**body["defaultAddress"], "postcode": body["defaultAddress"]["zipCode"]}
    renamed = {("givenName" if key == "firstName" else key): value for key, value in body.items()}

    def of(**changes: Any) -> list[str]:
        return list(faults(OPERATIONS[name], {**answer, **changes}))

    assert of() == []
    assert of(statusCode=206) == [f"{name} 206: is not described"]
    assert of(body=json.dumps(renamed)) == [f"{name} 200: .givenName is not described"]
    assert of(body=json.dumps({**body, "defaultAddress": address})) == [
        f"{name} 200: .defaultAddress.postcode is not described"
    ]
    assert len(of(body=json.dumps({**body, "active": "yes"}))) == 1
    assert of(headers={**headers, "X-Count": "1"}) == [f"{name} 200: header X-Count is not described"]
    assert of(headers=headers | {OF_EVERY_BODY: "text/plain"}) == [f"{name} 200: text/plain is not described"]
    assert of(headers={key: headers[key] for key in headers if key != "ETag"}) == [
        f"{name} 200: header ETag is missing"
    ]
