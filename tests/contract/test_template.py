"""The templates against the entry points, and against what they must never grant."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.stack.template import function_properties, only_resource, resources
from tests.contract.conftest import Expand
from tests.contract.expansion import STACKS
from tests.contract.routes import PUBLIC_ROUTES, api, operations, routes_of, triggers
from tests.differences import differences
from tests.policies import ROLE

ROOT = Path(__file__).parents[2]
LARGEST_POLICIES = 10_240
"""Characters that the policies of a role may have: room for some 80 functions in `GatewayRole`."""
LONGEST_ARN = f"arn:aws:lambda:ap-southeast-1:123456789012:function:{'f' * 64}:live"
LEFT = 100
"""Of the 500 resources that CloudFormation takes, so many stay free, for operations of four each."""
WITH_RETRIES = {"OnCustomerChangeFunction", "OnWebhookDeliveryFunction"}
"""The functions that read a second queue, of what they could not do at first."""

Document = dict[str, Any]
Functions = dict[str, Document]


def of_other_sources(template: Document, name: str) -> list[Document]:
    events = template["Resources"][name]["Properties"].get("Events", {}).values()
    mappings = resources(template, "AWS::Lambda::EventSourceMapping").values()
    pools = resources(template, "AWS::Cognito::UserPool").values()
    return [
        *events,
        *[mapping for mapping in mappings if mapping["FunctionName"] == {"Ref": name}],
        *[
            called
            for pool in pools
            for called in pool["LambdaConfig"].values()
            if called["LambdaArn"] == {"Fn::GetAtt": [name, "Arn"]}
        ],
    ]


def test_every_file_under_functions_is_the_handler_of_one_function(functions: Functions) -> None:
    files = [
        f"{path.relative_to(ROOT / 'functions').with_suffix('')}.lambda_handler"
        for path in (ROOT / "functions").rglob("*.py")
    ]

    handlers = [properties["Handler"] for properties in functions.values()]

    assert differences("the templates' functions", handlers, files) == []


def test_every_function_except_the_authorizer_serves_one_route_or_has_one_event_source(
    templates: tuple[Document, ...], functions: Functions
) -> None:
    def described(name: str, routes: int, sources: int) -> str:
        return f"{name} with routes: {routes}, event sources: {sources}"

    served = [
        described(name, len(routes_of(name)), len(of_other_sources(template, name)))
        for template in templates
        for name in function_properties(template)
    ]

    expected = [
        described(
            name,
            int(name not in {*triggers(functions), "AuthorizerFunction"}),
            2 if name in WITH_RETRIES else int(name in triggers(functions)),
        )
        for name in functions
    ]
    assert differences("the templates", served, expected) == []


def test_a_function_is_named_after_its_operation(functions: Functions) -> None:
    for name, properties in functions.items():
        audience, *_, file = properties["Handler"].removesuffix(".lambda_handler").split("/")
        operation = "".join(word.capitalize() for word in file.split("_"))
        prefix = {"tenant_managed": "Tenant", "customer_managed": "Customer"}.get(audience, "")
        expected = "Authorizer" if audience == "authorizer" else prefix + operation

        assert name == f"{expected}Function"


def test_no_folder_under_functions_hides_a_module_of_python() -> None:
    top_level_names = {path.stem for path in (ROOT / "functions").iterdir()}

    assert top_level_names.isdisjoint(sys.stdlib_module_names)


def test_only_the_public_routes_are_open(stack: str, each_deployed: Document) -> None:
    open_routes = {
        route
        for route, operation in operations(each_deployed).items()
        if operation["security"] != [{"TokenAuthorizer": []}]
    }

    assert open_routes == (PUBLIC_ROUTES if stack == "template" else set())


def test_an_api_calls_its_functions_and_the_authorizer_in_a_role_that_may_do_nothing_else(
    written: Document, each_deployed: Document
) -> None:
    role = {"Fn::GetAtt": ["GatewayRole", "Arn"]}
    body = only_resource(each_deployed, "AWS::ApiGatewayV2::Api")["Body"]
    (scheme,) = body["components"]["securitySchemes"].values()
    (policy,) = resources(each_deployed, ROLE)["GatewayRole"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    authorizer, *called = statement["Resource"]

    integrations = [each["x-amazon-apigateway-integration"] for each in operations(each_deployed).values()]
    assert {str(each["credentials"]) for each in integrations} == {str(role)}
    assert scheme["x-amazon-apigateway-authorizer"]["authorizerCredentials"] == role
    assert (statement["Effect"], statement["Action"]) == ("Allow", "lambda:InvokeFunction")
    assert (
        authorizer
        == only_resource(written, "AWS::Serverless::HttpApi")["Auth"]["Authorizers"]["TokenAuthorizer"][
            "FunctionArn"
        ]
    )
    in_role = [each["Ref"] for each in called]
    in_routes = {re.findall(r"functions/\$\{(\w+)\}/", each["uri"]["Fn::Sub"])[0] for each in integrations}
    assert differences("GatewayRole", in_role, in_routes) == []
    assert "apigateway.amazonaws.com" not in str(resources(each_deployed, "AWS::Lambda::Permission"))
    resolved = json.dumps(policy["PolicyDocument"] | {"Statement": [statement | {"Resource": []}]})
    size = len(resolved) + len(statement["Resource"]) * len(f'"{LONGEST_ARN}",')
    assert size <= LARGEST_POLICIES, "further operations need a stack of their own"


def test_each_service_has_the_first_segment_of_its_paths_as_stage_and_below_the_domain(
    stack: str, each_deployed: Document
) -> None:
    mapping = only_resource(each_deployed, "AWS::ApiGatewayV2::ApiMapping")
    stage = only_resource(each_deployed, "AWS::ApiGatewayV2::Stage")["StageName"]

    services = {route.segments[0] for route in api().routes if route.stage == stage}
    expected = ("$default", None) if stack == "template" else (stage, stage)
    assert stack == "template" or services == {stage}
    assert (stage, mapping.get("ApiMappingKey")) == expected
    assert mapping["Stage"] == stage


def test_no_path_is_taken_by_two_services() -> None:
    stages = {(route.segments[0], route.stage) for route in api().routes}

    assert len(stages) == len({first_segment for first_segment, _ in stages})
    assert len(api().routes) == len({route.key for route in api().routes})


def test_an_api_of_another_stack_says_who_issues_tokens(stack: str, each_deployed: Document) -> None:
    variables = only_resource(each_deployed, "AWS::ApiGatewayV2::Stage").get("StageVariables", {})

    assert variables.keys() == (set() if stack == "template" else {"issuer"})


@pytest.mark.parametrize("name", ["Parameters", "Mappings", "Conditions"])
def test_what_several_templates_have_is_the_same_in_all(templates: tuple[Document, ...], name: str) -> None:
    first, *others = (template[name] for template in templates)

    for other in others:
        assert {key: other[key] for key in other.keys() & first.keys()} == {
            key: first[key] for key in other.keys() & first.keys()
        }


def test_what_other_stacks_import_never_changes(template: Document, templates: tuple[Document, ...]) -> None:
    """An export in use cannot change: so what is exported follows from no parameter and no release."""
    exported = [output["Value"] for output in template["Outputs"].values() if "Export" in output]

    assert exported
    for value in exported:
        ((function, named),) = value.items()
        resource = named if function == "Ref" else named[0]
        assert function in {"Ref", "Fn::GetAtt"}
        assert "Condition" not in template["Resources"][resource], value
        assert template["Resources"][resource]["Type"] != "AWS::Serverless::LayerVersion", value


def test_only_a_schedule_may_call_a_function_besides_the_gateway(
    functions: Functions, deployed: Document
) -> None:
    scheduled = {
        name
        for name in triggers(functions)
        for event in functions[name].get("Events", {}).values()
        if event["Type"] == "Schedule"
    }

    allowed = {
        permission["FunctionName"]["Ref"]: permission["SourceArn"]["Fn::GetAtt"][0]
        for permission in resources(deployed, "AWS::Lambda::Permission").values()
        if permission["Principal"] == "events.amazonaws.com"
    }

    assert allowed.keys() == scheduled
    rules = resources(deployed, "AWS::Events::Rule")
    assert set(allowed.values()) == {name for name in rules if "ScheduleExpression" in rules[name]}


@pytest.mark.parametrize(
    ("parameter", "refused", "taken"),
    [
        (
            "TrustedIssuers",
            ["[{", "{}", "", '[{"issuer":', '"[]"', '["https://login.example"]'],
            ["[]", '[{"issuer": "https://login.example", "tenant": "acme"}]', '[{"a": []},\n {"b": 1}]'],
        ),
        (
            "TokenIssuer",
            [
                "https://api.example/",
                "http://api.example",
                "api.example",
                "https://api.example?a=b",
                "https://api.example#a",
                "https://api.example/a b",
                "https://user@api.example",
            ],
            ["", "https://api.example", "https://api.example:8443/v1/own", "http://127.0.0.1:8080/x"],
        ),
        (
            "ProxySecrets",
            ["short", "x" * 16 + ",", "x" * 15 + " y"],
            ["", "x" * 16, f"{'x' * 16},{'-y' * 20}"],
        ),
        (
            "TrustedProxies",
            ["203.0.113.7", "anything", "10.0.0.0/8, ::1/128"],
            ["", "10.0.0.0/8,2001:db8::/32"],
        ),
    ],
)
def test_a_parameter_that_would_break_calls_is_refused_at_deployment(
    template: Document, parameter: str, refused: list[str], taken: list[str]
) -> None:
    pattern = re.compile(template["Parameters"][parameter]["AllowedPattern"])

    assert [value for value in refused if pattern.fullmatch(value)] == []
    assert [value for value in taken if not pattern.fullmatch(value)] == []


def test_a_secret_parameter_is_never_shown(template: Document) -> None:
    assert template["Parameters"]["ProxySecrets"]["NoEcho"] is True


def test_the_directory_index_carries_no_more_attributes_than_dynamodb_allows(
    template: Document,
) -> None:
    for index in only_resource(template, "AWS::DynamoDB::Table")["GlobalSecondaryIndexes"]:
        assert len(index["Projection"].get("NonKeyAttributes", [])) <= 20


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_leaves_room_below_cloudformations_500_resources(
    stack: str, expand: Expand, record_property: Callable[[str, object], None]
) -> None:
    used = len(expand(stack, Rollout="Canary10Percent5Minutes")["Resources"])

    left = 500 - used
    record_property("left", left)
    assert left >= LEFT, f"{stack} has {left} resources left, for {left // 4} more operations"


def test_a_queue_waits_for_its_function_and_a_slow_retry_takes_no_time_from_another(
    template: Document, functions: Functions
) -> None:
    mappings = resources(template, "AWS::Lambda::EventSourceMapping")
    queues = resources(template, "AWS::SQS::Queue")
    for mapping in mappings.values():
        source = mapping["EventSourceArn"]["Fn::GetAtt"][0]
        if source in queues:
            function = functions[mapping["FunctionName"]["Ref"]]
            timeout = function.get("Timeout", template["Globals"]["Function"]["Timeout"])
            assert queues[source]["VisibilityTimeout"] == 6 * timeout, source

    assert mappings["ProjectionRetries"]["BatchSize"] == 1
