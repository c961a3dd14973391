"""The table of the peers, by boto3's resource."""

import json
import os
from typing import Any

import boto3
from customer_model import Customer, NewCustomer

_table: Any = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def find(tenant: str, number: str) -> Customer | None:
    """The customer with this number, if there is one."""
    item = _table.get_item(Key={"pk": f"{tenant}#C#{number}", "sk": "PROFILE"}, ConsistentRead=True).get(
        "Item"
    )
    if item is None:
        return None
    known = {name: value for name, value in item.items() if name in Customer.model_fields}
    return Customer(**known | {"mixins": json.loads(item.get("mixins", "{}"))})


def create(tenant: str, customer: NewCustomer) -> str:
    """Write a customer and its log-in, whose keys no other has; its number."""
    number = customer.id or os.urandom(8).hex()
    members = customer.model_dump(exclude={"password", "addresses", "mixins"}, exclude_none=True)
    documents = {
        "addresses": json.dumps([address.model_dump() for address in customer.addresses]),
        "mixins": json.dumps(customer.mixins),
    }
    profile = {"pk": f"{tenant}#C#{number}", "sk": "PROFILE", **members, **documents}
    account = {"pk": f"{tenant}#A#{customer.contactEmail}", "sk": "ACCOUNT", "number": number}
    _table.meta.client.transact_write_items(TransactItems=[_put(item) for item in (profile, account)])
    return number


def _put(item: dict[str, Any]) -> dict[str, Any]:
    condition = "attribute_not_exists(pk)"
    return {"Put": {"TableName": _table.name, "Item": item, "ConditionExpression": condition}}
