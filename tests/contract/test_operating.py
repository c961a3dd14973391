"""What a deployment can be told, and that it is as before when it is told nothing."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from local.template import load_template, only_resource, resources
from tests.contract.conftest import Expand
from tests.contract.test_template import PUBLIC_ROUTES, operations, triggers

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "operations" / "monitoring.yaml"
CANARY = "Canary10Percent5Minutes"
NOTHING = {"Ref": "AWS::NoValue"}
BOUNDARY = {"Fn::If": ["HasPermissionsBoundary", {"Ref": "PermissionsBoundary"}, NOTHING]}
TOLD_BY_THEIR_VERSION = {"ProxySecrets", "TrustedProxies"}
"""Parameters that no description may hold, secret or too long, and that another one is counted up for."""
LIMITED_FUNCTIONS = {
    "TenantListCustomersFunction": ("LimitsLists", "ListConcurrency"),
    "TenantSearchCustomersFunction": ("LimitsLists", "ListConcurrency"),
    "TenantImportCustomersFunction": ("LimitsImports", "ImportConcurrency"),
    "CustomerLogInFunction": ("LimitsLogIns", "LogInConcurrency"),
    "OnCustomerChangeFunction": ("LimitsPublishing", "PublishingConcurrency"),
}

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


def holds_by_default(condition: Document, template: Document) -> bool:
    """Whether a condition of the form `not equal` holds with the parameter's default."""
    ((parameter, value),) = [each["Fn::Equals"] for each in condition["Fn::Not"]]
    return str(template["Parameters"][parameter["Ref"]]["Default"]) != str(value)


@pytest.mark.parametrize("path", [ROOT / "template.yaml", MONITORING], ids=lambda path: path.name)
def test_every_parameter_and_output_is_described(path: Path) -> None:
    template = load_template(path)

    for name, definition in (template["Parameters"] | template["Outputs"]).items():
        assert definition.get("Description"), name


@pytest.mark.parametrize(
    "condition",
    ["HasCanaries", "HasPermissionsBoundary", *sorted({each for each, _ in LIMITED_FUNCTIONS.values()})],
)
def test_what_can_be_switched_on_is_off_by_default(template: Document, condition: str) -> None:
    assert not holds_by_default(template["Conditions"][condition], template)


def test_by_default_there_are_neither_canaries_nor_traces(deployed: Document) -> None:
    kinds = {resource["Type"] for resource in deployed["Resources"].values()}

    assert not [kind for kind in kinds if kind.startswith("AWS::CodeDeploy::")]
    assert not [name for name in deployed["Resources"] if deployed["Resources"][name].get("UpdatePolicy")]
    for name, properties in resources(deployed, "AWS::Lambda::Function").items():
        assert "TracingConfig" not in properties, name


def test_limits_of_routes_name_routes_of_the_api(deployed: Document) -> None:
    settings = only_resource(deployed, "AWS::ApiGatewayV2::Stage")["RouteSettings"]

    assert settings.keys() <= operations(deployed).keys()
    for route, limits in settings.items():
        assert limits.keys() == {"ThrottlingRateLimit", "ThrottlingBurstLimit"}, route


def test_what_anyone_may_call_has_a_limit_of_its_own(deployed: Document) -> None:
    settings = only_resource(deployed, "AWS::ApiGatewayV2::Stage")["RouteSettings"]

    assert settings.keys() >= PUBLIC_ROUTES


def test_every_route_has_the_limits_of_the_parameters(deployed: Document) -> None:
    limits = only_resource(deployed, "AWS::ApiGatewayV2::Stage")["DefaultRouteSettings"]

    assert limits == {
        "ThrottlingRateLimit": {"Ref": "RouteRate"},
        "ThrottlingBurstLimit": {"Ref": "RouteBurst"},
    }


