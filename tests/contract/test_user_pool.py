"""The optional user pool of template.yaml: with it, without it, and what it may do."""

from typing import Any

import pytest

from local.stack.template import only_resource, resources
from shared.domain.callers import requirements
from shared.domain.callers.access import LOG_IN_ON_BEHALF
from shared.domain.callers.requirements import Principal, Requirement
from tests.contract.stacks import Stack
from tests.policies import statements_of

Document = dict[str, Any]
WITH_THE_POOL = {
    "SessionContextScopes",
    "GroupScopes",
    "WebhookScopes",
    "ClientPool",
    "ClientPoolDomain",
    "CustomerScopes",
    "ConfigurationScopes",
    "CustomerManagementScopes",
    "OnCognitoTokenFunction",
    "OnCognitoTokenFunctionRole",
    "TheClientPoolMayCall",
}


@pytest.fixture(scope="module")
def without(deployed: Document) -> Stack:
    return Stack(deployed)


@pytest.fixture(scope="module")
def with_pool(deployed: Document) -> Stack:
    return Stack(deployed, UserPool="create")


def issuer_known_to_the_authorizer(stack: Stack) -> Any:
    return stack.resources["AuthorizerFunction"]["Properties"]["Environment"]["Variables"]["USER_POOL_ISSUER"]


def test_there_is_a_user_pool_only_where_one_is_asked_for(without: Stack, with_pool: Stack) -> None:
    assert with_pool.resources.keys() - without.resources.keys() == WITH_THE_POOL
    assert with_pool.outputs.keys() - without.outputs.keys() == {"UserPoolId", "UserPoolTokenUrl"}


def test_nothing_names_a_pool_that_is_not_there(without: Stack) -> None:
    named = str({**without.resources, **without.outputs})

    assert not [name for name in WITH_THE_POOL if name in named]


def test_the_authorizer_trusts_the_pool_where_there_is_one(without: Stack, with_pool: Stack) -> None:
    assert issuer_known_to_the_authorizer(without) == ""
    assert issuer_known_to_the_authorizer(with_pool) == {"Fn::Sub": "https://${ClientPool.ProviderName}"}


def test_the_pool_alone_may_call_its_trigger(deployed: Document) -> None:
    permissions = [
        permission
        for permission in resources(deployed, "AWS::Lambda::Permission").values()
        if permission["FunctionName"] == {"Ref": "OnCognitoTokenFunction"}
    ]

    assert permissions == [
        {
            "Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "OnCognitoTokenFunction"},
            "Principal": "cognito-idp.amazonaws.com",
            "SourceArn": {"Fn::GetAtt": ["ClientPool", "Arn"]},
        }
    ]


def test_the_trigger_answers_before_cognito_gives_up(functions: dict[str, Document]) -> None:
    assert functions["OnCognitoTokenFunction"]["Timeout"] <= 5


def test_the_trigger_may_read_clients_and_nothing_else(template: Document) -> None:
    assert statements_of(template)["OnCognitoTokenFunction"] == [
        {
            "Effect": "Allow",
            "Action": "dynamodb:GetItem",
            "Resource": {"Fn::GetAtt": ["CustomerTable", "Arn"]},
            "Condition": {
                "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["CLIENT#*", "PRIMING"]},
                "Null": {"dynamodb:LeadingKeys": "false"},
            },
        }
    ]


def test_the_trigger_is_asked_about_tokens_of_machines_too(template: Document) -> None:
    pool = only_resource(template, "AWS::Cognito::UserPool")

    assert pool["LambdaConfig"]["PreTokenGenerationConfig"]["LambdaVersion"] == "V3_0"
    assert pool["UserPoolTier"] in {"ESSENTIALS", "PLUS"}  # with a lesser one, Cognito refuses that version


def test_nobody_signs_up_to_the_pool(template: Document) -> None:
    pool = only_resource(template, "AWS::Cognito::UserPool")

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


@pytest.mark.parametrize(("protected", "expected"), [("true", "ACTIVE"), ("false", "INACTIVE")])
def test_the_pool_is_protected_as_the_table_is(deployed: Document, protected: str, expected: str) -> None:
    stack = Stack(deployed, UserPool="create", DeletionProtection=protected)

    assert stack.resources["ClientPool"]["Properties"]["DeletionProtection"] == expected
    assert stack.resources["ClientPool"]["DeletionPolicy"] == {"Ref": "Retention"}


def test_the_pool_knows_every_scope_that_a_service_can_use(template: Document) -> None:
    servers = resources(template, "AWS::Cognito::UserPoolResourceServer").values()
    of_services = {
        rule.scope
        for rule in vars(requirements).values()
        if isinstance(rule, Requirement) and rule.scope and Principal.SERVICE in rule.principals
    }

    known = [
        f"{server['Identifier']}.{scope['ScopeName']}" for server in servers for scope in server["Scopes"]
    ]

    assert sorted(known) == sorted({*of_services, LOG_IN_ON_BEHALF})
