"""The samples in events/ do what they show, in the order a reader would try them."""

import json
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import one_time_token_key
from shared.adapters.mail.ses import SesMailService
from shared.domain.customers.customer import Customer
from shared.domain.log_in.sessions import new_session
from shared.http.authorizer_context import caller_from
from shared.runtime import wiring
from shared.use_cases.identity.adopt_client import adopt_client
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.messages.ses import Ses
from tests.component.stored_accounts import stored_account
from triggers import on_customer_message

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


@pytest.fixture
def logged_in(tenant: str) -> None:
    """The customer that the sample of PUT creates, in the session that the samples of customers name."""
    invoke("tenant_managed/upsert_customer", "tenant_managed.customers.upsert_customer", tenant)
    sample = json.loads((EVENTS / "customer_managed/get_profile.json").read_text())
    caller = caller_from(sample["requestContext"]["authorizer"]["lambda"])
    customer = wiring.customers().find(tenant, caller.own.number)
    assert isinstance(customer, Customer)
    session = new_session(customer, caller.own.session_id, "acme-storefront", int(time.time()))
    assert wiring.sessions().begin(customer, session)


@pytest.mark.usefixtures("logged_in")
@pytest.mark.parametrize(
    ("operation", "status"), [("get_profile", 200), ("update_profile", 200), ("merge_profile", 200)]
)
def test_a_sample_of_a_customer_works_in_its_session(operation: str, status: int, tenant: str) -> None:
    answer = invoke(f"customer_managed/{operation}", f"customer_managed.profile.{operation}", tenant)

    assert answer["statusCode"] == status


@pytest.mark.usefixtures("logged_in")
@pytest.mark.parametrize(("operation", "status"), [("validate_token", 200), ("log_out", 204)])
def test_a_sample_works_on_the_customers_session(operation: str, status: int, tenant: str) -> None:
    answer = invoke(f"customer_managed/{operation}", f"customer_managed.session.{operation}", tenant)

    assert answer["statusCode"] == status


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("begin_visit", 200),
        ("refresh_visit", 400),  # its refresh token is made up
        ("log_in", 200),
        ("refresh_session", 400),
        ("exchange_token", 400),  # the tenant has no identity provider
        ("log_in_socially", 400),
    ],
)
def test_a_sample_of_a_visitor_works_at_the_tenants_storefront(
    operation: str, status: int, tenant: str, api: Api
) -> None:
    clients = wiring.service_clients()
    create_service_client(
        clients,
        wiring.tenants(),
        tenant=tenant,
        name="shop",
        scope="",
        public=True,
        client_id=f"{tenant}-storefront",
    )
    api.created({"contactEmail": "anna.muster@example.com", "password": "a long pass phrase"})

    answer = invoke(f"customer_managed/{operation}", f"customer_managed.session.{operation}", tenant)

    assert answer["statusCode"] == status


@pytest.mark.usefixtures("logged_in")
@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("list_own_addresses", 200),
        ("create_own_address", 201),
        ("get_own_address", 200),
        ("replace_own_address", 204),
        ("update_own_address", 200),
        ("delete_own_address", 204),
        ("add_own_address_tags", 204),
        ("remove_own_address_tags", 204),
    ],
)
def test_a_sample_works_on_the_customers_own_address(operation: str, status: int, tenant: str) -> None:
    invoke("tenant_managed/upsert_address", "tenant_managed.addresses.upsert_address", tenant)

    answer = invoke(f"customer_managed/{operation}", f"customer_managed.addresses.{operation}", tenant)

    assert answer["statusCode"] == status


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("signup/sign_up", 201),
        ("signup/confirm_sign_up", 400),  # its token is nobody's
        ("signup/resend_activation", 202),
        ("credentials/request_password_reset", 204),
        ("credentials/reset_password", 400),
        ("credentials/confirm_email_change", 400),
    ],
)
def test_a_sample_of_a_visitor_works(operation: str, status: int, tenant: str) -> None:
    folder, name = operation.split("/")

    answer = invoke(f"customer_managed/{name}", f"customer_managed.{folder}.{name}", tenant)

    assert answer["statusCode"] == status


