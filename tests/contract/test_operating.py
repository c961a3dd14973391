"""Parameters of a deployment, all of which may be left out."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import (
    HTTP_API,
    load_template,
    only_resource,
    resources,
    template_paths,
)
from tests.contract.conftest import Expand
from tests.contract.expansion import CANARY, FIRST, STACKS
from tests.contract.routes import PUBLIC_ROUTES, operations
from tests.contract.stacks import Stack
from tests.differences import differences

ROOT = Path(__file__).parents[2]
TEMPLATES = [*template_paths(), *sorted((ROOT / "operations").glob("*.yaml"))]
NOTHING = {"Ref": "AWS::NoValue"}
BOUNDARY = {"Fn::If": ["HasPermissionsBoundary", {"Ref": "PermissionsBoundary"}, NOTHING]}
LIMITED_FUNCTIONS = {
    "TenantListCustomersFunction": ("LimitsLists", "ListConcurrency"),
    "TenantSearchCustomersFunction": ("LimitsLists", "ListConcurrency"),
    "TenantExplainListFunction": ("LimitsLists", "ListConcurrency"),
    "TenantImportCustomersFunction": ("LimitsImports", "ImportConcurrency"),
    "CustomerLogInFunction": ("LimitsLogIns", "LogInConcurrency"),
    "OnCustomerChangeFunction": ("LimitsPublishing", "PublishingConcurrency"),
}

Document = dict[str, Any]
Functions = dict[str, Document]


def holds_by_default(condition: Document, template: Document) -> bool:
    """Whether a condition of the form `not equal` holds with the parameter's default."""
    ((parameter, value),) = [each["Fn::Equals"] for each in condition["Fn::Not"]]
    return str(template["Parameters"][parameter["Ref"]]["Default"]) != str(value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_parameter_and_output_is_described(path: Path) -> None:
    template = load_template(path)

    for name, definition in (template["Parameters"] | template["Outputs"]).items():
        assert definition.get("Description"), name


@pytest.mark.parametrize(
    "condition",
    [
        "HasCanaries",
        "HasPermissionsBoundary",
        "HasDomain",
        "CapsThroughput",
        *sorted({each for each, _ in LIMITED_FUNCTIONS.values()}),
    ],
)
def test_what_can_be_switched_on_is_off_by_default(template: Document, condition: str) -> None:
    assert not holds_by_default(template["Conditions"][condition], template)


def test_limits_of_routes_name_routes_of_the_api(deployed: Document) -> None:
    settings = only_resource(deployed, "AWS::ApiGatewayV2::Stage")["RouteSettings"]

    assert settings.keys() <= operations(deployed).keys()
    for route, limits in settings.items():
        assert limits.keys() == {"ThrottlingRateLimit", "ThrottlingBurstLimit"}, route


def test_what_anyone_may_call_has_a_limit_of_its_own(deployed: Document) -> None:
    settings = only_resource(deployed, "AWS::ApiGatewayV2::Stage")["RouteSettings"]

    assert settings.keys() >= PUBLIC_ROUTES


def test_every_route_has_the_limits_of_the_parameters(each_deployed: Document) -> None:
    limits = only_resource(each_deployed, "AWS::ApiGatewayV2::Stage")["DefaultRouteSettings"]

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


def test_tracing_gives_every_function_what_it_needs_to_write_traces(stack: str, expand: Expand) -> None:
    deployed = expand(stack, Tracing="Active")

    for name, properties in resources(deployed, "AWS::Lambda::Function").items():
        role = deployed["Resources"][properties["Role"]["Fn::GetAtt"][0]]["Properties"]
        assert properties["TracingConfig"] == {"Mode": {"Ref": "Tracing"}}, name
        assert [arn for arn in role["ManagedPolicyArns"] if "xray" in str(arn).lower()], name


def test_every_role_is_within_the_permissions_boundary(stack: str, expand: Expand) -> None:
    roles = resources(expand(stack, Rollout=CANARY), "AWS::IAM::Role")

    assert {name for name, role in roles.items() if role.get("PermissionsBoundary") != BOUNDARY} == set()
    assert "CodeDeployServiceRole" not in roles


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


def test_the_release_is_the_projects_version_unless_a_deployment_names_it(template: Document) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert template["Parameters"]["Release"]["Default"] == project["version"]


@pytest.mark.parametrize("release", ["043b79a", "043b79a-dirty", "v1.2.0-14-g043b79a-dirty", "0.1.0", "rc/2"])
def test_every_name_of_a_release_is_taken(template: Document, release: str) -> None:
    assert re.fullmatch(template["Parameters"]["Release"]["AllowedPattern"], release)


def test_the_access_log_is_json_that_names_neither_paths_nor_queries(each_deployed: Document) -> None:
    settings = only_resource(each_deployed, "AWS::ApiGatewayV2::Stage")["AccessLogSettings"]

    line = json.loads(settings["Format"])

    assert settings["DestinationArn"] == {"Fn::GetAtt": ["AccessLog", "Arn"]}
    assert {value.removeprefix("$context.") for value in line.values()} == {
        "requestTime",
        "requestId",
        "routeKey",
        "httpMethod",
        "status",
        "identity.sourceIp",
        "error.message",
        "error.responseType",
        "authorizer.error",
        "integrationStatus",
        "integrationErrorMessage",
        "responseLatency",
        "integrationLatency",
    }


def test_all_logs_are_kept_as_long_as_the_parameter_says(written: Document) -> None:
    for group in resources(written, "AWS::Logs::LogGroup").values():
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}
        assert "${AWS::StackName}" in group["LogGroupName"]["Fn::Sub"]


