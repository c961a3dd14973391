"""`--stack` on a stack, a table and queues of an engine."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest

from local.engine import start_engine
from local.stack.table import create_table
from tests.component.cli.aws import Aws

TENANT = "engines"
REGION = "eu-central-1"
TABLE = "customers-of-a-stack"
TEMPLATE = {
    "Resources": {
        "DeadLetterQueue": {"Type": "AWS::SQS::Queue"},
        "Queue": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "RedrivePolicy": {
                    "deadLetterTargetArn": {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]},
                    "maxReceiveCount": 1,
                }
            },
        },
    },
    "Outputs": {
        "TableName": {"Value": TABLE},
        "SigningKeyId": {"Value": "a-key"},
        "EventBusName": {"Value": "customers"},
        "ApiUrl": {"Value": "https://api.example.com"},
        "DeadLetterQueueArn": {"Value": {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]}},
        "QueueUrl": {"Value": {"Ref": "Queue"}},
    },
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    """An engine with the stack, and three messages that were received too often."""
    with start_engine(services=("dynamodb", "sqs", "cloudformation")) as engine:
        create_table(client("dynamodb", engine.url), TABLE)
        stacks = client("cloudformation", engine.url)
        stacks.create_stack(StackName="customers-dev", TemplateBody=json.dumps(TEMPLATE))
        stacks.get_waiter("stack_create_complete").wait(
            StackName="customers-dev", WaiterConfig={"Delay": 1, "MaxAttempts": 20}
        )
        (stack,) = stacks.describe_stacks(StackName="customers-dev")["Stacks"]
        queue = next(each["OutputValue"] for each in stack["Outputs"] if each["OutputKey"] == "QueueUrl")
        sqs = client("sqs", engine.url)
        for number in range(3):
            sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"number": number}))
        for _ in range(3):
            sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
        yield Aws({}, url=engine.url)


def client(service: str, url: str) -> Any:
    return botocore.session.get_session().create_client(service, region_name=REGION, endpoint_url=url)


def run(aws: Aws, *arguments: str) -> subprocess.CompletedProcess[str]:
    # The table of this process is not that of the stack.
    return aws.customers(*arguments, "--stack", "customers-dev", "--region", REGION)


def test_a_tenant_is_made_in_the_table_of_the_stack(aws: Aws) -> None:
    made = run(aws, "tenant", "create", TENANT, "--restriction", "DE")
    shown = run(aws, "config", "get", "restrictions", "--tenant", TENANT)

    assert (made.returncode, made.stderr) == (0, f"created the tenant {TENANT}\n")
    assert (shown.returncode, shown.stdout) == (0, '["DE"]\n')


def test_dead_letters_can_be_shown_again_and_again(aws: Aws) -> None:
    shown = [run(aws, "events", "dead") for _ in range(2)]

    for each in shown:
        messages = [json.loads(line) for line in each.stdout.splitlines()]
        assert sorted(message["event"]["number"] for message in messages) == [0, 1, 2]
        assert all("-Queue-" in message["queue"] for message in messages)


def test_a_stack_that_is_not_there_is_named(aws: Aws) -> None:
    done = aws.customers("events", "dead", "--stack", "nowhere")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "customers: stack with id nowhere does not exist in eu-central-1; check --stack"
    )
