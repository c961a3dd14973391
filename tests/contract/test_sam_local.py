"""The files that `make sam-local` writes and samconfig.toml reads, held against the template."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from local.environment import function_environment
from local.paths import PROJECT_ROOT, TEMPLATE
from local.template import load_template
from tools.sam.__main__ import CannotRun, _say_processor
from tools.sam.docker import CONTAINER_NAME
from tools.sam.variables import API_URL, Variables, env_vars

SERVICES = "http://laptop.localhost:40000/a-secret"
ENDPOINTS = {
    "dynamodb": "AWS_ENDPOINT_URL_DYNAMODB",
    "kms": "AWS_ENDPOINT_URL_KMS",
    "events": "AWS_ENDPOINT_URL_EVENTBRIDGE",
    "ses": "AWS_ENDPOINT_URL_SESV2",
}
"""The variable that leads to a service, by the prefix of its actions."""


@pytest.fixture
def written(template: dict[str, Any], tmp_path: Path) -> Variables:
    environment = function_environment(tmp_path, "http://127.0.0.1:40001", API_URL)
    return env_vars(template, environment, SERVICES)


@pytest.fixture
def declared(template: dict[str, Any], functions: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The variables of each function in the template."""
    of_all = template["Globals"]["Function"]["Environment"]["Variables"]
    return {
        name: {**of_all, **properties.get("Environment", {}).get("Variables", {})}
        for name, properties in functions.items()
    }


def actions_of(properties: dict[str, Any]) -> Iterator[str]:
    for policy in properties.get("Policies", []):
        for statement in policy["Statement"]:
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


def test_a_function_is_led_to_the_laptop_for_every_service_that_it_may_call(
    written: Variables, functions: dict[str, dict[str, Any]]
) -> None:
    for function, properties in functions.items():
        called = {action.partition(":")[0] for action in actions_of(properties)} & ENDPOINTS.keys()

        assert {written[function].get(ENDPOINTS[service]) for service in called} <= {SERVICES}, function


def test_a_deployed_function_is_led_nowhere_by_any_parameter(declared: dict[str, dict[str, Any]]) -> None:
    for function, variables in declared.items():
        endpoints = {name: value for name, value in variables.items() if name.startswith("AWS_ENDPOINT_URL")}

        assert set(endpoints.values()) == {""}, function
        assert "AWS_SAM_LOCAL" not in variables  # by which a function knows that it is on a laptop


@pytest.mark.parametrize("service", ["dynamodb", "kms", "events", "sesv2"])
def test_an_empty_endpoint_is_none(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENDPOINTS.values():
        monkeypatch.setenv(name, "")

    client = botocore.session.Session().create_client(service, region_name="eu-central-1")

    assert client.meta.endpoint_url.endswith(".eu-central-1.amazonaws.com")


@pytest.mark.parametrize("command", ["local_invoke", "local_start_api", "local_start_lambda"])
def test_sam_is_told_where_it_finds_what_is_prepared(command: str) -> None:
    config = tomllib.loads((PROJECT_ROOT / "samconfig.toml").read_text())["default"][command]["parameters"]

    assert config["template_file"] == ".aws-sam/local/template.yaml"
    assert config["env_vars"] == ".local/sam/env.json"
    assert config["add_host"] == [f"{CONTAINER_NAME}:host-gateway"]
    if command == "local_start_api":
        assert f"http://{config['host']}:{config['port']}" == API_URL


@pytest.mark.parametrize("architecture", ["x86_64", "arm64"])
def test_what_was_built_says_for_which_processor(architecture: str, tmp_path: Path) -> None:
    built = tmp_path / "template.yaml"
    built.write_text(TEMPLATE.read_text())

    _say_processor(built, architecture)

    before, after = load_template(), load_template(built)
    assert after["Parameters"].pop("Architecture")["Default"] == architecture
    del before["Parameters"]["Architecture"]
    assert after == before


def test_what_was_not_built_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="make sam-local"):
        _say_processor(tmp_path / "template.yaml", "arm64")