def test_concurrency_is_reserved_where_a_parameter_says_so_and_nowhere_else(deployed: Document) -> None:
    reserved = {
        name: properties["ReservedConcurrentExecutions"]
        for name, properties in resources(deployed, "AWS::Lambda::Function").items()
        if "ReservedConcurrentExecutions" in properties
    }

    assert reserved == {
        name: {"Fn::If": [condition, {"Ref": parameter}, NOTHING]}
        for name, (condition, parameter) in LIMITED_FUNCTIONS.items()
    }


def test_tracing_gives_every_function_what_it_needs_to_write_traces(expand: Expand) -> None:
    deployed = expand(Tracing="Active")

    for name, properties in resources(deployed, "AWS::Lambda::Function").items():
        role = deployed["Resources"][f"{name}Role"]["Properties"]
        assert properties["TracingConfig"] == {"Mode": {"Ref": "Tracing"}}, name
        assert [arn for arn in role["ManagedPolicyArns"] if "xray" in arn.lower()], name


def test_every_role_is_within_the_permissions_boundary(expand: Expand) -> None:
    roles = resources(expand(Rollout=CANARY), "AWS::IAM::Role")

    assert {name for name, role in roles.items() if role.get("PermissionsBoundary") != BOUNDARY} == set()
    assert "CodeDeployServiceRole" not in roles


def test_the_api_calls_versions_and_events_the_functions_themselves(
    functions: Functions, deployed: Document
) -> None:
    unversioned = triggers(functions) | {"AuthorizerFunction"}

    assert versions(deployed).keys() == functions.keys() - unversioned
    assert "${AuthorizerFunction" not in str(operations(deployed))
    for route, operation in operations(deployed).items():
        assert "Aliaslive}" in operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"], route


@pytest.mark.parametrize("change", [{"code": "other"}, {"layer": "other"}])
def test_another_code_or_layer_makes_another_version_of_every_function(
    expand: Expand, deployed: Document, change: dict[str, str]
) -> None:
    before = resources(deployed, "AWS::Lambda::Version").keys()

    after = resources(expand(**change), "AWS::Lambda::Version").keys()

    assert len(after) == len(before)
    assert after.isdisjoint(before)


def test_a_version_is_described_by_every_parameter_that_configures_it(
    template: Document, deployed: Document
) -> None:
    functions = resources(deployed, "AWS::Lambda::Function")

    assert versions(deployed)
    for name, version in versions(deployed).items():
        configuration = {
            key: functions[name][key] for key in ("Environment", "LoggingConfig", "MemorySize", "Timeout")
        }
        configured = parameters_in(configuration, template)
        if configured & TOLD_BY_THEIR_VERSION:
            configured = configured - TOLD_BY_THEIR_VERSION | {"ProxiesVersion"}
        assert parameters_in(version["Description"], template) == configured, name


def test_canaries_move_the_calls_of_every_route_and_are_watched_by_the_alarm(
    functions: Functions, expand: Expand
) -> None:
    deployed = expand(Rollout=CANARY)
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


def test_every_way_of_rolling_out_but_at_once_is_one_of_canaries(template: Document) -> None:
    ways = template["Parameters"]["Rollout"]["AllowedValues"]

    enabled = {way: values["Enabled"] for way, values in template["Mappings"]["Canaries"].items()}

    assert enabled == {way: "false" if way == "AllAtOnce" else "true" for way in ways}


def test_environments_of_samconfig_say_what_the_template_takes(template: Document) -> None:
    configured = tomllib.loads((ROOT / "samconfig.toml").read_text())
    definitions = template["Parameters"]

    for name in ("dev", "prod"):
        deploy = configured[name]["deploy"]["parameters"]
        overrides = dict(override.split("=", 1) for override in deploy["parameter_overrides"])
        assert overrides["Stage"] == name
        assert configured[name]["global"]["parameters"]["stack_name"].endswith(f"-{name}")
        for parameter, value in overrides.items():
            allowed = definitions[parameter].get("AllowedValues", [value])
            assert value in [str(each) for each in allowed], parameter
