"""Whatever keeps or passes on data refuses who comes without TLS, and a bucket keeps what was overwritten."""

from pathlib import Path
from typing import Any

import pytest

from local.stack.template import load_template, resources, template_paths

ROOT = Path(__file__).parents[2]
PATHS = [*template_paths(), *sorted((ROOT / "operations").glob("*.yaml"))]
HOLDERS = {"s3": "Bucket", "sqs": "Queues", "sns": "Topics"}
WITH_POLICIES = {
    "AWS::S3::Bucket": ("s3", "AWS::S3::BucketPolicy"),
    "AWS::SQS::Queue": ("sqs", "AWS::SQS::QueuePolicy"),
    "AWS::SNS::Topic": ("sns", "AWS::SNS::TopicPolicy"),
}
ACTIONS = {"s3": "s3:*", "sqs": "sqs:*", "sns": "sns:Publish"}  # a topic's policy takes no sns:*

Document = dict[str, Any]


def refusing(template: Document, service: str, policy_type: str) -> set[str]:
    """The resources whose policy refuses every caller who comes without TLS."""
    names: set[str] = set()
    for policy in resources(template, policy_type).values():
        assert "Condition" not in policy
        held = policy[HOLDERS[service]]
        if any(refuses(each, service) for each in policy["PolicyDocument"]["Statement"]):
            names |= {each["Ref"] for each in (held if isinstance(held, list) else [held])}
    return names


def refuses(statement: Document, service: str) -> bool:
    said = {name: statement.get(name) for name in ("Effect", "Principal", "Action", "Condition")}
    return said == {
        "Effect": "Deny",
        "Principal": "*",
        "Action": ACTIONS[service],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", WITH_POLICIES)
def test_nobody_comes_without_tls(path: Path, kind: str) -> None:
    template = load_template(path)

    assert refusing(template, *WITH_POLICIES[kind]) == resources(template, kind).keys()


def test_there_is_something_of_each_kind() -> None:
    kinds = {each["Type"] for path in PATHS for each in load_template(path)["Resources"].values()}

    assert kinds >= WITH_POLICIES.keys()


@pytest.mark.parametrize(
    "path",
    [path for path in PATHS if path.name != "console.yaml"],  # whose files are in the repository
    ids=lambda path: path.name,
)
def test_a_bucket_keeps_what_was_overwritten_and_not_for_ever(path: Path) -> None:
    for bucket in resources(load_template(path), "AWS::S3::Bucket").values():
        (rule,) = bucket["LifecycleConfiguration"]["Rules"]

        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] <= rule["ExpirationInDays"]
