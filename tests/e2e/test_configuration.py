"""Tenant configuration, on the deployed service: KMS encrypts what is secured."""

import uuid

from tests.e2e.client import CUSTOMERS, TENANT, Api
from tests.e2e.deployment import Deployment, aws

CONFIGURATIONS = f"/configuration/{TENANT}/configurations"


def test_a_setting_is_created_read_changed_and_deleted(owner: Api) -> None:
    key = f"e2e.{uuid.uuid4().hex}"
    one = f"{CONFIGURATIONS}/{key}"

    created = owner.call("POST", CONFIGURATIONS, [{"key": key, "value": {"a": 1}, "secured": False}])
    read = owner.call("GET", one)
    changed = owner.call("PUT", one, {"key": key, "value": [1.50], "version": 1})
    listed = owner.call("GET", f"{CONFIGURATIONS}?keys={key}")
    deleted = owner.call("DELETE", one)
    gone = owner.call("GET", one)

    assert [answer.status for answer in (created, read, changed, listed)] == [201, 200, 200, 200]
    assert read.json() == {"key": key, "value": {"a": 1}, "secured": False, "version": 1}
    assert listed.json() == [{"key": key, "value": [1.5], "secured": False, "version": 2}]
    assert [deleted.status, gone.status] == [204, 404]


def test_a_secured_value_is_encrypted_and_never_comes_back(owner: Api, deployment: Deployment) -> None:
    key, secret = f"e2e.{uuid.uuid4().hex}", uuid.uuid4().hex

    created = owner.call("POST", CONFIGURATIONS, [{"key": key, "value": secret, "secured": True}])
    read = owner.call("GET", f"{CONFIGURATIONS}/{key}")
    stored = aws("dynamodb", deployment.environment).get_item(
        TableName=deployment.table, Key={"pk": {"S": TENANT}, "sk": {"S": f"CONFIG#{key}"}}
    )["Item"]

    assert created.json() == [{"key": key, "secured": True, "version": 1}]
    assert read.json() == {"key": key, "secured": True, "version": 1}
    assert secret not in str(stored)


def test_a_client_has_settings_of_its_own(owner: Api) -> None:
    client = f"e2e-{uuid.uuid4().hex}"
    of_client = f"/configuration/{TENANT}/clients/{client}/configurations"

    created = owner.call(
        "POST", of_client, [{"key": "a", "value": 1}, {"key": "b", "value": "s", "secured": True}]
    )
    changed = owner.call("PUT", f"{of_client}/b", {"value": "t"})
    clients = owner.call("GET", f"/configuration/{TENANT}/clients")
    listed = owner.call("GET", of_client)
    deleted = [owner.call("DELETE", f"{of_client}/{key}").status for key in ("a", "b")]

    assert [answer.status for answer in (created, changed, clients, listed)] == [201, 200, 200, 200]
    assert client in clients.json()
    assert [(each["_id"], each.get("value"), each["version"]) for each in listed.json()] == [
        (f"{client}_a", 1, 1),
        (f"{client}_b", None, 2),
    ]
    assert deleted == [204, 204]


def test_a_restriction_that_customers_carry_cannot_be_removed(owner: Api) -> None:
    owner.call("POST", CUSTOMERS, {"lastName": "Muster", "restriction": "FR"})
    restrictions = f"{CONFIGURATIONS}/restrictions"

    answer = owner.call("PUT", restrictions, {"value": ["DE"]})

    assert answer.status == 409
    assert "FR" in answer.json()["details"][0]["message"]
