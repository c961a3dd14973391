"""Each failure between the command line and AWS is one line that says what to do."""

from pathlib import Path

import pytest

from tests.component.cli.aws import json_error, query_error, serving

GET = ("config", "get", "--tenant", "acme")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (json_error("ThrottlingException", "Rate exceeded"), "AWS throttles Query; wait"),
        (json_error("ProvisionedThroughputExceededException", "slow"), "AWS throttles Query; wait"),
        (json_error("RequestLimitExceeded", "slow"), "AWS throttles Query; wait"),
        (
            json_error("ResourceNotFoundException", "Requested resource not found"),
            "there is no table customers-x at http://127.0.0.1:",
        ),
        (json_error("UnrecognizedClientException", "The security token is invalid."), "does not know these"),
        (json_error("InvalidClientTokenId", "No such key."), "AWS does not know these credentials"),
        (json_error("ExpiredTokenException", "expired"), "the AWS credentials have expired; log in again"),
        (json_error("InvalidSignatureException", "Signature not yet current"), "check this machine's clock"),
        (
            json_error(
                "AccessDeniedException",
                "User: arn:aws:iam::1:user/u is not authorized to perform: dynamodb:Query on resource: arn:t",
            ),
            "these AWS credentials do not allow dynamodb:Query on arn:t;",
        ),
        (json_error("AccessDeniedException", "no"), "these AWS credentials do not allow Query: no;"),
        (json_error("SomethingNewException", "What?"), "AWS rejected Query: SomethingNewException: What?"),
    ],
)
def test_answers_of_dynamodb_are_distinguished(answer: tuple[int, dict[str, str]], says: str) -> None:
    with serving({"*": answer}) as aws:
        done = aws.customers(*GET, "--table", "customers-x", AWS_ENDPOINT_URL_DYNAMODB=aws.url)

    assert says in done.stderr
    assert done.stderr.startswith("customers: ")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_the_region_is_named_with_the_table_that_it_does_not_have() -> None:
    with serving({"*": json_error("ResourceNotFoundException")}) as aws:
        done = aws.customers(*GET, "--table", "customers-x", "--region", "us-east-1")

    assert done.stderr.startswith(
        "customers: there is no table customers-x in us-east-1; check --table, --region"
    )


@pytest.mark.parametrize(
    ("environment", "arguments", "says"),
    [
        (
            {"AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9"},
            (),
            "http://127.0.0.1:9 cannot be reached (EndpointConnectionError); check the network, --region",
        ),
        ({"AWS_REGION": ""}, (), "no AWS region is set; give --region, or set AWS_REGION"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, (), "no AWS credentials: Unable to locate"),
        ({"AWS_SECRET_ACCESS_KEY": ""}, (), "no AWS credentials: Partial credentials found"),
        ({}, ("--profile", "prod"), "there is no AWS profile prod; see `aws configure list-profiles`"),
    ],
)
def test_reasons_why_it_cannot_ask_are_distinguished(
    environment: dict[str, str], arguments: tuple[str, ...], says: str
) -> None:
    with serving({"*": json_error("InternalFailure")}) as aws:
        done = aws.customers(*GET, "--table", "customers-x", *arguments, **environment)

    assert aws.calls == []
    assert says in done.stderr
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_a_stack_that_is_not_there_is_named_with_the_region() -> None:
    unknown = query_error("ValidationError", "Stack with id customers-x does not exist")
    with serving({"DescribeStacks": unknown}) as aws:
        done = aws.customers(*GET, "--stack", "customers-x")

    assert done.stderr == (
        "customers: stack with id customers-x does not exist in eu-central-1; "
        "check --stack, --region and --profile\n"
    )


def test_a_stack_that_may_not_be_read_is_reported_with_the_action() -> None:
    message = "User: u is not authorized to perform: cloudformation:DescribeStacks on resource: arn:s"
    with serving({"DescribeStacks": query_error("AccessDenied", message)}) as aws:
        done = aws.customers(*GET, "--stack", "customers-x")

    assert "these AWS credentials do not allow cloudformation:DescribeStacks on arn:s" in done.stderr


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("NotFoundException", "Key 'arn:aws:kms:eu-central-1:1:key/k' does not exist"),
        ("DisabledException", "arn:aws:kms:eu-central-1:1:key/k is disabled."),
        ("KMSInvalidStateException", "the key is pending deletion"),
    ],
)
def test_a_key_that_cannot_be_used_is_named_as_the_reason(code: str, message: str) -> None:
    nothing = (200, {"Items": [], "Count": 0, "ScannedCount": 0})
    with serving({"Query": nothing, "GetItem": (200, {}), "*": json_error(code, message)}) as aws:
        done = aws.customers("keys", "rotate", "--table", "customers-x", "--kms-key", "k")

    assert (
        f"the KMS key cannot be used in eu-central-1: {message.rstrip('.')}; check --kms-key" in done.stderr
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_an_import_that_is_throttled_says_how_to_resume(tmp_path: Path) -> None:
    (tmp_path / "all.ndjson").write_text('{"lastName": "Weber"}\n')
    setting = {"pk": {"S": "x"}, "sk": {"S": "SETTING#restrictions"}, "value": {"S": "[]"}}
    found = (200, {"Items": [setting], "Count": 1, "ScannedCount": 1})
    with serving({"Query": found, "*": json_error("ThrottlingException")}) as aws:
        done = aws.customers(
            "import", str(tmp_path / "all.ndjson"), "--tenant", "acme", "--table", "customers-x"
        )

    assert done.returncode == 1
    assert done.stderr == (
        "customers: AWS throttles BatchGetItem; wait, then run the same command again: "
        "run the same command again to resume, with fewer --workers if the table is throttled\n"
    )
