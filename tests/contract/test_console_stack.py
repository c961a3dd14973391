"""The console's stack on AWS, and how it is filled."""

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from local.machine.paths import CONSOLE
from local.pages.document import document
from local.stack.template import load_template, only_resource
from tools import console_deploy
from tools.console_deploy import CONFIGURATION, configuration_of, files_of, fill

ROOT = Path(__file__).parents[2]
PARAMETERS = {
    "ApiUrl": "https://customers.example.com",
    "IssuerName": "Acme",
    "AuthorizationEndpoint": "https://acme.auth.eu-central-1.amazoncognito.com/oauth2/authorize",
    "TokenEndpoint": "https://acme.auth.eu-central-1.amazoncognito.com/oauth2/token",
    "ClientId": "4k5f0o",
    "Scope": "openid",
    "Token": "access_token",
    "Tenant": "acme",
    "EndSession": "",
    "DomainName": "",
}
FILES = "arn:aws:s3:::customers-dev-console-files-1abc"
ASKED = {
    "describe_stacks": (
        "cloudformation:DescribeStacks",
        "arn:aws:cloudformation:eu-central-1:1:stack/customers-dev-console/1",
    ),
    "put_object": ("s3:PutObject", f"{FILES}/app.js"),
    "delete_object": ("s3:DeleteObject", f"{FILES}/former.js"),
    "get_paginator": ("s3:ListBucket", FILES),
    "create_invalidation": ("cloudfront:CreateInvalidation", "arn:aws:cloudfront::1:distribution/E1"),
}
"""Each call of `make console-deploy`: the action and the resource that a policy has to allow for it."""
NAMES = {"Partition": "aws", "Region": "eu-central-1", "AccountId": "1", "StackName": "customers-dev"}


