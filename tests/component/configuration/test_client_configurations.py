"""Settings of a tenant for its clients, below /configuration/{tenant}/clients (api.md §3)."""

from typing import Any

import pytest

from shared.adapters.dynamodb.keys import configuration_key
from shared.adapters.dynamodb.table import Table
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.configuration.api import MANAGE, ClientConfigurationApi, ConfigurationApi

NAME = "saas-ag.indexing-service-client"


@pytest.fixture
def indexing(configurations: ConfigurationApi) -> ClientConfigurationApi:
    """The settings for one client."""
    return configurations.of_client(NAME)


def test_what_is_set_is_shown_with_its_client(indexing: ClientConfigurationApi) -> None:
    answer = indexing.create(
        {"client": "example_client", "key": "activation", "value": True},
        {"_id": "any", "client": NAME, "key": "a.b-c", "value": {"active": [1.5]}, "version": 7},
    )

    assert answer.status == 201
    assert answer.json == [
        {
            "_id": f"{NAME}_activation",
            "client": NAME,
            "key": "activation",
            "value": True,
            "secured": False,
            "version": 1,
        },
        {
            "_id": f"{NAME}_a.b-c",
            "client": NAME,
            "key": "a.b-c",
            "value": {"active": [1.5]},
            "secured": False,
            "version": 1,
        },
    ]
    assert indexing.get("activation").json == answer.json[0]
    assert indexing.listed().json == sorted(answer.json, key=lambda each: str(each["key"]))
    assert indexing.listed(query={"keys": "activation,none"}).json == answer.json[:1]


def test_one_is_changed_and_deleted(indexing: ClientConfigurationApi) -> None:
    indexing.create({"key": "activation", "value": True})
    body = {**indexing.get("activation").json, "client": "other", "value": False}

    changed = indexing.put(
        "activation", body, headers={"If-Match": indexing.get("activation").headers["ETag"]}
    )
    stale = indexing.put("activation", {"value": True, "version": 1})
    other_key = indexing.put("activation", {"key": "other", "value": True})

    assert (changed.status, changed.json["value"], changed.json["version"]) == (200, False, 2)
    assert (stale.status, other_key.status) == (409, 400)
    known = {"If-None-Match": changed.headers["ETag"]}
    assert indexing.get("activation", headers=known).status == 304
    assert indexing.delete("activation", headers={"If-Match": '"1"'}).status == 412
    assert indexing.delete("activation").status == 204
    assert [indexing.get("activation").status, indexing.delete("activation").status] == [404, 404]
    assert indexing.put("activation", {"value": True}).status == 400
    assert indexing.listed().json == []


def test_a_key_that_is_set_is_409_and_nothing_is_set(indexing: ClientConfigurationApi) -> None:
    indexing.create({"key": "activation", "value": True})

    answer = indexing.create({"key": "new", "value": 1}, {"key": "activation", "value": False})

    assert (answer.status, answer.json["message"]) == (409, "Configuration 'activation' already exists.")
    assert indexing.get("new").status == 404


def test_clients_are_listed_while_anything_is_set_for_them(configurations: ConfigurationApi) -> None:
    assert configurations.clients().json == []
    for client in ("b", "a", "a-b", "a.b", "a1", "CONFIG", "TENANT"):
        configurations.of_client(client).create({"key": "x", "value": 1}, {"key": "y", "value": 1})

    configurations.of_client("a-b").delete("x")
    configurations.of_client("b").delete("x")
    configurations.of_client("b").delete("y")

    assert configurations.clients().json == ["CONFIG", "TENANT", "a", "a-b", "a.b", "a1"]
    assert [each["_id"] for each in configurations.of_client("a").listed().json] == ["a_x", "a_y"]


def test_no_key_of_a_client_is_one_of_the_service(
    configurations: ConfigurationApi, indexing: ClientConfigurationApi
) -> None:
    elements: list[dict[str, Any]] = [
        {"key": "restrictions", "value": "of another kind"},
        {"key": "customerActiveOnCreation", "value": "no", "secured": True},
        {"key": "cust.notification.email.from", "value": "anybody@example.com"},
        {"key": "shards", "value": 4},
        {"key": "sso.default", "value": {"any": 1}},
        {"key": "mail.texts", "value": "x" * 40_000},
    ]

    assert indexing.create(*elements).status == 201
    assert indexing.put("shards", {"value": 16}).status == 200
    assert indexing.put("restrictions", {"value": []}).status == 200
    assert [indexing.delete(each["key"]).status for each in elements] == [204] * 6

    indexing.create(*elements)
    assert configurations.listed().json == []
    effective = wiring().tenants.of(configurations.caller.tenant)
    assert (effective.shards, effective.restrictions, effective.active_on_creation) == (1, (), True)


def test_a_secured_value_is_encrypted_and_never_shown(indexing: ClientConfigurationApi, table: Table) -> None:
    created = indexing.create({"key": "apiKey", "value": "hunter2", "secured": True})
    changed = indexing.put("apiKey", {"value": "hunter3"})

    item = table.get(configuration_key(indexing.caller.tenant, "apiKey", NAME))
    assert item is not None
    assert "value" not in item
    assert "hunter" not in str(item)
    assert changed.json["version"] == 2
    for shown in (created.json[0], changed.json, indexing.get("apiKey").json, indexing.listed().json[0]):
        assert "value" not in shown
    assert indexing.put("apiKey", {"value": "hunter3"}).json["version"] == 2


def test_another_tenants_are_out_of_reach(
    configurations: ConfigurationApi, indexing: ClientConfigurationApi, other_tenant: str
) -> None:
    indexing.create({"key": "activation", "value": True})
    other = ConfigurationApi(Api(other_tenant).as_(MANAGE))

    assert other.clients().json == other.of_client(NAME).listed().json == []
    assert other.of_client(NAME).get("activation").status == 404
    assert other.of_client(NAME).put("activation", {"value": False}).status == 400
    assert indexing.get("activation").json["value"] is True


@pytest.mark.parametrize("name", ["a#b", "a/b", " ", "x" * 257, "a\0b", "ä", ""])
def test_a_name_that_no_client_can_have_is_400(configurations: ConfigurationApi, name: str) -> None:
    client = configurations.of_client(name)

    answers = [client.listed(), client.get("x"), client.create({"key": "x", "value": 1}), client.delete("x")]

    assert [answer.status for answer in answers] == [400] * 4
    assert {answer.json["details"][0]["field"] for answer in answers} == {"client"}
