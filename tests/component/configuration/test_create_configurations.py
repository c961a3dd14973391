"""POST /configuration/{tenant}/configurations (api.md §3)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.component.configuration.api import ConfigurationApi


def test_what_is_set_is_answered_as_it_is_stored(configurations: ConfigurationApi) -> None:
    answer = configurations.create(
        {"key": "customerActiveOnCreation", "value": False, "secured": False, "version": 1},
        {"key": "own", "value": {"any": [None, Decimal("1.50")]}, "version": 9, "unknown": 1},
        {"key": "hidden", "value": "hunter2", "secured": True},
        {"key": "open", "value": 0, "secured": None},
    )

    assert answer.status == 201
    assert answer.json == [
        {"key": "customerActiveOnCreation", "value": False, "secured": False, "version": 1},
        {"key": "own", "value": {"any": [None, Decimal("1.50")]}, "secured": False, "version": 1},
        {"key": "hidden", "secured": True, "version": 1},
        {"key": "open", "value": 0, "secured": False, "version": 1},
    ]
    assert str(configurations.value("own")["any"][1]) == "1.50"
    assert [configurations.get(each["key"]).json for each in answer.json] == answer.json


def test_a_key_that_is_set_is_409_and_nothing_is_set(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "a", "value": 1}, {"key": "b", "value": 1})

    answer = configurations.create(*({"key": key, "value": 2} for key in ("new", "a", "b")))

    assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
    assert answer.json["message"] == "Configuration 'a', 'b' already exists."
    assert configurations.value("a") == 1
    assert configurations.get("new").status == 404


@pytest.mark.parametrize(
    ("elements", "fields"),
    [
        ([{"value": 1}], ["0.key"]),
        ([{"key": None, "value": 1}], ["0.key"]),
        ([{"key": "a/b", "value": 1}], ["0.key"]),
        ([{"key": "a"}], ["0.value"]),
        ([{"key": "a", "value": None}], ["0.value"]),
        ([{"key": "a", "value": 1, "secured": "yes"}], ["0.secured"]),
        ([{"key": "restrictions", "value": [], "secured": True}], ["0.secured"]),
        ([{"key": "shards", "value": 4}], ["0.key"]),
        ([{"key": "a", "value": 1}, "b", {"key": "token.accessSeconds", "value": "1"}], ["1", "2.value"]),
        ([{"key": "a", "value": 1}, {"key": "b", "value": 1}, {"key": "a", "value": 2}], ["2.key"]),
    ],
)
def test_what_is_wrong_with_an_element_is_400_and_nothing_is_set(
    configurations: ConfigurationApi, elements: list[Any], fields: list[str]
) -> None:
    answer = configurations.create(*elements)

    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    assert list(answer.problems) == fields
    assert configurations.listed().json == []


@pytest.mark.parametrize("raw", ["", "{}", "[]", "null", "[", '[{"key":"a","key":"a","value":1}]'])
def test_a_body_that_is_not_a_list_of_objects_is_400(configurations: ConfigurationApi, raw: str) -> None:
    answer = configurations.create(raw=raw)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")


def test_fifty_at_most_are_set_at_once(configurations: ConfigurationApi) -> None:
    elements = [{"key": f"k{n}", "value": n} for n in range(51)]

    assert configurations.create(*elements).status == 400
    assert configurations.create(*elements[:50]).status == 201
    assert len(configurations.listed().json) == 50


def test_what_could_not_be_answered_is_not_set(configurations: ConfigurationApi) -> None:
    elements = [{"key": f"k{n}", "value": '"' * 32_000} for n in range(50)]

    answer = configurations.create(*elements)

    assert answer.status == 400
    assert "send fewer of them at a time" in answer.json["message"]
    assert configurations.listed().json == []
