"""`Idempotency-Key` on create (api.md §1, Additions)."""

import time

import pytest

from shared.adapters.dynamodb.items.receipt import ReceiptItem, receipt_put
from shared.adapters.dynamodb.keys import receipt_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Key, Update
from shared.domain.idempotency import KeptAnswer, Receipt
from tenant_managed.addresses import create_address
from tests.component.api import Answer, Api
from tests.component.wire import Wire

ADDRESSES = "POST /customer/{tenant}/customers/{customerNumber}/addresses"
KEY = {"Idempotency-Key": "one"}


def receipt_of(api: Api) -> Key:
    """Return the key of the receipt of a creation with the key `one`."""
    return receipt_key(Receipt(api.tenant, "a-client", f"/customer/{api.tenant}/customers", "one", ""))


def test_a_repeated_call_gets_the_first_answer_and_creates_nothing(api: Api) -> None:
    first = api.create({"contactEmail": "anna@example.com"}, headers=KEY)

    again = api.create({"contactEmail": "anna@example.com"}, headers=KEY)

    assert (again.status, again.json, again.headers) == (201, first.json, first.headers)
    assert len(api.numbers()) == 1


def test_another_body_with_the_same_key_is_422(api: Api) -> None:
    api.created({"lastName": "Weber"}, headers=KEY)

    answer = api.create({"lastName": "Koch"}, headers=KEY)

    assert answer.status == 422
    assert answer.json["type"] == "idempotency_key_reused"
    assert len(api.numbers()) == 1


@pytest.mark.parametrize(
    "raw",
    [
        '{"lastName":"Köhler","mixins":{"a":{"x":1,"y":[1,2]}}}',
        '{ "mixins": {"a": {"y": [1, 2], "x": 1}},\n  "lastName": "Köhler" }',
        '{"lastName": "K\\u00f6hler", "mixins": {"a": {"x": 1, "y": [1, 2]}}}',
        '{"lastName": "Köhler", "mixins": {"a": {"x": 1, "y": [1, 2]}}}'.encode(),
        '{"lastName": "Köhler", "mixins": {"a": {"x": 1.0, "y": [10e-1, 2.00]}}}',
    ],
)
def test_the_same_json_written_otherwise_is_the_same_body(api: Api, raw: str | bytes) -> None:
    number = api.created({"lastName": "Köhler", "mixins": {"a": {"x": 1, "y": [1, 2]}}}, headers=KEY)

    again = api.create(raw=raw, headers=KEY)

    assert (again.status, again.json) == (201, {"id": number})


def test_long_json_written_longer_is_the_same_body(api: Api) -> None:
    compact = '{"lastName":"Köhler","mixins":{"a":{"y":[' + ",".join(["1.5"] * 15_000) + "]}}}"
    pretty = compact.replace("1.5,", "1.50, ")
    assert len(compact) < 64 * 1024 < len(pretty)
    first = api.create(raw=pretty, headers=KEY)

    again = api.create(raw=compact, headers=KEY)

    assert (first.status, again.status, again.json) == (201, 201, first.json)


@pytest.mark.parametrize(
    "raw",
    [
        '{"lastName": "Köhler", "mixins": {"a": {"x": 1, "y": [2, 1]}}}',
        '{"lastName": "Köhler", "mixins": {"a": {"x": "1", "y": [1, 2]}}}',
        '{"lastName": "Köhler", "mixins": {"a": {"x": true, "y": [1, 2]}}}',
        '{"lastName": "Köhler", "mixins": {"a": {"x": 1, "y": [1, 2]}}',
        "",
    ],
)
def test_other_json_is_another_body(api: Api, raw: str) -> None:
    api.created({"lastName": "Köhler", "mixins": {"a": {"x": 1, "y": [1, 2]}}}, headers=KEY)

    assert api.create(raw=raw, headers=KEY).status == 422


def test_a_record_of_before_knows_its_body_as_it_was_written(api: Api, table: Table) -> None:
    number = api.created({"lastName": "Weber"}, headers=KEY)
    table.write(Update(receipt_of(api), [ReceiptItem.value_fingerprint.remove()], ReceiptItem.pk.exists()))

    assert api.create({"lastName": "Weber"}, headers=KEY).json == {"id": number}
    assert api.create(raw='{"lastName":"Weber"}', headers=KEY).status == 422


