"""The policies and roles of functions: what each may do, and what no template may ever grant."""

from typing import Any

import pytest

from local.stack.template import function_properties, only_resource, resources
from tests.policies import ROLE, statements_of

TABLE = {"Fn::GetAtt": ["CustomerTable", "Arn"]}
SIGNING_KEY = {"Fn::GetAtt": ["SigningKey", "Arn"]}
Document = dict[str, Any]
Functions = dict[str, Document]


def index_arns(template: Document) -> list[Document]:
    indexes = only_resource(template, "AWS::DynamoDB::Table")["GlobalSecondaryIndexes"]
    return [{"Fn::Sub": f"${{CustomerTable.Arn}}/index/{index['IndexName']}"} for index in indexes]


def grantable(template: Document) -> dict[str, list[Document]]:
    """The resources that a policy may name at all, by service."""
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


@pytest.fixture(scope="module")
def statements(templates: tuple[Document, ...]) -> dict[str, list[Document]]:
    """Those of each function's policy."""
    return statements_of(*templates)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_a_policy_names_actions_one_by_one_and_what_they_act_on(
    template: Document, statements: dict[str, list[Document]]
) -> None:
    grants = [
        (name, action, resource)
        for name, own in statements.items()
        for statement in own
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    ]

    assert grants
    for name, action, resource in grants:
        service, _, verb = action.partition(":")
        assert verb.isalpha(), f"{name} may do {action}"
        assert resource in grantable(template).get(service, []), f"{name} may do {action} to {resource}"


def test_an_index_is_only_queried(template: Document, statements: dict[str, list[Document]]) -> None:
    for name, own in statements.items():
        for statement in own:
            if any(resource in index_arns(template) for resource in as_list(statement["Resource"])):
                assert as_list(statement["Action"]) == ["dynamodb:Query"], name


def test_the_authorizer_reads_keys_and_issuers_and_nothing_of_customers(
    statements: dict[str, list[Document]],
) -> None:
    reading, unsealing = statements["AuthorizerFunction"]

    assert unsealing["Condition"] == {"StringEquals": {"kms:EncryptionContext:purpose": ["sealing"]}}
    assert reading == {
        "Effect": "Allow",
        "Action": "dynamodb:Query",
        "Resource": TABLE,
        "Condition": {
            "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SERVICE"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        },
    }


@pytest.mark.parametrize(
    "name", ["GetOpenidConfigurationFunction", "GetOpenapiFunction", "GetEventsFunction"]
)
def test_a_function_that_needs_no_table_is_granted_nothing(
    statements: dict[str, list[Document]], name: str
) -> None:
    assert statements[name] == []


def test_a_role_holds_nothing_but_its_functions_policy_and_the_log(each_deployed: Document) -> None:
    roles = resources(each_deployed, ROLE)
    roles.pop("DeploymentRole")
    assert "ManagedPolicyArns" not in roles.pop("GatewayRole")

    assert roles
    for role in roles.values():
        managed, *traces = role["ManagedPolicyArns"]
        assert str(managed).rstrip("'}").endswith(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
        assert all(each["Fn::If"][0] == "IsTraced" for each in traces)


def test_functions_that_may_do_the_same_share_a_role_and_no_others_do(
    templates: tuple[Document, ...],
) -> None:
    for template in templates:
        sharing: dict[str, set[str]] = {}
        for name, own in statements_of(template).items():
            alike = sorted(str({**each, "Action": sorted(as_list(each["Action"]))}) for each in own)
            role = function_properties(template)[name].get("Role")
            sharing.setdefault(str(alike), set()).add(role["Fn::GetAtt"][0] if role else f"{name}Role")

        assert [roles for roles in sharing.values() if len(roles) > 1] == []
        assert len(set().union(*sharing.values())) == len(sharing)


def test_a_role_that_is_shared_says_what_it_may_do(written: Document) -> None:
    used = [own["Role"]["Fn::GetAtt"][0] for own in function_properties(written).values() if "Role" in own]
    shared = resources(written, ROLE).keys() - {"GatewayRole", "DeploymentRole"}

    assert shared == set(used)
    for name in shared:
        assert resources(written, ROLE)[name]["Description"]
        assert used.count(name) > 1, f"{name} serves one function: write its policy there"
