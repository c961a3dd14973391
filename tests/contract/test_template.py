"""template.yaml against the entry points, and against what it must never grant."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from local.template import only_resource, resources
from tests.contract.conftest import Expand
from tests.contract.routes import routes_of

ROOT = Path(__file__).parents[2]
PUBLIC_ROUTES = {
    "POST /oauth/token",
    "GET /.well-known/jwks.json",
    "GET /.well-known/openid-configuration",
    "GET /openapi.json",
    "GET /health",
    "GET /events.json",
    "GET /customerlogin/auth/anonymous/login",
    "GET /customerlogin/auth/anonymous/refresh",
}
TABLE = {"Fn::GetAtt": ["CustomerTable", "Arn"]}
SIGNING_KEY = {"Fn::GetAtt": ["SigningKey", "Arn"]}

Document = dict[str, Any]
Functions = dict[str, Document]


def index_arns(template: Document) -> list[Document]:
    indexes = only_resource(template, "AWS::DynamoDB::Table")["GlobalSecondaryIndexes"]
    return [{"Fn::Sub": f"${{CustomerTable.Arn}}/index/{index['IndexName']}"} for index in indexes]


def grantable(template: Document) -> dict[str, list[Document]]:
    """What a function may be allowed to act on at all, by service."""
    queues = [{"Fn::GetAtt": [name, "Arn"]} for name in resources(template, "AWS::SQS::Queue")]
    stream = {"Fn::GetAtt": ["CustomerTable", "StreamArn"]}
    streams = {"Fn::Sub": "${CustomerTable.Arn}/stream/*"}
    failed_changes = {"Fn::GetAtt": ["FailedChanges", "Arn"]}
    mail = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"
    senders = ["identity/*", "configuration-set/${MailConfiguration}"]
    return {
        "dynamodb": [TABLE, *index_arns(template), stream, streams],
        "kms": [SIGNING_KEY],
        "events": [{"Fn::GetAtt": ["EventBus", "Arn"]}],
        "ses": [{"Fn::Sub": f"{mail}:{resource}"} for resource in senders],
        "sqs": queues,
        "s3": [failed_changes, {"Fn::Sub": "${FailedChanges.Arn}/*"}],
    }


def statements(properties: Document) -> list[Document]:
    found: list[Document] = []
    for policy in properties.get("Policies", []):
        assert policy.keys() == {"Statement"}, (
            "a managed policy or a policy template grants more than it names"
        )
        found += policy["Statement"]
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def operations(deployed: Document) -> dict[str, Document]:
    paths = only_resource(deployed, "AWS::ApiGatewayV2::Api")["Body"]["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def triggers(functions: Functions) -> set[str]:
    """The functions that something else than a request sets off."""
    return {name for name, properties in functions.items() if properties["Handler"].startswith("triggers/")}


def of_other_sources(template: Document, name: str) -> list[Document]:
    events = template["Resources"][name]["Properties"].get("Events", {}).values()
    mappings = resources(template, "AWS::Lambda::EventSourceMapping").values()
    pools = resources(template, "AWS::Cognito::UserPool").values()
    return [
        *[event for event in events if event["Type"] != "HttpApi"],
        *[mapping for mapping in mappings if mapping["FunctionName"] == {"Ref": name}],
        *[
            called
            for pool in pools
            for called in pool["LambdaConfig"].values()
            if called["LambdaArn"] == {"Fn::GetAtt": [name, "Arn"]}
        ],
    ]


def test_every_file_under_functions_is_the_handler_of_one_function(functions: Functions) -> None:
    files = sorted(
        f"{path.relative_to(ROOT / 'functions').with_suffix('')}.lambda_handler"
        for path in (ROOT / "functions").rglob("*.py")
    )

    handlers = sorted(properties["Handler"] for properties in functions.values())

    assert handlers == files


def test_every_function_but_the_authorizer_serves_one_route_or_has_one_event_source(
    template: Document, functions: Functions
) -> None:
    served = {
        name: (len(routes_of(properties)), len(of_other_sources(template, name)))
        for name, properties in functions.items()
    }

    expected = {name: (0, 1) if name in triggers(functions) else (1, 0) for name in functions}
    assert served == expected | {"AuthorizerFunction": (0, 0)}


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


def test_only_the_public_routes_are_open(deployed: Document) -> None:
    open_routes = {
        route
        for route, operation in operations(deployed).items()
        if operation["security"] != [{"TokenAuthorizer": []}]
    }

    assert open_routes == PUBLIC_ROUTES


def test_the_gateway_may_call_every_function_but_the_triggers(
    functions: Functions, deployed: Document
) -> None:
    allowed = {
        as_list(permission["FunctionName"].get("Ref") or permission["FunctionName"]["Fn::GetAtt"])[0]
        for permission in resources(deployed, "AWS::Lambda::Permission").values()
        if permission["Principal"] == "apigateway.amazonaws.com"
    }

    versioned = functions.keys() - triggers(functions) - {"AuthorizerFunction"}
    assert allowed == {f"{name}Aliaslive" for name in versioned} | {"AuthorizerFunction"}


def test_a_policy_names_actions_one_by_one_and_what_they_act_on(
    template: Document, functions: Functions
) -> None:
    grants = [
        (name, action, resource)
        for name, properties in functions.items()
        for statement in statements(properties)
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    ]

    assert grants
    for name, action, resource in grants:
        service, _, verb = action.partition(":")
        assert verb.isalpha(), f"{name} may do {action}"
        assert resource in grantable(template).get(service, []), f"{name} may do {action} to {resource}"


def test_only_a_schedule_may_call_a_function_beside_the_gateway(
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


def test_an_index_is_only_queried(template: Document, functions: Functions) -> None:
    for name, properties in functions.items():
        for statement in statements(properties):
            if any(resource in index_arns(template) for resource in as_list(statement["Resource"])):
                assert as_list(statement["Action"]) == ["dynamodb:Query"], name


def test_the_authorizer_reads_keys_and_issuers_and_nothing_of_customers(functions: Functions) -> None:
    (statement,) = statements(functions["AuthorizerFunction"])

    assert statement == {
        "Effect": "Allow",
        "Action": "dynamodb:Query",
        "Resource": TABLE,
        "Condition": {
            "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SERVICE"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    }


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


@pytest.mark.parametrize(
    "name", ["GetOpenidConfigurationFunction", "GetOpenapiFunction", "GetEventsFunction"]
)
def test_a_function_that_needs_no_table_is_granted_nothing(functions: Functions, name: str) -> None:
    assert "Policies" not in functions[name]


def test_a_role_holds_nothing_but_its_functions_policy_and_the_log(deployed: Document) -> None:
    roles = resources(deployed, "AWS::IAM::Role")
    roles.pop("DeploymentRole")

    assert roles
    for role in roles.values():
        (managed,) = role["ManagedPolicyArns"]
        assert managed.endswith(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")


def test_the_directory_index_carries_no_more_attributes_than_dynamodb_allows(
    template: Document,
) -> None:
    for index in only_resource(template, "AWS::DynamoDB::Table")["GlobalSecondaryIndexes"]:
        assert len(index["Projection"].get("NonKeyAttributes", [])) <= 20


def test_the_stack_leaves_room_below_cloudformations_500_resources(expand: Expand) -> None:
    assert len(expand(Rollout="Canary10Percent5Minutes")["Resources"]) <= 440
