"""PUT /configuration/{tenant}/configurations/{propertyKey} (api.md §3)."""

from typing import Any

import pytest

from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.configuration.api import ConfigurationApi


@pytest.fixture(autouse=True)
def stored(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1}, {"key": "restrictions", "value": ["DE"]})


def test_it_is_answered_with_what_is_stored_then(configurations: ConfigurationApi) -> None:
    answer = configurations.put("own", {"key": "own", "value": {"a": 2}, "secured": False, "version": 1})

    assert (answer.status, answer.headers["ETag"]) == (200, configurations.get("own").headers["ETag"])
    assert answer.json == {"key": "own", "value": {"a": 2}, "secured": False, "version": 2}
    assert configurations.get("own").json == answer.json


@pytest.mark.parametrize("value", [True, "1"])
def test_a_value_of_another_type_is_a_change(configurations: ConfigurationApi, value: object) -> None:
    assert configurations.put("own", {"value": value}).json["version"] == 2


def test_what_changes_nothing_changes_nothing(configurations: ConfigurationApi) -> None:
    configurations.put("own", {"value": {"a": 1, "b": 2}})

    answer = configurations.put("own", {"value": {"b": 2, "a": 1}, "secured": None, "version": None})

    assert (answer.status, answer.json["version"]) == (200, 2)


def test_a_version_that_is_not_current_is_409(configurations: ConfigurationApi) -> None:
    for version in (0, 2):
        answer = configurations.put("own", {"value": 2, "version": version})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert list(answer.problems) == ["version"]
    assert configurations.value("own") == 1


def test_without_a_version_it_always_applies(configurations: ConfigurationApi) -> None:
    versions = [configurations.put("own", {"value": value}).json["version"] for value in (2, 3, 4)]

    assert versions == [2, 3, 4]


def test_if_match_names_the_current_version_or_it_is_412(configurations: ConfigurationApi) -> None:
    stale = configurations.put("own", {"value": 2, "version": 7}, headers={"If-Match": '"7"'})

    assert (stale.status, stale.json["type"]) == (412, "precondition_failed")
    known = {"If-Match": configurations.get("own").headers["ETag"]}
    assert configurations.put("own", {"value": 2}, headers=known).status == 200


def test_one_that_is_not_set_is_400(configurations: ConfigurationApi) -> None:
    answer = configurations.put("customerActiveOnCreation", {"value": False, "version": 3})

    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    assert answer.problems == {"key": "must be set before, and 'customerActiveOnCreation' is not"}
    assert configurations.get("customerActiveOnCreation").status == 404


@pytest.mark.parametrize(
    ("key", "body", "field"),
    [
        ("own", {}, "value"),
        ("own", {"value": None}, "value"),
        ("own", {"value": "x" * 65_535}, "value"),
        ("own", {"value": 1, "key": "other"}, "key"),
        ("own", {"value": 1, "secured": 1}, "secured"),
        ("own", {"value": 1, "version": "1"}, "version"),
        ("restrictions", {"value": "DE"}, "value"),
        ("restrictions", {"value": ["DE"], "secured": True}, "secured"),
        ("unknown", {"value": None}, "value"),
        ("customerActiveOnCreation", {"value": 1}, "value"),
        ("sso.any", {"value": {"clientId": "a"}}, "value"),
    ],
)
def test_what_is_wrong_is_400_and_changes_nothing(
    configurations: ConfigurationApi, key: str, body: dict[str, Any], field: str
) -> None:
    before = configurations.listed().json

    answer = configurations.put(key, body)

    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    assert list(answer.problems) == [field]
    assert configurations.listed().json == before


def test_the_shards_of_a_tenant_cannot_be_changed(configurations: ConfigurationApi) -> None:
    tenant = configurations.caller.tenant
    configurations.delete("restrictions")
    create_tenant(wiring().tenants, tenant, shards=4)

    for answer in (configurations.put("shards", {"value": 1}), configurations.delete("shards")):
        assert (answer.status, answer.problems) == (
            400,
            {"key": "must not be 'shards', which is fixed when the tenant is created"},
        )
    assert wiring().tenants.of(tenant).shards == 4
