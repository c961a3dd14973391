"""The stack after an update, and its user pool, whose keys only an update lets the authorizer find here."""

import json
import uuid
from dataclasses import replace
from typing import Any

import pytest

from tests.e2e.client import CUSTOMERS, HTTP, TENANT, Api, customers
from tests.e2e.deployment import API_IDS, Deployment, aws, physical_id

DOMAIN = "api.example.com"


@pytest.fixture(scope="module")
def updated(deployment: Deployment, manager: Api) -> str:
    """The number of a customer from before the update, by which the pool's keys are looked for elsewhere."""
    number: str = manager.call("POST", CUSTOMERS, {"lastName": "Muster"}).json()["id"]
    pool = deployment.outputs["UserPoolId"]
    region = deployment.environment["AWS_DEFAULT_REGION"]
    issuer = {
        "issuer": f"https://cognito-idp.{region}.amazonaws.com/{pool}",
        "tenants": ["*"],
        "jwksUrl": f"{deployment.environment['AWS_ENDPOINT_URL']}/{pool}/.well-known/jwks.json",
    }
    deployment.stack.deploy(
        TrustedIssuers=json.dumps([issuer]),
        LogRetentionDays="7",
        MaxReadUnits="10000",
        MaxThroughput="500",
        DomainName=DOMAIN,
        CertificateArn="arn:aws:acm:eu-central-1:000000000000:certificate/0a1b2c3d",
        Rollout="Canary10Percent5Minutes",
        Tracing="Active",
    )
    return number


def new_pool_client(deployment: Deployment, *scopes: str) -> dict[str, str]:
    """A machine client of the pool, made as docs/operations.md has it."""
    made = aws("cognito-idp", deployment.environment).create_user_pool_client(
        UserPoolId=deployment.outputs["UserPoolId"],
        ClientName="e2e",
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=list(scopes),
    )["UserPoolClient"]
    return {"client_id": made["ClientId"], "client_secret": made["ClientSecret"]}


def pool_token(deployment: Deployment, client: dict[str, str]) -> Any:
    """Return the pool's answer to a client that asks for a token."""
    url = f"{deployment.environment['AWS_ENDPOINT_URL']}/oauth2/token"
    form = {"grant_type": "client_credentials", **client}
    return HTTP.request("POST", url, fields=form, encode_multipart=False)


def test_an_update_changes_the_functions_and_keeps_the_customers(
    deployment: Deployment, manager: Api, updated: str
) -> None:
    function = physical_id(deployment, "TenantListCustomersFunction")
    functions = aws("lambda", deployment.environment)
    configuration = functions.get_function_configuration(FunctionName=function, Qualifier="live")

    read = manager.call("GET", f"{CUSTOMERS}/{updated}")
    listed = manager.call("GET", CUSTOMERS)

    assert configuration["Environment"]["Variables"]["MAX_READ_UNITS"] == "10000"
    assert configuration["TracingConfig"] == {"Mode": "Active"}
    assert (read.status, read.json()["lastName"]) == (200, "Muster")
    assert listed.status == 200


def test_issuers_that_sam_has_cut_at_a_quote_are_not_deployed(deployment: Deployment, updated: str) -> None:
    issuers = '[{"issuer": "https://login.example/", "tenant": "acme"}]'

    with pytest.raises(RuntimeError, match="TrustedIssuers"):
        deployment.stack.deploy_as_typed(f"TrustedIssuers={issuers}")


@pytest.mark.usefixtures("updated")
def test_an_update_joins_the_apis_under_one_domain(deployment: Deployment) -> None:
    gateway = aws("apigatewayv2", deployment.environment)

    mappings = gateway.get_api_mappings(DomainName=DOMAIN)["Items"]

    assert {each["ApiMappingKey"]: (each["ApiId"], each["Stage"]) for each in mappings} == {
        "": (API_IDS["template"], "$default"),
        "configuration": (API_IDS["configuration"], "configuration"),
        "session-context": (API_IDS["session-context"], "session-context"),
        "customer-management": (API_IDS["companies"], "customer-management"),
        "iam": (API_IDS["iam"], "iam"),
        "webhook": (API_IDS["webhooks"], "webhook"),
    }


@pytest.mark.usefixtures("updated")
def test_below_the_domain_paths_are_those_below_the_apis_own_addresses(
    deployment: Deployment, owner: Api, manager: Api
) -> None:
    below = deployment.environment["AWS_ENDPOINT_URL"]
    of_services = (
        (manager, CUSTOMERS),
        (owner, f"/configuration/{TENANT}/configurations"),
        (owner, f"/customer-management/{TENANT}/locations"),
        (owner, f"/iam/{TENANT}/groups"),
        (owner, f"/webhook/{TENANT}/config"),
    )
    for caller, path in of_services:
        joined = replace(caller, url=below, services={})

        answer = joined.call("GET", path, headers={"Host": DOMAIN})

        assert (answer.status, answer.json()) == (200, caller.call("GET", path).json())


def test_a_client_of_the_user_pool_acts_for_the_tenant_that_it_was_adopted_for(
    anyone: Api, deployment: Deployment, updated: str
) -> None:
    client = new_pool_client(deployment, "customer/customer_read", "customer/customer_manage")
    words = ["--client-id", client["client_id"], "--tenant", TENANT, "--name", "e2e"]
    customers(deployment, "client", "adopt", *words, "--scope", "customer.customer_read")

    answer = pool_token(deployment, client)
    caller = replace(anyone, token=answer.json()["access_token"])

    assert caller.call("GET", f"{CUSTOMERS}/{updated}").status == 200
    assert caller.call("POST", CUSTOMERS, {}).status == 403
    assert caller.call("GET", f"/customer/t{uuid.uuid4().hex[:12]}/customers").status == 403


def test_a_client_that_was_not_adopted_gets_no_token(deployment: Deployment, updated: str) -> None:
    client = new_pool_client(deployment, "customer/customer_read")

    answer = pool_token(deployment, client)

    assert answer.status >= 400
    assert b"access_token" not in answer.data
