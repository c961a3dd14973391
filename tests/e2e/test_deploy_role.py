"""The role of the pipeline, against what a deployment asks of AWS."""

import json
import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.stack.template import Document, load_template
from tests.contract.expansion import STACKS, expanded
from tests.e2e.deployment import STACK, Deployment, aws, run

ROOT = Path(__file__).parents[2]
ROLE = ROOT / "operations" / "deploy-role.yaml"
PROVIDER = "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com"
CANARY = "Canary10Percent5Minutes"
LONGEST = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-southeast-1",
    "StackName": "a" * 20,
}
MAX_INLINE_POLICIES = 10_240  # characters, of all of a role together
FEATURES_WITHOUT_USE = (
    *("apigateway:TagResource", "apigateway:UntagResource"),  # IAM has these as POST and DELETE of /tags
    "codedeploy:RegisterOnPremisesInstance",
    *("dynamodb:*Item", "dynamodb:Query", "dynamodb:Scan", "dynamodb:*TableReplica"),  # global tables
    *("dynamodb:*Kinesis*", "kinesis:*", "dynamodb:*Import*", "dynamodb:*ResourcePolicy"),
    "dynamodb:UpdateContributorInsights",
    *("ec2:*", "elasticfilesystem:*", "s3files:*"),  # functions in a network
    *("events:PutPermission", "events:RemovePermission"),
    *("firehose:*", "iam:CreateServiceLinkedRole"),
    *("kms:*Grant", "kms:*crypt*", "kms:GenerateDataKey*", "kms:EnableKey", "kms:DisableKey"),
    *("lambda:AssociateRuntimeAlias", "lambda:*CodeSigningConfig", "lambda:PassCapacityProvider"),
    *(
        "lambda:PutFunction*Config",
        "lambda:*ProvisionedConcurrencyConfig",
        "lambda:PutRuntimeManagementConfig",
    ),
    *("logs:*KmsKey", "logs:*LogStream*", "logs:PutLogEvents", "logs:*DataProtection*", "logs:*IndexPolicy"),
    *("logs:DeleteResourcePolicy", "logs:PutBearerTokenAuthentication", "logs:PutLogGroupDeletionProtection"),
    *("s3:*Metadata*", "s3:*Object*", "s3:DeleteBucket?*", "s3:PutA*", "s3:PutI*", "s3:PutM*", "s3:PutR*"),
    *("s3:PutBucket[ACLNRW]*", "s3:REST.*", "s3tables:*"),
    *("ses:PutConfigurationSet[ADRTV]*", "ses:PutConfigurationSetSendingOptions"),
    *("sns:PutDataProtectionPolicy", "sns:SetSubscriptionAttributes"),
)
"""The actions that CloudFormation needs for properties that our resources do not have."""
OF_SAM = ("cloudformation:*", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject")
OF_THE_ACCESS_LOG = ("logs:*LogDelivery", "logs:ListLogDeliveries")

Statement = dict[str, Any]


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    policies = load_template(ROLE)["Resources"]["Deployer"]["Properties"]["Policies"]
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]


@pytest.fixture(scope="module")
def asked(pytestconfig: pytest.Config) -> set[str]:
    """The actions that CloudFormation's registry names for the types of our resources."""
    deployed: list[Document] = [expanded(stack, Rollout=CANARY) for stack in STACKS]
    watching: Document = load_template(ROOT / "operations" / "monitoring.yaml")
    types = {each["Type"] for one in (*deployed, watching) for each in one["Resources"].values()}
    folder = pytestconfig.getoption("--sam").parent.parent.resolve()
    schemas = [
        json.loads(path.read_text())
        for path in folder.glob("lib/python*/site-packages/cfnlint/data/schemas/resources/*.json")
    ]
    known = {schema["typeName"]: schema.get("handlers", {}) for schema in schemas}
    return {
        action
        for kind in types
        if not kind.startswith("AWS::Cognito::")  # a user pool is for an administrator to deploy
        for operation, handler in known[kind].items()
        if operation != "list"
        for action in handler.get("permissions", [])
    }


