"""Mixins: stored as they are given, merged member by member by a patch (api.md §1 and §4)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.component.api import Api
from tests.component.tenant_managed.examples import SCHEMA, nested


class TestNewMixins:
    def mixins(self, api: Api, mixins: dict[str, Any]) -> Any:
        return api.get(api.created({"mixins": mixins}), query={"expand": "mixin:*"}).json["mixins"]

    @pytest.mark.parametrize(
        "number",
        [
            "9" * 38,
            "-" + "1" * 38 + "0" * 80,
            "0.1",
            "1.10",
            "1E-130",
            "9.9E+125",
            "1.0",
            "0." + "1" * 38,
            "12345678901234567890.123456789012345678",
        ],
    )
    def test_numbers_keep_every_digit(self, api: Api, number: str) -> None:
        created = api.create(raw=f'{{"company":"Bakery","mixins":{{"n":{{"value":{number}}}}}}}')

        answer = api.get(created.json["id"], query={"expand": "mixin"})

        assert f'"value":{number}}}' in answer.text

    @pytest.mark.parametrize("number", ["1" * 39, "0." + "1" * 39, "1E+126", "1E-131", "1E+400000000"])
    def test_a_number_that_cannot_be_stored_is_400(self, api: Api, number: str) -> None:
        answer = api.create(raw=f'{{"company":"Bakery","mixins":{{"n":{{"value":{number}}}}}}}')

        assert (answer.status, list(answer.problems)) == (400, ["mixins"])

    def test_values_of_every_type_come_back(self, api: Api) -> None:
        given: dict[str, Any] = {
            "a": {"": "", "null": None, "list": [None, [], {}], "truth": True, "one": 1, "é\x00\n": "\x7f"},
            "b": [],
            "c": None,
            "d": Decimal("1.50"),
            "$e.f": "",
        }

        assert self.mixins(api, given) == given

    def test_they_are_twenty_levels_deep_at_most(self, api: Api) -> None:
        assert self.mixins(api, nested(20)) == nested(20)

        answer = api.create({"mixins": nested(21)})

        assert (answer.status, list(answer.problems)) == (400, ["mixins"])

    def test_one_of_300_kilobytes_is_kept(self, api: Api) -> None:
        given = {"notes": {"text": "ü" * 150 * 1024}}

        assert self.mixins(api, given) == given

    def test_a_customer_over_350_kilobytes_is_400(self, api: Api) -> None:
        answer = api.create({"id": "big", "mixins": {"notes": {"text": "x" * 350 * 1024}}})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert "350" in str(answer.json) or "358400" in str(answer.json)
        assert api.get("big").status == 404

    def test_a_schema_and_its_mixin_do_not_need_each_other(self, api: Api) -> None:
        number = api.created({"metadata": {"mixins": {"a": SCHEMA}}, "mixins": {"b": {"x": 1}}})

        customer = api.get(number, query={"expand": "mixin:*"}).json

        assert customer["metadata"] == {"mixins": {"a": SCHEMA}, "version": 1}
        assert customer["mixins"] == {"b": {"x": 1}}


class TestMerging:
    def merged(self, api: Api, before: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
        number = api.created(before)
        answer = api.patch(number, patch)
        assert answer.status == 200, answer.text
        customer = api.get(number, query={"expand": "mixin"}).json
        return {"mixins": customer["mixins"], "schemas": customer["metadata"].get("mixins")}

    @pytest.mark.parametrize(
        ("before", "patch", "after"),
        [
            ({"a": {"x": 1, "y": 2}, "b": {}}, {"a": {"y": 3}}, {"a": {"x": 1, "y": 3}, "b": {}}),
            ({"a": {"x": 1, "y": 2}}, {"a": {"y": None}}, {"a": {"x": 1}}),
            ({"a": {"x": 1}}, {"a": {"x": None}}, {"a": {}}),
            ({"a": {"x": 1}, "b": {"z": 1}}, {"a": None}, {"b": {"z": 1}}),
            ({"a": {"x": 1}}, {"a": None}, {}),
            (
                {"a": {"x": {"deep": 1, "kept": 2}}},
                {"a": {"x": {"deep": 5}}},
                {"a": {"x": {"deep": 5, "kept": 2}}},
            ),
            ({"a": {"x": [1, 2]}}, {"a": {"x": [3]}}, {"a": {"x": [3]}}),
            ({"a": {"x": [1]}}, {"a": {"x": [None]}}, {"a": {"x": [None]}}),
            ({"a": {"x": 1}}, {"a": "text"}, {"a": "text"}),
            ({"a": "text"}, {"a": {"x": 1}}, {"a": {"x": 1}}),
            ({"a": {"x": None, "y": 1}}, {"a": {"y": 2}}, {"a": {"x": None, "y": 2}}),
            ({}, {"a": {"x": None, "y": {"z": None}}}, {"a": {"y": {}}}),
            ({"a": {"x": 1}}, {}, {"a": {"x": 1}}),
            ({"a": {"x": True}}, {"a": {"x": 1}}, {"a": {"x": 1}}),
            ({"a": {"x": 0}}, {"a": {"x": False}}, {"a": {"x": False}}),
            ({"a": {"x": Decimal("1.5")}}, {"a": {"x": Decimal("1.50")}}, {"a": {"x": Decimal("1.50")}}),
            ({"a": {"x": 1}}, {"a": {"x": "1"}}, {"a": {"x": "1"}}),
        ],
    )
    def test_mixins_and_each_of_them_merge_by_member(
        self, api: Api, before: dict[str, Any], patch: dict[str, Any], after: dict[str, Any]
    ) -> None:
        merged = self.merged(api, {"mixins": before}, {"mixins": patch})

        assert repr(merged["mixins"]) == repr(after)

    @pytest.mark.parametrize(
        ("patch", "after"),
        [
            ({"b": SCHEMA}, {"a": SCHEMA, "b": SCHEMA}),
            ({"a": f"{SCHEMA}?v=2"}, {"a": f"{SCHEMA}?v=2"}),
            ({"a": None}, None),
            ({"a": ""}, None),
            ({"b": None}, {"a": SCHEMA}),
            ({}, {"a": SCHEMA}),
            (None, None),
        ],
    )
    def test_schemas_merge_by_member(
        self, api: Api, patch: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        merged = self.merged(api, {"metadata": {"mixins": {"a": SCHEMA}}}, {"metadata": {"mixins": patch}})

        assert merged["schemas"] == after

    def test_a_customer_cannot_grow_beyond_350_kilobytes(self, api: Api) -> None:
        number = api.created({"mixins": {"a": {"text": "x" * 200 * 1024}}})

        answer = api.patch(number, {"mixins": {"b": {"text": "x" * 160 * 1024}}})

        assert answer.status == 400
        assert api.get(number, query={"expand": "mixin"}).json["mixins"].keys() == {"a"}
