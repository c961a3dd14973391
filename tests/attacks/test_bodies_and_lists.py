"""Requests that no client sends by accident: the answer is small, clean, and never a 500."""

import secrets
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.dynamodb.lists.directory import Directory
from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.runtime.wiring import wiring
from tenant_managed.customers import list_customers
from tests.component.api import Answer, Api


class TestBodiesMadeToBreakTheAnswer:
    def test_half_a_character_that_is_named_twice_is_not_repeated_to_the_client(self, api: Api) -> None:
        answer = api.create(raw=r'{"\ud800": 1, "\ud800": 2}')

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert answer.text.encode()

    @pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}], ids=["plain", "idempotent"])
    def test_of_more_problems_than_an_answer_can_hold_some_are_named(
        self, api: Api, headers: dict[str, str]
    ) -> None:
        schemas = {str(position): 0 for position in range(20_000)}

        answer = api.create({"metadata": {"mixins": schemas}}, headers=headers)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems["metadata.mixins.0"] == "must be a valid string"
        assert len(answer.json["details"]) == 100

    @pytest.mark.parametrize(
        "body",
        [
            {"metadata": {"mixins": {"k" * 1_000_000: 0}}},
            f'{{"{"k" * 1_000_000}": 1, "{"k" * 1_000_000}": 2}}',
        ],
        ids=["wrong member", "duplicate member"],
    )
    def test_a_name_of_a_megabyte_is_not_repeated_in_the_answer(self, api: Api, body: Any) -> None:
        sent = {"raw": body} if isinstance(body, str) else {"body": body}

        answer = api.create(headers={"Idempotency-Key": "one"}, **sent)

        assert answer.status == 400
        assert len(answer.text) < 1000

    @pytest.mark.parametrize("member", ["b2b", "metadata", "mixins"])
    @pytest.mark.parametrize("value", [[], "text", 1])
    def test_a_body_that_is_not_an_object_is_described_in_terms_of_json(
        self, api: Api, member: str, value: Any
    ) -> None:
        answer = api.create({member: value})

        assert answer.status == 400
        assert answer.problems == {member: "must be an object"}


class TestNumbers:
    def test_a_generated_number_that_a_deleted_customer_had_is_not_the_clients_problem(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api.created({"id": "11111111"})
        api.delete("11111111")
        drawn = iter([11111111, 22222222])
        monkeypatch.setattr(secrets, "randbelow", lambda _limit: next(drawn))

        assert api.created() == "22222222"


class TestListsThatCostTooMuch:
    @pytest.mark.parametrize(
        ("query", "indexed"),
        [
            ("pageNumber=1000", "(id, customerNumber, email, "),
            ("q=active:true&pageNumber=2", "(id, customerNumber, email, "),
            ("q=active:true&sort=firstName", "(id, customerNumber, email, "),
            ("q=company:ACME&sort=lastName", "metadataCreatedAt, contactEmail)"),
            ("sort=lastName", "contactEmail, company)"),
        ],
    )
    def test_a_list_that_costs_too_much_is_400_and_says_how_to_go_on(
        self, api: Api, query: str, indexed: str
    ) -> None:
        api.created()

        answer = self.listed(api, query, ReadLimits(units=0))

        assert answer.status == 400
        assert "'next'" in answer.json["message"]
        assert indexed in answer.json["message"]

    @pytest.mark.parametrize("query", ["pageNumber=1000", "q=company:ACME", "sort=lastName"])
    def test_a_list_for_which_the_table_is_too_slow_is_503_and_may_be_repeated(
        self, api: Api, query: str
    ) -> None:
        api.created()

        answer = self.listed(api, query, ReadLimits(units=1000, seconds=-1))

        assert (answer.status, answer.json["type"]) == (503, "service_unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert "indexed" not in answer.text

    @staticmethod
    def listed(api: Api, query: str, limits: ReadLimits, **headers: str) -> Answer:
        """The answer of a list that may cost so much."""
        directory = Directory(wiring().table, wiring().tenants, limits)
        limited = replace(wiring().list_ports, directory=directory)
        handler = replace(list_customers.lambda_handler, uses=lambda _: limited)
        return api.call(handler, "GET", "/customers", query=query, headers=headers)

    def test_one_with_a_total_is_refused_too(self, api: Api) -> None:
        api.created()

        answer = self.listed(api, "q=active:true", ReadLimits(units=0), **{"X-Total-Count": "true"})

        assert (answer.status, "'next'" in answer.json["message"]) == (400, True)

    @pytest.mark.parametrize("kilobytes", [1, 20])
    def test_the_cost_is_the_size_of_what_is_read(self, api: Api, kilobytes: int) -> None:
        """A hundred and one customers take two requests, whatever they hold."""
        for _ in range(101):
            api.created({"mixins": {"notes": {"text": "x" * 1024 * kilobytes}}})

        answer = self.listed(api, "sort=mixins.notes.color", ReadLimits(units=300))
        filters = ("mixins.notes.color:red", "addresses.city:Rome")
        parts = [self.listed(api, f"q={q}", ReadLimits(units=300)) for q in filters]

        assert answer.status == (200 if kilobytes == 1 else 400), answer.text
        for part in parts:
            assert (part.status, part.json) == (200, [])
            assert ("X-Next-Cursor" in part.headers) == (kilobytes == 20)
