"""How new versions of functions come into use: at once, or by canaries that an alarm watches."""

import re
from typing import Any

import pytest

from local.stack.template import (
    function_properties,
    resources,
)
from tests.contract.conftest import Expand
from tests.contract.expansion import CANARY
from tests.contract.routes import operations, triggers

TOLD_BY_THEIR_VERSION = {"ProxySecrets", "TrustedProxies"}
"""Parameters that no description may hold, secret or too long, and that another one is counted up for."""
Document = dict[str, Any]
Functions = dict[str, Document]


def parameters_in(value: Any, template: Document) -> set[str]:
    """The parameters that a value is made of."""
    names = re.findall(r"'Ref': '(\w+)'|\$\{(\w+)\}", str(value))
    return {name for pair in names for name in pair if name in template["Parameters"]}


def versions(deployed: Document) -> Functions:
    """The properties of the published version of each function, by the function's name."""
    published = resources(deployed, "AWS::Lambda::Version").values()
    return {version["FunctionName"]["Ref"]: version for version in published}


def test_by_default_there_are_neither_canaries_nor_traces(each_deployed: Document) -> None:
    kinds = {resource["Type"] for resource in each_deployed["Resources"].values()}

    assert not [kind for kind in kinds if kind.startswith("AWS::CodeDeploy::")]
    assert not [name for name, each in each_deployed["Resources"].items() if each.get("UpdatePolicy")]
    for name, properties in resources(each_deployed, "AWS::Lambda::Function").items():
        assert "TracingConfig" not in properties, name


def test_the_api_calls_versions_and_events_the_functions_themselves(
    written: Document, each_deployed: Document
) -> None:
    functions = function_properties(written)
    unversioned = triggers(functions) | {"AuthorizerFunction"}

    assert versions(each_deployed).keys() == functions.keys() - unversioned
    assert "${AuthorizerFunction" not in str(operations(each_deployed))
    for route, operation in operations(each_deployed).items():
        assert "Aliaslive}" in operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"], route


@pytest.mark.parametrize("change", [{"code": "other"}, {"layer": "other"}])
def test_another_code_or_layer_makes_another_version_of_every_function(
    stack: str, expand: Expand, each_deployed: Document, change: dict[str, str]
) -> None:
    before = resources(each_deployed, "AWS::Lambda::Version").keys()

    after = resources(expand(stack, **change), "AWS::Lambda::Version").keys()

    assert len(after) == len(before)
    assert after.isdisjoint(before)


def test_a_version_is_described_by_every_parameter_that_configures_it(
    written: Document, each_deployed: Document
) -> None:
    functions = resources(each_deployed, "AWS::Lambda::Function")

    assert versions(each_deployed)
    for name, version in versions(each_deployed).items():
        configuration = {
            key: functions[name][key] for key in ("Environment", "LoggingConfig", "MemorySize", "Timeout")
        }
        configured = parameters_in(configuration, written) - {"ServiceStack"}  # which a stack keeps
        if configured & TOLD_BY_THEIR_VERSION:
            configured = configured - TOLD_BY_THEIR_VERSION | {"ProxiesVersion"}
        assert parameters_in(version["Description"], written) == configured, name


def test_canaries_move_the_calls_of_every_route_and_are_watched_by_the_alarm(
    stack: str, written: Document, expand: Expand
) -> None:
    deployed, functions = expand(stack, Rollout=CANARY), function_properties(written)
    groups = resources(deployed, "AWS::CodeDeploy::DeploymentGroup")
    moved = functions.keys() - triggers(functions) - {"AuthorizerFunction"}

    assert groups.keys() == {f"{name}DeploymentGroup" for name in moved}
    for name in moved:
        group = groups[f"{name}DeploymentGroup"]
        policy = deployed["Resources"][f"{name}Aliaslive"]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        assert policy["DeploymentGroupName"] == {"Ref": f"{name}DeploymentGroup"}
        assert group["AlarmConfiguration"]["Fn::If"][:2] == [
            "HasCanaries",
            {"Enabled": True, "Alarms": [{"Name": {"Ref": "ServerErrors"}}]},
        ]
        assert CANARY in str(group["DeploymentConfigName"])


def test_every_way_of_rolling_out_except_at_once_uses_canaries(template: Document) -> None:
    ways = template["Parameters"]["Rollout"]["AllowedValues"]

    enabled = {way: values["Enabled"] for way, values in template["Mappings"]["Canaries"].items()}

    assert enabled == {way: "false" if way == "AllAtOnce" else "true" for way in ways}


@pytest.mark.parametrize(
    ("errors", "requests", "rings"),
    [(0, 0, 0), (4, 4, 0), (5, 5, 1), (5, 500, 1), (5, 501, 0), (199, 20_000, 0), (200, 20_000, 1)],
)
def test_the_canaries_alarm_rings_from_5_errors_and_a_hundredth_of_the_requests_on(
    written: Document, errors: int, requests: int, rings: int
) -> None:
    alarm = resources(written, "AWS::CloudWatch::Alarm")["ServerErrors"]
    (computed,) = [metric["Expression"] for metric in alarm["Metrics"] if "Expression" in metric]
    condition, then, otherwise = computed.removeprefix("IF(").removesuffix(")").split(", ")

    found = [
        eval(f"{errors} {operator} {limit.replace('requests', str(requests))}")  # noqa: S307 - our own template
        for operator, limit in (
            each.removeprefix("errors ").split(" ", 1) for each in condition.split(" AND ")
        )
    ]

    assert int(then if all(found) else otherwise) == rings
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (1, "GreaterThanOrEqualToThreshold")
