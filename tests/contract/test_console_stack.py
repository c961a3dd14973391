"""The console's stack on AWS, and how it is filled."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local.machine.paths import CONSOLE
from local.pages.document import document
from local.stack.template import load_template, only_resource
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
