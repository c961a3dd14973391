"""The samples in events/ do what they show, in the order a reader would try them."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

EVENTS = Path(__file__).parents[2] / "events"
TENANT = "acme"


def invoke(sample: str, handler: str, tenant: str) -> dict[str, Any]:
    event = json.loads((EVENTS / f"{sample}.json").read_text().replace(TENANT, tenant))
    answer: dict[str, Any] = import_module(handler).lambda_handler(event, None)
    return answer


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("list_customers", 200),
        ("create_customer", 201),
        ("search_customers", 200),
        ("get_customer", 200),
        ("upsert_customer", 204),
        ("update_customer", 200),
        ("delete_customer", 202),
    ],
)
def test_a_sample_works_on_the_customer_that_the_sample_of_put_creates(
    operation: str, status: int, tenant: str
) -> None:
    folder = "tenant_managed.customers"
    created = invoke("tenant_managed/upsert_customer", f"{folder}.upsert_customer", tenant)

    answer = invoke(f"tenant_managed/{operation}", f"{folder}.{operation}", tenant)

    assert (created["statusCode"], answer["statusCode"]) == (201, status)


@pytest.mark.parametrize(
    ("sample", "status"),
    [
        ("identity/issue_service_token", 401),  # its client is unknown
        ("identity/get_jwks", 200),
        ("identity/get_openid_configuration", 200),
        ("api_docs/get_openapi", 200),
    ],
)
def test_the_sample_of_a_public_operation_works(sample: str, status: int, tenant: str) -> None:
    answer = invoke(sample, sample.replace("/", "."), tenant)

    assert answer["statusCode"] == status


def test_the_authorizers_sample_has_a_token_that_is_refused(tenant: str) -> None:
    answer = invoke("authorizer/authorize_request", "authorizer.authorize_request", tenant)

    assert answer == {"isAuthorized": True, "context": {"fault": "invalid"}}