@pytest.mark.usefixtures("logged_in")
@pytest.mark.parametrize("operation", ["change_password", "request_email_change"])
def test_a_sample_works_on_the_log_in_of_a_customer_who_has_a_password(operation: str, tenant: str) -> None:
    sample = json.loads((EVENTS / f"customer_managed/{operation}.json").read_text())
    caller = caller_from(sample["requestContext"]["authorizer"]["lambda"])
    found = wiring.sessions().find(tenant, caller.own.number, caller.own.session_id)
    assert found is not None
    account = wiring.credentials().account_of(found[0])
    assert account is not None
    password_hash = wiring.passwords().hash("a long pass phrase")
    assert wiring.credentials().set_password(found[0], account, password_hash, source="", keeps=found[1])

    answer = invoke(f"customer_managed/{operation}", f"customer_managed.credentials.{operation}", tenant)

    assert answer["statusCode"] == 204


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


def test_the_sample_of_a_message_is_sent(tenant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = json.loads((EVENTS / "triggers/on_customer_message.json").read_text().replace(TENANT, tenant))
    with Ses() as ses:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", ses.url)
        messaging = replace(wiring.messaging(), mail=SesMailService(None), sender="service@shop.example.com")
        handler = replace(on_customer_message.lambda_handler, uses=lambda: messaging)

        answer = handler(sample, LambdaContext())

    (sent,) = ses.taken
    assert answer == {"batchItemFailures": []}
    assert sent["Destination"] == {"ToAddresses": ["anna@example.com"]}


def test_the_sample_of_mail_that_came_back_is_noted(tenant: str, api: Api) -> None:
    api.created({"id": "1001", "contactEmail": "anna@example.com"})
    sample = json.loads((EVENTS / "triggers/on_mail_refused.json").read_text().replace(TENANT, tenant))

    answer = import_module("triggers.on_mail_refused").lambda_handler(sample, LambdaContext())

    account = stored_account(tenant, "anna@example.com")
    assert answer == {"batchItemFailures": []}
    assert account is not None
    assert account.mail_refusal is not None


def test_the_sample_of_a_deletion_is_dealt_with(tenant: str, api: Api) -> None:
    number = api.created({"id": "1001", "contactEmail": "anna@example.com"})
    api.delete(number)
    sample = json.loads((EVENTS / "triggers/on_customer_deleted.json").read_text().replace(TENANT, tenant))

    answer = import_module("triggers.on_customer_deleted").lambda_handler(sample, LambdaContext())

    assert answer == {"batchItemFailures": []}
    assert wiring.table().get(one_time_token_key(tenant, number, "PASSWORD_RESET")) is None


def test_the_sample_of_client_management_assigns_a_customer(tenant: str, api: Api) -> None:
    api.created({"id": "1001"})
    text = (EVENTS / "triggers/on_client_management_event.json").read_text().replace(TENANT, tenant)

    answer = import_module("triggers.on_client_management_event").lambda_handler(
        json.loads(text), LambdaContext()
    )

    assert answer == {"batchItemFailures": []}
    assert api.get("1001").json["b2b"]["legalEntities"][0]["id"] == "le-4711"


def test_the_sample_of_the_schedule_works() -> None:
    event = json.loads((EVENTS / "triggers/on_password_migration_day.json").read_text())

    import_module("triggers.on_password_migration_day").lambda_handler(event, LambdaContext())


def test_the_sample_of_the_user_pool_gets_the_tenant_of_its_client(tenant: str) -> None:
    sample = (EVENTS / "triggers/on_cognito_token.json").read_text().replace(TENANT, tenant)
    event = json.loads(sample)
    adopt_client(
        wiring.service_clients(),
        wiring.tenants(),
        client_id=event["callerContext"]["clientId"],
        tenant=tenant,
        name="ERP",
        scope="customer.customer_read",
    )

    answer = import_module("triggers.on_cognito_token").lambda_handler(event, LambdaContext())

    changes = answer["response"]["claimsAndScopeOverrideDetails"]["accessTokenGeneration"]
    assert changes["claimsToAddOrOverride"] == {"tenant": tenant}


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
        ("api_docs/get_events", 200),
    ],
)
def test_the_sample_of_a_public_operation_works(sample: str, status: int, tenant: str) -> None:
    answer = invoke(sample, sample.replace("/", "."), tenant)

    assert answer["statusCode"] == status


def test_the_authorizers_sample_has_a_token_that_is_refused(tenant: str) -> None:
    answer = invoke("authorizer/authorize_request", "authorizer.authorize_request", tenant)

    assert answer == {"isAuthorized": True, "context": {"fault": "invalid"}}
