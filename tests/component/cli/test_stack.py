"""`--stack` finds what a command needs among the outputs of a stack."""

import json
import os

from tests.component.cli.aws import Aws, json_error, serving, stack_outputs
from tests.component.cli.transfers import made_tenant

ARN = "arn:aws:sqs:eu-west-1:123456789012:customers-dev-DeadLetterQueue"
OUTPUTS = stack_outputs(
    {
        "TableName": os.environ["TABLE_NAME"],
        "SigningKeyId": "a-key",
        "EventBusName": "customers-dev",
        "ApiUrl": "https://api.example.com",
        "DeadLetterQueueArn": ARN,
    }
)
STACK = ("--stack", "customers-dev")
QUEUE = {"QueueUrl": "https://sqs/queue"}


def on_the_engine(aws: Aws, *arguments: str) -> tuple[int, str, str]:
    done = aws.customers(*arguments, AWS_ENDPOINT_URL_DYNAMODB=os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    return done.returncode, done.stdout, done.stderr


def test_the_table_is_that_of_the_stack() -> None:
    tenant = made_tenant()

    with serving({"DescribeStacks": OUTPUTS}) as aws:
        done = on_the_engine(aws, "config", "get", "--tenant", tenant, "restrictions", *STACK)

    assert done == (0, '["DE","FR"]\n', "")
    assert aws.bodies("DescribeStacks")[0]["StackName"] == "customers-dev"


def test_another_table_can_be_used_with_the_key_of_the_stack() -> None:
    with serving({"DescribeStacks": OUTPUTS}) as aws:
        code, _, said = on_the_engine(aws, "config", "get", "--tenant", "acme", *STACK, "--table", "restored")

    assert code == 1
    assert "there is no table restored at " in said


def test_a_stack_of_something_else_is_recognised() -> None:
    with serving({"DescribeStacks": stack_outputs({"Url": "https://example.com"})}) as aws:
        done = on_the_engine(aws, "config", "get", "--tenant", "acme", *STACK)

    assert done == (
        1,
        "",
        "customers: the stack customers-dev has no output TableName; is it a stack of this service?\n",
    )


def test_events_are_put_on_the_bus_of_the_stack() -> None:
    taken = {"FailedEntryCount": 0, "Entries": [{"EventId": "an-id"}]}

    with serving({"DescribeStacks": OUTPUTS, "PutEvents": (200, taken)}) as aws:
        done = aws.customers(
            "events", "put", "-", *STACK, "--json", stdin='{"detail-type": "shop.opened", "detail": {}}'
        )

    assert (done.returncode, json.loads(done.stdout), done.stderr) == (
        0,
        {"put": 1},
        "put 1 event on the bus\n",
    )
    (entry,) = aws.bodies("PutEvents")[0]["Entries"]
    assert (entry["EventBusName"], entry["DetailType"]) == ("customers-dev", "shop.opened")


def test_dead_letters_are_shown_and_stay_where_they_are() -> None:
    messages = [
        {
            "MessageId": "m1",
            "ReceiptHandle": "h1",
            "Body": '{"detail-type": "customer.created"}',
            "Attributes": {
                "SentTimestamp": "1764417600000",
                "DeadLetterQueueSourceArn": ARN.replace("DeadLetterQueue", "ClientManagementQueue"),
            },
        },
        {
            "MessageId": "m2",
            "ReceiptHandle": "h2",
            "Body": "x",
            "Attributes": {"SentTimestamp": "1764417601000"},
        },
    ]
    answers = {
        "DescribeStacks": OUTPUTS,
        "GetQueueUrl": (200, QUEUE),
        "ReceiveMessage": [
            {"Messages": messages[:1]},
            {"Messages": messages[1:]},
            {"Messages": messages[:1]},
        ],
        "ChangeMessageVisibilityBatch": (200, {"Successful": [], "Failed": []}),
    }

    with serving(answers) as aws:
        done = aws.customers("events", "dead", *STACK)

    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "queue": "customers-dev-ClientManagementQueue",
            "sentAt": "2025-11-29T12:00:00.000Z",
            "event": {"detail-type": "customer.created"},
        },
        {"queue": None, "sentAt": "2025-11-29T12:00:01.000Z", "event": "x"},
    ]
    (again,) = aws.bodies("ChangeMessageVisibilityBatch")
    assert [(each["ReceiptHandle"], each["VisibilityTimeout"]) for each in again["Entries"]] == [
        ("h1", 0),
        ("h2", 0),
    ]
    assert not aws.bodies("DeleteMessage")


def test_dead_letters_are_moved_back_and_counted() -> None:
    running = {"Results": [{"Status": "RUNNING", "ApproximateNumberOfMessagesMoved": 1}]}
    completed = {"Results": [{"Status": "COMPLETED", "ApproximateNumberOfMessagesMoved": 3}]}
    answers = {
        "DescribeStacks": OUTPUTS,
        "StartMessageMoveTask": (200, {"TaskHandle": "t"}),
        "ListMessageMoveTasks": [running, completed],
    }

    with serving(answers) as aws:
        done = aws.customers("events", "redrive", *STACK)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "moved 3 messages back to their queues\n")
    assert aws.bodies("StartMessageMoveTask") == [{"SourceArn": ARN}]


def test_a_move_that_fails_is_reported_with_its_reason() -> None:
    failed = {"Status": "FAILED", "ApproximateNumberOfMessagesMoved": 2, "FailureReason": "CouldNotDetermine"}
    answers = {
        "DescribeStacks": OUTPUTS,
        "StartMessageMoveTask": (200, {"TaskHandle": "t"}),
        "ListMessageMoveTasks": (200, {"Results": [failed]}),
    }

    with serving(answers) as aws:
        done = aws.customers("events", "redrive", *STACK)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("customers: moving the messages stopped after 2: CouldNotDetermine; ")


def test_without_a_stack_the_dead_letters_are_not_found() -> None:
    with serving({"*": json_error("InternalFailure")}) as aws:
        done = aws.customers("events", "redrive", "--table", "customers")

    assert (done.returncode, aws.calls) == (1, [])
    assert done.stderr == "customers: this needs an output of the stack; give --stack\n"
