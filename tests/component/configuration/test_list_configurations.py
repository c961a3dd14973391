"""GET /configuration/{tenant}/configurations (api.md §3)."""

from dataclasses import replace

import pytest

from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.configuration.api import ConfigurationApi


@pytest.fixture(autouse=True)
def stored(configurations: ConfigurationApi) -> None:
    configurations.create(
        {"key": "b", "value": {"any": [1, None]}},
        {"key": "restrictions", "value": ["DE"]},
        {"key": "a", "value": False},
        {"key": "A", "value": "hidden", "secured": True},
    )


def keys(configurations: ConfigurationApi, query: str) -> list[str]:
    return [each["key"] for each in configurations.listed(query=query).json]


def test_it_is_what_is_set_by_key_and_without_secured_values(configurations: ConfigurationApi) -> None:
    answer = configurations.listed()

    assert answer.status == 200
    assert answer.json == [
        {"key": "A", "secured": True, "version": 1},
        {"key": "a", "value": False, "secured": False, "version": 1},
        {"key": "b", "value": {"any": [1, None]}, "secured": False, "version": 1},
        {"key": "restrictions", "value": ["DE"], "secured": False, "version": 1},
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("keys=restrictions,b", ["b", "restrictions"]),
        ("keys=%20a%20,%20unknown,customerActiveOnCreation", ["a"]),
        ("keys=a&keys=b,,a", ["a", "b"]),
        ("keys=unknown", []),
        ("keys=", ["A", "a", "b", "restrictions"]),
        ("keys=shards", []),
    ],
)
def test_keys_select(configurations: ConfigurationApi, query: str, expected: list[str]) -> None:
    assert keys(configurations, query) == expected


def test_a_tenant_that_has_set_nothing_has_an_empty_list(
    configurations: ConfigurationApi, other_tenant: str
) -> None:
    other = ConfigurationApi(replace(configurations.caller, tenant=other_tenant))

    assert other.listed().json == []


def test_shards_are_not_shown(configurations: ConfigurationApi, other_tenant: str) -> None:
    create_tenant(wiring().tenants, other_tenant, shards=4)
    other = ConfigurationApi(replace(configurations.caller, tenant=other_tenant))

    assert [each["key"] for each in other.listed().json] == ["restrictions"]


def test_a_list_that_is_larger_than_an_answer_can_be_is_400(configurations: ConfigurationApi) -> None:
    for batch in range(2):
        elements = [{"key": f"big{batch}.{n}", "value": "x" * 65_000} for n in range(45)]
        assert configurations.create(*elements).status == 201

    answer = configurations.listed()

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert "name fewer of them in keys" in answer.json["message"]
    assert len(configurations.listed(query="keys=big0.1,big1.1").json) == 2
