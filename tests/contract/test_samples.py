"""The samples in events/: one per function, as the HTTP API (payload 2.0) or its event source sends it."""

import base64
import json
import re
import time
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from local.stack.template import stage_prefix
from shared.domain.customers.client_management import event_from
from shared.http.authorizer_context import caller_from
from shared.http.operation import PUBLIC
from tests.contract.routes import routes_of
from tests.differences import differences

ROOT = Path(__file__).parents[2]
AUTHORIZER = "authorizer/authorize_request"

SAMPLES: dict[str, dict[str, Any]] = {
    str(path.relative_to(ROOT / "events").with_suffix("")): json.loads(path.read_text())
    for path in sorted((ROOT / "events").rglob("*.json"))
    if path.parent.name != "client_management"
}
OF_THE_GATEWAY = {name: s for name, s in SAMPLES.items() if not name.startswith("triggers/")}
every_sample = pytest.mark.parametrize("sample", OF_THE_GATEWAY.values(), ids=OF_THE_GATEWAY.keys())
every_request = pytest.mark.parametrize(
    "sample", [pytest.param(s, id=name) for name, s in OF_THE_GATEWAY.items() if name != AUTHORIZER]
)


def test_every_function_has_its_sample(functions: dict[str, dict[str, Any]]) -> None:
    handlers = [properties["Handler"].removesuffix(".lambda_handler") for properties in functions.values()]

    expected = [re.sub("^([^/]+)/.*/", r"\1/", handler) for handler in handlers]
    assert differences("the folder events", SAMPLES, expected) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "events" / "client_management").iterdir()), ids=lambda p: p.stem
)
def test_a_sample_of_client_management_is_an_event_that_is_handled(path: Path) -> None:
    sample = json.loads(path.read_text())

    assert sample["detail-type"] == f"client-management.{path.stem.replace('_', '-')}"
    assert event_from(sample["detail-type"], sample["detail"]) is not None


def of_type(kind: str, properties: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a function that are of this type."""
    return [event for event in properties.get("Events", {}).values() if event["Type"] == kind]


def test_the_sample_of_a_schedule_is_what_eventbridge_sends(functions: dict[str, dict[str, Any]]) -> None:
    for properties in functions.values():
        for _ in of_type("Schedule", properties):
            sample = SAMPLES[properties["Handler"].removesuffix(".lambda_handler")]

            assert (sample["source"], sample["detail-type"]) == ("aws.events", "Scheduled Event")
            assert sample["detail"] == {}


def test_a_sample_is_for_the_route_of_its_function(functions: dict[str, dict[str, Any]]) -> None:
    for name in functions:
        for route in routes_of(name):
            sample = SAMPLES[f"{route.function.audience}/{route.function.operation}"]

            assert sample["routeKey"] == route.key_in_stage
            assert sample["requestContext"]["stage"] == route.stage


@every_sample
def test_the_path_of_a_sample_is_its_route_filled_in(sample: dict[str, Any]) -> None:
    method, below_stage = sample["routeKey"].split(" ")
    template = stage_prefix(sample["requestContext"]["stage"]) + below_stage
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template))

    match = re.fullmatch(pattern, sample["rawPath"])

    assert match
    assert match.groupdict() == sample.get("pathParameters", {})
    assert sample["requestContext"]["http"]["method"] == method
    assert sample["requestContext"]["http"]["path"] == unquote(sample["rawPath"])
    assert sample["requestContext"]["routeKey"] == sample["routeKey"]


@every_sample
def test_a_sample_has_the_same_query_in_both_places(sample: dict[str, Any]) -> None:
    assert dict(parse_qsl(sample["rawQueryString"])) == sample.get("queryStringParameters", {})


@every_sample
def test_header_names_of_a_sample_are_lower_case_as_the_gateway_sends_them(sample: dict[str, Any]) -> None:
    assert sample["version"] == "2.0"
    assert all(name == name.lower() for name in sample["headers"])


@every_request
def test_the_body_of_a_sample_is_as_long_as_it_says(sample: dict[str, Any]) -> None:
    body = sample.get("body", "").encode()
    if sample["isBase64Encoded"]:
        body = base64.b64decode(body, validate=True)

    assert len(body) == int(sample["headers"].get("content-length", 0))


@every_request
def test_a_sample_has_a_token_where_the_gateway_asks_for_one(sample: dict[str, Any]) -> None:
    assert ("authorization" in sample["headers"]) == ("authorizer" in sample["requestContext"])


def test_the_caller_of_a_sample_is_one_that_its_function_lets_in(
    functions: dict[str, dict[str, Any]],
) -> None:
    for name, properties in functions.items():
        for _ in routes_of(name):
            audience, *_, operation = properties["Handler"].removesuffix(".lambda_handler").split("/")
            sample = SAMPLES[f"{audience}/{operation}"]
            module = properties["Handler"].removesuffix(".lambda_handler").replace("/", ".")
            requires = import_module(module).lambda_handler.requires
            authorizer = sample["requestContext"].get("authorizer")

            assert (authorizer is None) == (requires is PUBLIC), operation
            if authorizer is not None:
                caller = caller_from(authorizer["lambda"])
                assert caller.tenant == sample["pathParameters"]["tenant"]
                assert caller.expires_at > time.time()
                assert caller.access(requires)


def test_the_authorizers_sample_carries_the_header_it_is_cached_by() -> None:
    sample = SAMPLES[AUTHORIZER]

    assert sample["type"] == "REQUEST"
    assert sample["identitySource"] == [sample["headers"]["authorization"]]