@pytest.mark.parametrize(
    ("parameters", "issuer"),
    [
        ({}, ""),
        ({"DomainName": "api.example.com"}, {"Fn::Sub": "https://${DomainName}"}),
        ({"DomainName": "api.example.com", "TokenIssuer": "https://x.example"}, {"Ref": "TokenIssuer"}),
    ],
)
def test_tokens_are_issued_under_the_domain_unless_another_issuer_is_given(
    deployed: Document, parameters: dict[str, str], issuer: object
) -> None:
    stack = Stack(deployed, **parameters)

    functions = [r["Properties"] for r in stack.resources.values() if r["Type"] == "AWS::Lambda::Function"]
    assert functions
    assert all(each["Environment"]["Variables"]["TOKEN_ISSUER"] == issuer for each in functions)


def test_the_api_has_a_domain_where_one_is_named_and_leaves_its_own_only_when_told(
    deployed: Document,
) -> None:
    without = Stack(deployed)
    with_one = Stack(deployed, DomainName="api.example.com", DisableExecuteApiEndpoint="true")

    added = with_one.resources.keys() - without.resources.keys()
    bodies = [stack.resources["CustomerApi"]["Properties"]["Body"] for stack in (without, with_one)]
    disabled = [
        server["x-amazon-apigateway-endpoint-configuration"]["disableExecuteApiEndpoint"]
        for body in bodies
        for server in body["servers"]
    ]
    assert added == {"ApiDomain", "ApiOfDomain"}
    assert with_one.outputs.keys() - without.outputs.keys() == {"DomainTarget"}
    assert disabled == [False, True]


@pytest.mark.parametrize(
    ("parameters", "broken"),
    [
        ({}, set()),
        ({"DomainName": "api.example.com"}, {"DomainAndCertificate"}),
        ({"DomainName": "api.example.com", "CertificateArn": "arn:aws:acm:…"}, set()),
        ({"DisableExecuteApiEndpoint": "true"}, {"ReachableApi"}),
        ({"Retention": "Delete"}, {"DeletableStack"}),
        ({"Retention": "Delete", "DeletionProtection": "false"}, set()),
    ],
)
def test_parameters_that_contradict_one_another_are_refused(
    deployed: Document, parameters: dict[str, str], broken: set[str]
) -> None:
    stack = Stack(deployed, **parameters)

    refusing = {
        name
        for name, rule in deployed["Rules"].items()
        if stack.holds(rule["RuleCondition"])
        and not all(stack.holds(assertion["Assert"]) for assertion in rule["Assertions"])
    }

    assert refusing == broken


def test_what_holds_data_outlives_the_stack_unless_it_is_to_leave_nothing(template: Document) -> None:
    kept = {
        name: (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
        for name, resource in template["Resources"].items()
        if "DeletionPolicy" in resource
    }

    by_parameter = {"Ref": "Retention"}
    holding_data = ("CustomerTable", "SigningKey", "FailedChanges", "ClientPool")
    assert kept == dict.fromkeys(holding_data, (by_parameter, by_parameter))
    assert template["Parameters"]["Retention"]["Default"] == "Retain"
    assert template["Transform"][0] == "AWS::LanguageExtensions"


def test_a_cap_of_throughput_is_one_of_the_table_and_every_index(deployed: Document) -> None:
    table = Stack(deployed, MaxThroughput="500").resources["CustomerTable"]["Properties"]

    caps = [each["OnDemandThroughput"] for each in (table, *table["GlobalSecondaryIndexes"])]

    cap = {"Ref": "MaxThroughput"}
    assert len(caps) == 6
    assert all(each == {"MaxReadRequestUnits": cap, "MaxWriteRequestUnits": cap} for each in caps)


def test_the_key_has_an_alias_of_the_stack(template: Document) -> None:
    alias = only_resource(template, "AWS::KMS::Alias")

    assert alias["AliasName"] == {"Fn::Sub": "alias/${AWS::StackName}"}


def test_the_front_passes_on_a_secret_that_nobody_is_shown() -> None:
    front = load_template(ROOT / "operations" / "front.yaml")
    configuration = only_resource(front, "AWS::CloudFront::Distribution")["DistributionConfig"]

    first, *further = configuration["Origins"]
    origins = [first, *(each["Fn::If"][1] for each in further)]
    behaviors = [each["Fn::If"][1] for each in configuration["CacheBehaviors"]]
    services = [name for name in STACKS if name != FIRST]
    paths = {name: only_resource(load_template(STACKS[name]), HTTP_API)["StageName"] for name in services}
    secret = [{"HeaderName": "X-Proxy-Secret", "HeaderValue": {"Ref": "ProxySecret"}}]
    assert [each["OriginCustomHeaders"] for each in origins] == [secret] * len(STACKS)
    assert differences("operations/front.yaml", [each["Id"] for each in origins], ["api", *services]) == []
    assert behaviors == [
        {
            **configuration["DefaultCacheBehavior"],
            "TargetOriginId": behavior["TargetOriginId"],
            "PathPattern": f"/{paths[behavior['TargetOriginId']]}/*",
        }
        for behavior in behaviors
    ]
    assert differences("operations/front.yaml", [b["TargetOriginId"] for b in behaviors], services) == []
    assert front["Parameters"]["ProxySecret"]["NoEcho"] is True
    assert configuration["WebACLId"] == {"Fn::GetAtt": ["Firewall", "Arn"]}