def test_another_password_is_another_body_and_no_trace_of_it_is_stored(api: Api, table: Table) -> None:
    body = {"contactEmail": "anna@example.com", "password": "s3cret-one"}
    api.created(body, headers=KEY)

    answer = api.create({**body, "password": "s3cret-two"}, headers=KEY)

    receipt = table.get(
        receipt_key(Receipt(api.tenant, "a-client", f"/customer/{api.tenant}/customers", "one", ""))
    )
    assert answer.status == 422
    assert "s3cret" not in str(receipt)


def test_a_refusal_is_repeated_too_even_when_it_would_succeed_now(api: Api) -> None:
    taken = api.created({"contactEmail": "anna@example.com"})
    refused = api.create({"contactEmail": "anna@example.com"}, headers=KEY)
    api.delete(taken)

    again = api.create({"contactEmail": "anna@example.com"}, headers=KEY)

    assert refused.status == 409
    assert (again.status, again.json) == (409, refused.json)
    assert api.create({"contactEmail": "anna@example.com"}).status == 201


def test_an_invalid_body_is_refused_in_the_same_way_and_another_one_needs_another_key(api: Api) -> None:
    refused = api.create({"lastName": 5}, headers=KEY)

    assert refused.status == 400
    assert api.create({"lastName": 5}, headers=KEY).json == refused.json
    assert api.create({"lastName": "Koch"}, headers=KEY).status == 422


def test_callers_and_tenants_do_not_share_keys(api: Api, other_tenant: str) -> None:
    api.created({"lastName": "Weber"}, headers=KEY)

    other_caller = Api(api.tenant, subject="another-client").create({"lastName": "Koch"}, headers=KEY)
    other = Api(other_tenant).create({"lastName": "Koch"}, headers=KEY)

    assert (other_caller.status, other.status) == (201, 201)


def test_after_a_day_the_key_is_free_although_its_record_is_not_yet_cleaned_up(
    api: Api, table: Table
) -> None:
    api.created({"lastName": "Weber"}, headers=KEY)
    key = receipt_of(api)
    expired = ReceiptItem.expires_at.set(int(time.time()) - 1)
    table.write(Update(key, [expired], ReceiptItem.pk.exists()))

    answer = api.create({"lastName": "Koch"}, headers=KEY)

    assert answer.status == 201
    assert len(api.numbers()) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "übel", "tab\there"])
def test_a_key_that_is_not_valid_is_400(api: Api, key: str) -> None:
    answer = api.create({}, headers={"Idempotency-Key": key})

    assert answer.status == 400
    assert "Idempotency-Key" in answer.json["message"]


class TestCallsOnACustomer:
    def add_address(self, api: Api, number: str) -> Answer:
        body, handler = {"contactName": "Anna"}, create_address.lambda_handler
        return api.request(handler, ADDRESSES, body, customerNumber=number, headers=KEY)

    def test_their_records_lie_with_the_customer(self, api: Api, table: Table) -> None:
        number = api.created()

        self.add_address(api, number)

        path = f"/customer/{api.tenant}/customers/{number}/addresses"
        record = table.get(receipt_key(Receipt(api.tenant, "a-client", path, "one", "", number)))
        assert record is not None
        assert record["pk"] == {"S": f"{api.tenant}#C#{number}"}

    def test_callers_and_customers_do_not_share_keys(self, api: Api) -> None:
        numbers = [api.created() for _ in range(2)]
        callers = [api, Api(api.tenant, subject="another-client")]

        answers = [self.add_address(caller, number) for caller in callers for number in numbers]

        assert {answer.status for answer in answers} == {201}
        assert len({answer.json["id"] for answer in answers}) == 4
        assert self.add_address(api, numbers[0]).json == answers[0].json

    def test_a_number_that_no_customer_can_have_is_refused_in_the_same_way(self, api: Api) -> None:
        first, again = (self.add_address(api, "no#number") for _ in range(2))

        assert (first.status, first.json) == (400, again.json)

    def test_a_log_in_does_not_read_their_records(self, api: Api, table: Table) -> None:
        number, wire = api.created(), Wire()
        for position in range(15):
            receipt = Receipt(api.tenant, "a-client", "/a", str(position), "f", customer_number=number)
            table.write(receipt_put(receipt, kept=KeptAnswer(400, "x" * 100_000)))

        with wire.counting() as requests:
            found = wire.wiring.sessions.of_customer(api.tenant, number)

        assert found is not None
        assert requests == {"Query": 1}
