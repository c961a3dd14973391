"""Requests that are signed by hand, against botocore's signature and its choice of endpoint."""

from datetime import UTC, datetime
from typing import Any

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import EndpointVariantError
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.aws import aws_session
from shared.adapters.endpoints import endpoint_url
from shared.adapters.signing import Outgoing, signed_headers

AT = datetime(2026, 11, 29, 14, 0, 5, tzinfo=UTC)
KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG"}
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(body=TEXTS, token=st.one_of(st.none(), st.from_regex(r"[A-Za-z0-9/+=]{1,60}", fullmatch=True)))
def test_a_request_has_the_signature_that_botocore_gives_it(body: str, token: str | None) -> None:
    region, host = "eu-central-1", "dynamodb.eu-central-1.amazonaws.com"
    environment = {**KEYS, "AWS_REGION": region, **({"AWS_SESSION_TOKEN": token} if token else {})}

    asked = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.Query"}
    request = Outgoing("dynamodb", host, "/", asked, body.encode())
    ours = signed_headers(request, environment, AT.timestamp())

    expected: Any = AWSRequest(
        "POST",
        f"https://{host}/",
        {name: ours[name] for name in ("content-type", "x-amz-target")},
        body.encode(),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.auth, "get_current_datetime", lambda *_: AT.replace(tzinfo=None))
        credentials = Credentials(KEYS["AWS_ACCESS_KEY_ID"], KEYS["AWS_SECRET_ACCESS_KEY"], token)
        botocore.auth.SigV4Auth(credentials, "dynamodb", region).add_auth(expected)
    assert ours["authorization"] == expected.headers["Authorization"]
    assert ours["x-amz-date"] == expected.headers["X-Amz-Date"]


def regions() -> list[str]:
    """Every region that botocore knows, of all partitions."""
    session = aws_session()
    partitions = session.get_available_partitions()
    return [
        region
        for partition in partitions
        for region in session.get_available_regions("dynamodb", partition)
        if region != "local"
    ]


@pytest.mark.parametrize("service", ["dynamodb", "kms"])
def test_without_a_configured_endpoint_it_is_that_of_the_region(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_KMS"):
        monkeypatch.delenv(name, raising=False)
    session = aws_session()
    differences = {}
    for region in regions():
        for fips, dual in ((False, False), (True, False), (False, True), (True, True)):
            settings: Any = {"use_fips_endpoint": fips, "use_dualstack_endpoint": dual}
            try:
                client: Any = session.create_client(service, region_name=region, config=Config(**settings))
            except EndpointVariantError:
                continue  # which the region does not have
            chosen = {f"AWS_{name.upper()}": str(value).lower() for name, value in settings.items()}
            ours = endpoint_url(service, {"AWS_REGION": region, **chosen})
            theirs = _endpoint_of(client)
            if ours != theirs:
                differences[region, fips, dual] = (ours, theirs)
    assert differences == {}


def _endpoint_of(client: Any) -> str:
    """Where a client sends a request, which is not always where it says it does."""
    operation = client.meta.service_model.operation_model(client.meta.service_model.operation_names[0])
    resolved = client._ruleset_resolver.construct_endpoint(operation, {}, {})
    return str(resolved.url)


def test_a_configured_endpoint_is_called_instead() -> None:
    both = {"AWS_ENDPOINT_URL": "http://all:1", "AWS_ENDPOINT_URL_DYNAMODB": "http://table:2"}

    assert endpoint_url("dynamodb", both) == "http://table:2"
    assert endpoint_url("dynamodb", {"AWS_ENDPOINT_URL": "http://all:1"}) == "http://all:1"
    ignored = {**both, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_REGION": "eu-west-1"}
    assert endpoint_url("dynamodb", ignored) == "https://dynamodb.eu-west-1.amazonaws.com"
