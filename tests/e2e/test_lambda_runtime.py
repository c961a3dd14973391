"""Every function, once, in Lambda's own runtime: from its build folder and layers, with its sample."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import function_properties, functions_of, load_templates
from tests.e2e.client import CUSTOMERS, TENANT, Api, customers, new_visitor
from tests.e2e.deployment import Deployment, aws, physical_id
from tests.e2e.lambda_runtime import emulator_of, invoke, started

ROOT = Path(__file__).parents[2]
TEMPLATES = load_templates()
FUNCTIONS = function_properties(*TEMPLATES)
BY_NAME = functions_of(*TEMPLATES)


def sample_of(handler: str) -> dict[str, Any]:
    path, _, _ = handler.partition(".")
    audience, *_, operation = path.split("/")
    sample: dict[str, Any] = json.loads((ROOT / "events" / audience / f"{operation}.json").read_text())
    return sample


def layers(build: Path, name: str) -> list[Path]:
    """The folders that Lambda would unpack the function's layers to."""
    return [build / layer / "python" for layer in BY_NAME[name].layers]


def deployed_variables(deployment: Deployment, name: str) -> dict[str, str]:
    """The function's variables in the stack, and how its clients find the emulator of AWS."""
    functions = aws("lambda", deployment.environment)
    configuration = functions.get_function_configuration(FunctionName=physical_id(deployment, name))
    variables: dict[str, str] = configuration["Environment"]["Variables"]
    led_to = {name: value for name, value in deployment.environment.items() if name.startswith("AWS_")}
    return {**variables, **led_to, "AWS_REGION": led_to["AWS_DEFAULT_REGION"]}


@pytest.fixture(scope="module")
def known(deployment: Deployment, manager: Api, owner: Api, anyone: Api) -> Iterator[None]:
    """The customer and the client of the pool whom samples are of: without them, triggers fail."""
    manager.call("PUT", f"{CUSTOMERS}/1001", {})
    new_visitor(anyone, deployment, TENANT)  # makes the key of keyed hashes, which others only read
    client = sample_of(FUNCTIONS["OnCognitoTokenFunction"]["Handler"])["callerContext"]["clientId"]
    words = ["--client-id", client, "--tenant", TENANT, "--name", "sample"]
    customers(deployment, "client", "adopt", *words, "--scope", "customer.customer_read")
    yield
    # A sample deletes the tenant's restrictions, which tests of other files need.
    restrictions = {"key": "restrictions", "value": ["DE", "FR"], "secured": False}
    owner.call("POST", f"/configuration/{TENANT}/configurations", [restrictions])


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("level", ["INFO", "WARN", "ERROR"])
def test_at_every_level_the_line_of_a_request_is_all_that_a_function_logs(
    level: str, deployment: Deployment, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    name, log = "TenantGetCustomerFunction", tmp_path / "log"
    build = pytestconfig.getoption("--build").resolve()
    handler = FUNCTIONS[name]["Handler"]
    timeout = BY_NAME[name].timeout
    filtered = {"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "INFO"}

    with started(
        emulator_of(pytestconfig.getoption("--sam"), pytestconfig.getoption("--architecture")),
        pytestconfig.getoption("--runtime-python"),
        build / name,
        layers(build, name),
        handler,
        {**deployed_variables(deployment, name), **filtered, "LOG_LEVEL": level},
        timeout,
        log,
    ) as url:
        answer = invoke(url, sample_of(handler), timeout)

    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert answer["statusCode"] < 500
    assert [line.get("operation") for line in lines] == ["get_customer"]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_starts_and_handles_its_sample(
    name: str, deployment: Deployment, pytestconfig: pytest.Config
) -> None:
    build = pytestconfig.getoption("--build")
    handler = FUNCTIONS[name]["Handler"]
    timeout = BY_NAME[name].timeout
    rie = emulator_of(pytestconfig.getoption("--sam"), pytestconfig.getoption("--architecture"))

    with started(
        rie,
        pytestconfig.getoption("--runtime-python"),
        build.resolve() / name,
        layers(build.resolve(), name),
        handler,
        deployed_variables(deployment, name),
        timeout,
    ) as url:
        answer = invoke(url, sample_of(handler), timeout)

    if name == "AuthorizerFunction":
        assert answer["isAuthorized"] is True
    elif handler.startswith("triggers/"):
        assert "errorType" not in (answer or {}), answer
        assert not (answer or {}).get("batchItemFailures"), answer
    else:
        assert answer["statusCode"] < 500, answer
