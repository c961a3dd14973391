"""GET /configuration/{tenant}/configurations/{propertyKey} (api.md §3)."""

import pytest

from shared.adapters.dynamodb.items.setting import SettingItem
from shared.adapters.dynamodb.keys import configuration_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.configuration.api import ConfigurationApi


def test_it_is_the_configuration_and_its_version(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "restrictions", "value": ["DE"]})
    configurations.put("restrictions", {"value": ["DE", "FR"]})

    answer = configurations.get("restrictions")

    assert (answer.status, answer.headers["ETag"][:3]) == (200, '"2.')
    assert answer.json == {"key": "restrictions", "value": ["DE", "FR"], "secured": False, "version": 2}


def test_the_version_that_the_client_has_is_304(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1})

    tag = configurations.get("own").headers["ETag"]

    answer = configurations.get("own", headers={"If-None-Match": tag})

    assert (answer.status, answer.text, answer.headers["ETag"]) == (304, "", tag)
    assert configurations.get("own", headers={"If-None-Match": '"1"'}).status == 200


@pytest.mark.parametrize("key", ["unknown", "customerActiveOnCreation"])
def test_one_that_is_not_set_is_404_whether_or_not_it_has_a_default(
    configurations: ConfigurationApi, key: str
) -> None:
    answer = configurations.get(key)

    assert (answer.status, answer.json["type"]) == (404, "resource_not_found")
    assert answer.json["message"] == f"Configuration '{key}' not found."


def test_shards_are_404(configurations: ConfigurationApi) -> None:
    create_tenant(wiring().tenants, configurations.caller.tenant, shards=4)

    assert configurations.get("shards").status == 404


@pytest.mark.parametrize("key", ["a b", "ä", "a" * 257])
def test_a_key_that_no_setting_can_have_is_400(configurations: ConfigurationApi, key: str) -> None:
    answer = configurations.get(key)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert list(answer.problems) == ["propertyKey"]


def test_one_from_before_there_were_versions_is_of_the_first(
    configurations: ConfigurationApi, table: Table
) -> None:
    key = configuration_key(configurations.caller.tenant, "own")
    table.write(Put(SettingItem(pk=key.pk, sk=key.sk, value=[1]).raw()))

    assert configurations.get("own").json == {"key": "own", "value": [1], "secured": False, "version": 1}
    assert configurations.put("own", {"value": [2], "version": 1}).json["version"] == 2
    table.write(Put(SettingItem(pk=key.pk, sk=key.sk, value=[1]).raw()))
    assert configurations.delete("own", headers={"If-Match": '"1"'}).status == 204
