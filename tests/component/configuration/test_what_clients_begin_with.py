"""Settings of every tenant, those that pages begin with, and paths as published clients send them (§3)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from configuration import (
    create_client_configurations,
    create_configurations,
    list_client_configurations,
    list_configurations,
)
from shared.domain.tenants.configuration import DEFAULTS
from tests.component.api import Answer, Api
from tests.component.configuration.api import MANAGE, OF_CLIENT, PATH, ConfigurationApi


def by_key(answer: Answer) -> dict[str, Any]:
    """The values of a list, by key."""
    assert answer.status == 200
    return {setting["key"]: setting["value"] for setting in answer.json}


class TestGlobalConfigurations:
    def test_are_the_defaults_of_the_service_and_of_shops(self, configurations: ConfigurationApi) -> None:
        configurations.create({"key": "customerActiveOnCreation", "value": False})

        found = by_key(configurations.globally())

        assert found.items() >= DEFAULTS.items()
        assert found.keys() - DEFAULTS.keys() == {"project_country", "project_curr", "project_lang"}
        assert list(found) == sorted(found)

    def test_of_some_keys(self, configurations: ConfigurationApi) -> None:
        answer = configurations.globally(query={"keys": "project_lang,project_curr,none"})

        assert [setting["key"] for setting in answer.json] == ["project_curr", "project_lang"]
        assert {(setting["secured"], setting["version"]) for setting in answer.json} == {(False, 1)}


class TestBasicConfiguration:
    def test_of_a_new_tenant_has_a_language_a_currency_and_a_country(
        self, configurations: ConfigurationApi
    ) -> None:
        found = by_key(configurations.basic())

        assert found.keys() == {"project_country", "project_curr", "project_lang"}
        (language,), (currency,) = json.loads(found["project_lang"]), json.loads(found["project_curr"])
        assert (language["id"], currency["id"], found["project_country"]) == ("en", "USD", "US")
        assert language["default"] is currency["default"] is True

    def test_has_what_the_tenant_has_set_and_nothing_else(self, configurations: ConfigurationApi) -> None:
        table = {"table": {"columns": [{"key": "name"}], "mixins": []}}
        configurations.create(
            {"key": "project_curr", "value": '[{"id":"EUR"}]', "description": "of the shop"},
            {"key": "ext_customers", "value": table},
            {"key": "storefront.host", "value": "shop.example.com"},
            {"key": "ext_token", "value": "hunter2", "secured": True},
            {"key": "project_lang", "value": "hidden", "secured": True},
            {"key": "openAiApiToken", "value": "sk-1"},
            {"key": "restrictions", "value": ["DE"]},
        )
        configurations.of_client("indexing").create({"key": "ext_other", "value": 1})

        answer = configurations.basic()

        assert by_key(answer) == {
            "ext_customers": table,
            "project_country": "US",
            "project_curr": '[{"id":"EUR"}]',
            "storefront.host": "shop.example.com",
        }
        assert configurations.get("project_curr").json in answer.json


class TestATrailingSlash:
    @pytest.mark.parametrize(("rest", "known"), [("", True), ("any", False), ("any/", False), ("/", False)])
    @pytest.mark.parametrize(
        ("path", "create", "listed"),
        [
            (PATH, create_configurations, list_configurations),
            (OF_CLIENT, create_client_configurations, list_client_configurations),
        ],
    )
    def test_is_as_none_and_nothing_may_follow(
        self, api: Api, path: str, create: Any, listed: Any, rest: str, known: bool
    ) -> None:
        body = [{"key": "invoiceSettings", "value": {"status": "CREATED"}, "version": 1}]

        created = with_slash(api, create.lambda_handler, f"POST {path}", rest, body)
        found = with_slash(api, listed.lambda_handler, f"GET {path}", rest)

        assert [created["statusCode"], found["statusCode"]] == ([201, 200] if known else [404, 404])
        if known:
            assert json.loads(created["body"]) == json.loads(found["body"])
        else:
            assert created["body"] == '{"message":"Not Found"}'


def with_slash(api: Api, handler: Callable[..., Any], route: str, rest: str, body: Any = None) -> Any:
    """Return the answer to a call of the greedy route below another."""
    event = api.as_(MANAGE).event_of(route, body, client="indexing")
    event["routeKey"] += "/{proxy+}"
    event["rawPath"] += f"/{rest}"
    event["pathParameters"]["proxy"] = rest
    return handler(event, None)
