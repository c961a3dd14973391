"""A new stack adopts what a deleted one left, as docs/operations.md has it, and leaves nothing itself."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.e2e.client import CUSTOMERS, Api, customers, new_client
from tests.e2e.deployment import Deployment, aws, physical_id, run

NAME = "customers-adopted"
API_IDS = {
    "template": "ad0b7ed0",
    "companies": "ad0b7ed2",
    "configuration": "ad0b7ed1",
    "iam": "ad0b7ed4",
    "session-context": "ad0b7ed3",
    "webhooks": "ad0b7ed5",
}


@pytest.fixture(scope="module")
def passing(deployment: Deployment) -> Deployment:
    """Stacks of its own, which only this module's test deploys and deletes."""
    named = replace(deployment.stack, name=NAME, api_ids=API_IDS)
    parameters = {**named.parameters, "TokenIssuer": named.url(), "UserPool": "none"}
    stack = replace(named, parameters=parameters)
    return Deployment(stack.deploy(), stack)


def import_what_is_left(left: dict[str, tuple[str, str, str]], deployment: Deployment) -> None:
    """Make a stack of resources that are there: by logical id their type, and name and value of their id."""
    template = run([sys.executable, "-m", "tools.adoption"], environment=deployment.environment)
    cloudformation = aws("cloudformation", deployment.environment)
    cloudformation.create_change_set(
        StackName=NAME,
        ChangeSetName="adopt",
        ChangeSetType="IMPORT",
        TemplateBody=template,
        ResourcesToImport=[
            {"ResourceType": kind, "LogicalResourceId": resource, "ResourceIdentifier": {key: value}}
            for resource, (kind, key, value) in left.items()
        ],
    )
    cloudformation.get_waiter("change_set_create_complete").wait(StackName=NAME, ChangeSetName="adopt")
    cloudformation.execute_change_set(StackName=NAME, ChangeSetName="adopt")
    cloudformation.get_waiter("stack_import_complete").wait(StackName=NAME)


def is_gone(call: Callable[..., Any], **parameters: str) -> bool:
    try:
        call(**parameters)
    except ClientError as error:
        return "NotFound" in str(error) or "404" in str(error)
    return False


def test_what_a_stack_leaves_is_adopted_by_a_new_one_and_a_throw_away_stack_leaves_nothing(
    passing: Deployment,
) -> None:
    environment = passing.environment
    dynamodb, kms, s3 = (aws(service, environment) for service in ("dynamodb", "kms", "s3"))
    customers(passing, "tenant", "create", "acme")
    before = Api(passing.url).take_token(new_client(passing, "customer.customer_manage"))
    number = before.call("POST", CUSTOMERS, {"lastName": "Muster"}).json()["id"]
    key, bucket = passing.outputs["SigningKeyId"], passing.outputs["FailedChangesBucket"]
    assert physical_id(passing, "CustomerTable") == passing.table

    passing.stack.delete()
    import_what_is_left(
        {
            "CustomerTable": ("AWS::DynamoDB::Table", "TableName", passing.table),
            "SigningKey": ("AWS::KMS::Key", "KeyId", key),
            "FailedChanges": ("AWS::S3::Bucket", "BucketName", bucket),
        },
        passing,
    )
    adopting = replace(passing, outputs=passing.stack.deploy(Retention="Delete"))
    read = before.call("GET", f"{CUSTOMERS}/{number}")

    assert (read.status, read.json()["lastName"]) == (200, "Muster")
    assert (adopting.table, adopting.outputs["SigningKeyId"]) == (passing.table, key)

    passing.stack.delete()

    assert is_gone(dynamodb.describe_table, TableName=passing.table)
    assert is_gone(s3.head_bucket, Bucket=bucket)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    assert f"alias/{NAME}" not in [alias["AliasName"] for alias in kms.list_aliases()["Aliases"]]
    groups = aws("logs", environment).describe_log_groups()["logGroups"]
    assert [group for group in groups if NAME in group["logGroupName"]] == []
