"""Settings of a tenant for its clients, below /configuration/{tenant}/clients (api.md §3)."""

from typing import Any

import pytest

from shared.adapters.dynamodb.keys import configuration_key, configured_clients_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.domain import json_text
from shared.domain.callers.client_management import by_operator
from shared.domain.tenants.configured_clients import MAX_CONFIGURED_CLIENTS, MAX_KEYS_OF_CLIENT
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.identity.manage_service_client import delete_client
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


def test_a_client_can_have_no_more_keys_than_fit(indexing: ClientConfigurationApi) -> None:
    for start in range(0, MAX_KEYS_OF_CLIENT, 50):
        indexing.create(*({"key": f"k{start + each}", "value": 1} for each in range(50)))

    refused = indexing.create({"key": "new", "value": 1})
    indexing.delete("k0")
    two = indexing.create({"key": "new", "value": 1}, {"key": "newer", "value": 1})
    one = indexing.create({"key": "new", "value": 1})

    assert (refused.status, two.status, one.status) == (409, 409, 201)
    assert "200 keys" in refused.json["message"]


def test_a_tenant_can_have_no_more_clients_than_are_listed(
    configurations: ConfigurationApi, table: Table
) -> None:
    configurations.of_client("first").create({"key": "x", "value": 1})
    key = configured_clients_key(configurations.caller.tenant)
    raw = table.get(key)
    assert raw is not None
    counts = {"first": 1} | {f"c{each}": 1 for each in range(MAX_CONFIGURED_CLIENTS - 1)}
    table.write(Put({**raw, "counts": {"S": json_text.dumps(counts)}}))

    one_more = configurations.of_client("second").create({"key": "x", "value": 1})
    known = configurations.of_client("first").create({"key": "y", "value": 1})
    configurations.of_client("first").delete("x")
    configurations.of_client("first").delete("y")
    in_its_place = configurations.of_client("second").create({"key": "x", "value": 1})

    assert (one_more.status, known.status, in_its_place.status) == (409, 201, 201)
    assert one_more.json["message"] == "A tenant can have configurations for 200 clients."
    assert len(configurations.clients().json) == MAX_CONFIGURED_CLIENTS


def test_what_is_set_for_a_client_goes_with_it(configurations: ConfigurationApi) -> None:
    tenant = configurations.caller.tenant
    client, _ = create_service_client(
        wiring().service_clients, wiring().tenants, tenant=tenant, name="indexing", scope=MANAGE
    )
    for name in (client.id, f"{client.id}-2"):
        configurations.of_client(name).create({"key": "x", "value": 1}, {"key": "y", "value": 1})

    delete_client(wiring().service_clients, wiring().tenants, client.id, by_operator)

    assert configurations.of_client(client.id).listed().json == []
    assert configurations.clients().json == [f"{client.id}-2"]
    assert len(configurations.of_client(f"{client.id}-2").listed().json) == 2


def test_clients_that_are_configured_at_once_are_all_listed(
    configurations: ConfigurationApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = wiring().tenants
    write = store._table.write

    def after_a_rival(*writes: Any) -> None:
        monkeypatch.setattr(store._table, "write", write)
        configurations.of_client("rival").create({"key": "x", "value": 1})
        write(*writes)

    monkeypatch.setattr(store._table, "write", after_a_rival)

    answer = configurations.of_client("mine").create({"key": "x", "value": 1})

    assert answer.status == 201
    assert configurations.clients().json == ["mine", "rival"]


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
