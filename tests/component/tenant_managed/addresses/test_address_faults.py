"""DynamoDB loses an answer: a change of an address is made once all the same."""

from typing import Any

import pytest

from tenant_managed.addresses import (
    add_address_tags,
    create_address,
    delete_address,
    update_address,
    upsert_address,
)
from tests.component.tenant_managed.addresses.calls import ONE, ROUTE, TAGS, Addresses
from tests.component.wire import Wire

NEW = {"contactName": "Bo", "id": "new"}
FIRST, MATCH = {"version": 1}, {"If-Match": "{}"}
KEY = {"Idempotency-Key": "one"}


@pytest.mark.parametrize(
    ("operation", "route", "options", "status", "versions"),
    [
        (create_address, f"POST {ROUTE}", {"body": NEW}, 201, {"home": 1, "new": 1}),
        (create_address, f"POST {ROUTE}", {"body": NEW, "headers": KEY}, 201, {"home": 1, "new": 1}),
        (upsert_address, f"PUT {ONE}", {"body": NEW, "addressId": "new"}, 201, {"home": 1, "new": 1}),
        (upsert_address, f"PUT {ONE}", {"body": {"city": "Bonn"}}, 204, {"home": 2}),
        (update_address, f"PATCH {ONE}", {"body": {"city": "x", "metadata": FIRST}}, 200, {"home": 2}),
        (add_address_tags, f"POST {TAGS}", {"query": "tags=A", "headers": MATCH}, 204, {"home": 2}),
        (delete_address, f"DELETE {ONE}", {}, 204, {}),
    ],
)
def test_a_change_whose_answer_was_lost_is_made_once(
    addresses: Addresses,
    operation: Any,
    route: str,
    options: dict[str, Any],
    status: int,
    versions: dict[str, int],
) -> None:
    addresses.created(id="home")
    wire = Wire()
    for request in ("UpdateItem", "TransactWriteItems"):
        wire.fail(request, "lost", times=1)
    handler = wire.through(operation.lambda_handler)

    of_home = {"customerNumber": addresses.number, "addressId": "home"}
    tag = addresses.get("home").headers["ETag"]
    headers = {name: value.format(tag) for name, value in options.get("headers", {}).items()}
    answer = addresses.api.request(handler, route, **{**of_home, **options, "headers": headers})

    assert answer.status == status
    assert addresses.versions() == (3, versions)
