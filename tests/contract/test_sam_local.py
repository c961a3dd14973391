"""The files that `make sam-local` writes and samconfig.toml reads, held against the template."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from local.engine import Endpoint
from local.environment import function_environment
from local.http.signature import AccessKey
from local.machine.paths import PROJECT_ROOT
from local.stack.template import (
    function_properties,
    functions_of,
    http_api,
    load_template,
    load_templates,
    template_paths,
)
from tests.policies import statements_of
from tools.sam.__main__ import TEMPLATE_OF_ALL, CannotRun, write_template
from tools.sam.docker import CONTAINER_NAME
from tools.sam.one_api import one_api
from tools.sam.variables import API_URL, Variables, env_vars
from tools.stacks import built_templates

SERVICES = "http://laptop.localhost:40000/a-secret"
ENDPOINTS = {
    "dynamodb": "AWS_ENDPOINT_URL_DYNAMODB",
    "kms": "AWS_ENDPOINT_URL_KMS",
    "events": "AWS_ENDPOINT_URL_EVENTBRIDGE",
    "ses": "AWS_ENDPOINT_URL_SESV2",
    "sqs": "AWS_ENDPOINT_URL_SQS",
}
"""The variable that leads to a service, by the prefix of its actions."""
OF_LAMBDA = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
"""What Lambda does with a function's role; the function itself does not."""


Templates = tuple[dict[str, Any], ...]


@pytest.fixture
def written(templates: Templates, tmp_path: Path) -> Variables:
    environment = function_environment(tmp_path, Endpoint("http://127.0.0.1:40001", AccessKey.new()), API_URL)
    return env_vars(one_api(*templates), environment, SERVICES)


@pytest.fixture
def declared(template: dict[str, Any], functions: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The variables of each function in the template of all."""
    of_all = template["Globals"]["Function"]["Environment"]["Variables"]
    return {
        name: {**of_all, **properties.get("Environment", {}).get("Variables", {})}
        for name, properties in functions.items()
    }


def actions_of(statements: Iterable[dict[str, Any]]) -> Iterator[str]:
    for statement in statements:
        actions = statement["Action"]
        yield from [actions] if isinstance(actions, str) else actions


def test_every_function_gets_its_variables_and_no_others(
    written: Variables, declared: dict[str, dict[str, Any]]
) -> None:
    assert {function: set(variables) for function, variables in written.items()} == {
        function: set(variables) for function, variables in declared.items()
    }
    assert all(type(value) is str for variables in written.values() for value in variables.values())


def test_the_issuer_of_tokens_is_where_start_api_serves_its_keys(written: Variables) -> None:
    for variables in written.values():
        assert variables["TOKEN_ISSUER"] == API_URL
        assert variables.get("API_URL", API_URL) == API_URL


def test_what_is_the_same_on_aws_is_as_in_the_template(written: Variables) -> None:
    listing = written["TenantListCustomersFunction"]

    assert listing["AWS_CA_BUNDLE"] == "/opt/python/botocore/cacert.pem"
    assert listing["MAX_READ_UNITS"] == "20000"


def test_a_function_calls_the_laptop_for_every_service_that_it_may_call(
    written: Variables, templates: Templates
) -> None:
    for function, statements in statements_of(*templates).items():
        actions = {*actions_of(statements)} - OF_LAMBDA
        called = {action.partition(":")[0] for action in actions} & ENDPOINTS.keys()

        assert {written[function].get(ENDPOINTS[service]) for service in called} <= {SERVICES}, function


def test_no_parameter_sends_a_deployed_function_elsewhere(declared: dict[str, dict[str, Any]]) -> None:
    for function, variables in declared.items():
        endpoints = {name: value for name, value in variables.items() if name.startswith("AWS_ENDPOINT_URL")}

        assert set(endpoints.values()) == {""}, function
        assert "AWS_SAM_LOCAL" not in variables  # by which a function knows that it is on a laptop


@pytest.mark.parametrize("service", ["dynamodb", "kms", "events", "sesv2", "sqs"])
def test_an_empty_endpoint_is_ignored(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENDPOINTS.values():
        monkeypatch.setenv(name, "")

    client = botocore.session.Session().create_client(service, region_name="eu-central-1")

    assert client.meta.endpoint_url.endswith(".eu-central-1.amazonaws.com")


@pytest.mark.parametrize("command", ["local_invoke", "local_start_api", "local_start_lambda"])
def test_sam_is_told_where_it_finds_what_is_prepared(command: str) -> None:
    config = tomllib.loads((PROJECT_ROOT / "samconfig.toml").read_text())["default"][command]["parameters"]

    assert config["template_file"] == f".aws-sam/local/{TEMPLATE_OF_ALL}"
    assert config["env_vars"] == ".local/sam/env.json"
    assert config["add_host"] == [f"{CONTAINER_NAME}:host-gateway"]
    if command == "local_start_api":
        assert f"http://{config['host']}:{config['port']}" == API_URL


def test_one_template_has_the_functions_of_all_and_their_full_paths(templates: Templates) -> None:
    template = one_api(*templates)

    events = [
        (name, event["Properties"])
        for name, properties in function_properties(template).items()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "HttpApi"
    ]
    assert sorted(
        (name, own["Method"], own["Path"], own.get("Auth") == {"Authorizer": "NONE"}) for name, own in events
    ) == sorted(
        (route.function.name, route.method, route.path, not route.authorized)
        for route in http_api(*templates).routes
    )
    assert {str(own["ApiId"]) for _, own in events} == {"{'Ref': 'CustomerApi'}"}
    assert functions_of(template).keys() == functions_of(*templates).keys()
    assert "DefinitionBody" not in template["Resources"]["CustomerApi"]["Properties"]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """The folder of a build, as far as `make sam-local` reads it."""
    for built, path in zip(built_templates(tmp_path), template_paths(), strict=True):
        built.write_text(path.read_text())
    return tmp_path


@pytest.mark.parametrize("architecture", ["x86_64", "arm64"])
def test_what_was_built_says_for_which_processor(architecture: str, build: Path) -> None:
    write_template(build, architecture)

    written = load_template(build / TEMPLATE_OF_ALL)
    expected = one_api(*load_templates())
    expected["Parameters"]["Architecture"]["Default"] = architecture
    assert written == expected


def test_what_was_not_built_is_reported_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="make sam-local"):
        write_template(tmp_path, "arm64")
