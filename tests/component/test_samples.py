"""The samples in events/ do what they show, in the order a reader would try them."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.component.lambda_context import LambdaContext

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
    ("operation", "status"),
    [
        ("list_addresses", 200),
        ("create_address", 201),
        ("get_address", 200),
        ("upsert_address", 204),
        ("update_address", 200),
        ("delete_address", 204),
        ("add_address_tags", 204),
        ("remove_address_tags", 204),
    ],
)
def test_a_sample_works_on_the_address_that_the_sample_of_put_creates(
    operation: str, status: int, tenant: str
) -> None:
    folder = "tenant_managed.addresses"
    invoke("tenant_managed/upsert_customer", "tenant_managed.customers.upsert_customer", tenant)
    created = invoke("tenant_managed/upsert_address", f"{folder}.upsert_address", tenant)

    answer = invoke(f"tenant_managed/{operation}", f"{folder}.{operation}", tenant)

    assert (created["statusCode"], answer["statusCode"]) == (201, status)


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("configure_retention", 200),
        ("get_retention", 200),
        ("delete_retention", 204),
        ("import_customers", 207),
    ],
)
def test_a_sample_works_with_the_retention_that_the_sample_of_post_configures(
    operation: str, status: int, tenant: str
) -> None:
    folder = "tenant_managed.migration"
    configured = invoke("tenant_managed/configure_retention", f"{folder}.configure_retention", tenant)

    answer = invoke(f"tenant_managed/{operation}", f"{folder}.{operation}", tenant)

    assert (configured["statusCode"], answer["statusCode"]) == (200, status)
    if operation == "import_customers":
        assert [element["code"] for element in json.loads(answer["body"])] == [201, 201]


def test_the_sample_of_the_schedule_works() -> None:
    event = json.loads((EVENTS / "triggers/on_password_migration_day.json").read_text())

    import_module("triggers.on_password_migration_day").lambda_handler(event, LambdaContext())


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("list_configurations", 200),
        ("create_configurations", 409),
        ("get_configuration", 200),
        ("update_configuration", 200),
        ("delete_configuration", 204),
    ],
)
def test_a_sample_works_on_the_configuration_that_the_sample_of_post_creates(
    operation: str, status: int, tenant: str
) -> None:
    created = invoke("configuration/create_configurations", "configuration.create_configurations", tenant)

    answer = invoke(f"configuration/{operation}", f"configuration.{operation}", tenant)

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