def matches(action: str, *patterns: str) -> bool:
    """Whether one of the patterns means the action; IAM makes no difference between cases."""
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


def allowed_by(statements: list[Statement]) -> set[str]:
    named = [each["Action"] for each in statements if each["Effect"] == "Allow"]
    return {action for one in named for action in (one if isinstance(one, list) else [one])}


def test_the_role_may_do_all_that_our_resources_take(asked: set[str], statements: list[Statement]) -> None:
    allowed = allowed_by(statements)

    missing = {a for a in asked if not matches(a, *allowed) and not matches(a, *FEATURES_WITHOUT_USE)}

    assert missing == set()


def test_the_role_may_do_nothing_else(asked: set[str], statements: list[Statement]) -> None:
    superfluous = {
        pattern
        for pattern in allowed_by(statements)
        if not any(matches(action, pattern) for action in asked)
        and not matches(pattern, *OF_SAM, *OF_THE_ACCESS_LOG)
    }

    assert superfluous == set()


def test_every_feature_without_use_is_one_that_cloudformation_asks_for(asked: set[str]) -> None:
    for pattern in FEATURES_WITHOUT_USE:
        assert any(matches(action, pattern) for action in asked), pattern


def test_the_policies_fit_the_role() -> None:
    policies = load_template(ROLE)["Resources"]["Deployer"]["Properties"]["Policies"]

    texts = [json.dumps(as_deployed(p["PolicyDocument"]), separators=(",", ":")) for p in policies]

    assert not [text for text in texts if '"Ref"' in text or "Fn::" in text or "${" in text]
    assert sum(map(len, texts)) < MAX_INLINE_POLICIES


def as_deployed(value: Any) -> Any:
    """Return a part of a policy with the longest names that it can have."""
    if isinstance(value, list):
        return [as_deployed(element) for element in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"Fn::Sub"}:
        return re.sub(r"\$\{([^}]+)\}", lambda name: LONGEST[name[1]], value["Fn::Sub"])
    return {name: as_deployed(element) for name, element in value.items()}


@pytest.fixture
def deployer(deployment: Deployment) -> Deployment:
    """The deployment in the hands of a user who has the role's policies and nothing else."""
    owner = deployment.environment
    run(
        [deployment.stack.sam, "deploy", "--template-file", ROLE, "--stack-name", f"{STACK}-role"],
        ["--capabilities", "CAPABILITY_NAMED_IAM", "--no-progressbar"],
        [
            "--parameter-overrides",
            "Repository=example/customers",
            f"StackName={STACK}",
            f"ProviderArn={PROVIDER}",
        ],
        environment=owner,
    )
    iam = aws("iam", owner)
    iam.create_user(UserName="deployer")
    for name in iam.list_role_policies(RoleName=f"deployer-of-{STACK}")["PolicyNames"]:
        document = iam.get_role_policy(RoleName=f"deployer-of-{STACK}", PolicyName=name)["PolicyDocument"]
        iam.put_user_policy(UserName="deployer", PolicyName=name, PolicyDocument=json.dumps(document))
    s3 = aws("s3", owner)
    for bucket in s3.list_buckets()["Buckets"]:
        if bucket["Name"].startswith("aws-sam-cli-managed-default-"):
            s3.delete_bucket_policy(Bucket=bucket["Name"])  # it refuses plain HTTP, which the emulator speaks
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    credentials = {
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
    }
    stack = replace(deployment.stack, environment={**owner, **credentials})
    return replace(deployment, stack=stack)


def test_the_role_deploys_the_stacks_and_cannot_touch_its_resources_otherwise(deployer: Deployment) -> None:
    outputs = deployer.stack.deploy(LogRetentionDays="14")

    assert outputs["TableName"] == deployer.table
    with pytest.raises(ClientError, match="AccessDenied"):
        aws("dynamodb", deployer.environment).describe_table(TableName=deployer.table)
    with pytest.raises(ClientError, match="AccessDenied"):
        aws("iam", deployer.environment).create_role(
            RoleName=f"{STACK}-mine", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17"})
        )