class Bucket:
    """A bucket with a file of an earlier console, and with what is put into it."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {"views/former.js": {}}

    def put_object(self, *, Bucket: str, Key: str, **members: Any) -> None:  # noqa: N803 - as S3 has it
        assert Bucket == "files"
        self.objects[Key] = members

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803 - as S3 has it
        assert Bucket == "files"
        del self.objects[Key]

    def get_paginator(self, name: str) -> "Bucket":
        assert name == "list_objects_v2"
        return self

    def paginate(self, *, Bucket: str) -> list[dict[str, Any]]:  # noqa: N803 - as S3 has it
        assert Bucket == "files"
        return [{}, {"Contents": [{"Key": key} for key in list(self.objects)]}]


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return load_template(ROOT / "operations" / "console.yaml")


def policy_of(template: dict[str, Any]) -> str:
    """The policy of the page, with the parameters above."""
    headers = only_resource(template, "AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]
    text, names = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"][
        "Fn::Sub"
    ]
    position, split = names["TokenHost"]["Fn::Select"]
    separator, parameter = split["Fn::Split"]
    values = {**PARAMETERS, "TokenHost": PARAMETERS[parameter["Ref"]].split(separator)[position]}
    return re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], text)


def test_the_page_may_do_no_more_there_than_on_this_machine(template: dict[str, Any]) -> None:
    def directives(policy: str) -> dict[str, set[str]]:
        return {name: set(rest) for name, *rest in (each.split() for each in policy.split(";"))}

    served = directives(policy_of(template))
    api, issuer = PARAMETERS["ApiUrl"], "https://acme.auth.eu-central-1.amazoncognito.com"
    here = directives(str(dict(document("", connects=[api, issuer]).headers)["content-security-policy"]))

    assert served["connect-src"] == here["connect-src"] == {"'self'", api, issuer}
    assert served["script-src"] == served["style-src"] == {"'self'"}
    assert all(sources <= here[name] or sources == {"'none'"} for name, sources in served.items())
    assert here.keys() - served.keys() == {"frame-src"}  # the mailbox, which is on this machine alone


def test_nobody_reads_the_files_except_through_the_distribution(template: dict[str, Any]) -> None:
    bucket = only_resource(template, "AWS::S3::Bucket")
    allowing, denying = only_resource(template, "AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]
    distribution = only_resource(template, "AWS::CloudFront::Distribution")["DistributionConfig"]

    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert (allowing["Principal"], allowing["Action"]) == (
        {"Service": "cloudfront.amazonaws.com"},
        "s3:GetObject",
    )
    assert list(allowing["Condition"]["StringEquals"]) == ["AWS:SourceArn"]
    assert denying["Effect"] == "Deny"
    assert distribution["Origins"][0]["OriginAccessControlId"] == {"Fn::GetAtt": ["FilesAccess", "Id"]}
    assert distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert "Logging" not in distribution  # codes of log-ins are in addresses


def test_every_parameter_of_the_issuer_arrives_in_the_configuration(template: dict[str, Any]) -> None:
    assert PARAMETERS.keys() | {"CertificateArn"} == template["Parameters"].keys()

    assert configuration_of(PARAMETERS) == {
        "api": "https://customers.example.com",
        "signIn": {
            "issuers": [
                {
                    "name": "Acme",
                    "authorizationEndpoint": PARAMETERS["AuthorizationEndpoint"],
                    "tokenEndpoint": PARAMETERS["TokenEndpoint"],
                    "clientId": "4k5f0o",
                    "scope": "openid",
                    "token": "access_token",
                    "tenant": "acme",
                }
            ]
        },
    }


def test_the_bucket_has_what_a_browser_loads_and_nothing_of_before() -> None:
    bucket = Bucket()

    surplus = fill(bucket, "files", CONSOLE, configuration_of(PARAMETERS))

    written = [file.relative_to(CONSOLE).as_posix() for file in files_of(CONSOLE)]
    assert surplus == ["views/former.js"]
    assert list(bucket.objects) == [CONFIGURATION, *written]
    assert written[-1] == "index.html"
    assert json.loads(bucket.objects[CONFIGURATION]["Body"])["api"] == PARAMETERS["ApiUrl"]
    assert "README.md" not in bucket.objects
    types = {name: members["ContentType"] for name, members in bucket.objects.items()}
    assert types["app.js"] == "text/javascript; charset=utf-8"
    assert types["icon.svg"] == "image/svg+xml"
    caching = {members["CacheControl"] for name, members in bucket.objects.items() if name != CONFIGURATION}
    assert (caching, bucket.objects[CONFIGURATION]["CacheControl"]) == ({"no-cache"}, "no-store")


def test_the_pipelines_role_may_fill_the_console_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = {
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.items()],
        "Outputs": [
            {"OutputKey": key, "OutputValue": value}
            for key, value in {"Bucket": "files", "DistributionId": "E1", "Url": "https://c"}.items()
        ],
    }
    aws = Mock()
    aws.describe_stacks.return_value = {"Stacks": [stack]}
    aws.get_paginator.return_value.paginate.return_value = [{"Contents": [{"Key": "former.js"}]}]
    monkeypatch.setattr(console_deploy, "aws_session", lambda: Mock(create_client=lambda _: aws))
    role = load_template(ROOT / "operations" / "deploy-role.yaml")["Resources"]
    allowing = role["ConsolePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    denying = role["Deployer"]["Properties"]["Policies"][1]["PolicyDocument"]["Statement"][0]

    console_deploy.main(["customers-dev-console"])

    calls = {call[0] for call in aws.method_calls if "." not in call[0]}
    assert calls == ASKED.keys()
    assert {action for each in allowing for action in as_list(each["Action"])} == {
        action for action, _ in ASKED.values()
    }
    for action, resource in ASKED.values():
        assert denying["Effect"] == "Deny"
        assert any(fnmatchcase(action, pattern) for pattern in denying["NotAction"]), action
        (names,) = [each["Resource"]["Fn::Sub"] for each in allowing if action in as_list(each["Action"])]
        assert fnmatchcase(resource, re.sub(r"\$\{(\w+::)?(\w+)\}", lambda name: NAMES[name[2]], names))
    assert role["ConsolePolicy"]["Properties"]["Roles"] == [{"Ref": "Deployer"}]


def as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
