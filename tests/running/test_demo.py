"""The output of the first start can be used at once."""

import json
import re
from typing import Any
from urllib.request import Request, urlopen

import pytest

from local.demo.companies import CONTACTS
from local.demo.tenant import EMAIL, PASSWORD, STOREFRONT
from tests.running.conftest import Service


def answer(request: Request) -> Any:
    with urlopen(request, timeout=10) as response:
        return json.load(response)


def logged_in(service: Service, email: str) -> str:
    """The access token of a customer of the demo, at its storefront."""
    visit = f"{service.url}/customerlogin/auth/anonymous/login?tenant=acme&client_id={STOREFRONT}"
    visitor = answer(Request(visit))["access_token"]
    log_in = Request(
        f"{service.url}/customer/acme/login",
        data=json.dumps({"email": email, "password": PASSWORD}).encode(),
        headers={"Authorization": f"Bearer {visitor}", "Content-Type": "application/json"},
    )
    return str(answer(log_in)["access_token"])


def test_the_demo_customer_logs_in_at_the_demo_storefront(service: Service) -> None:
    status, profile = service.get("/customer/acme/me", logged_in(service, EMAIL))

    assert (status, profile["contactEmail"]) == (200, EMAIL)


def test_its_contacts_log_in_and_see_their_company_and_colleagues(service: Service) -> None:
    administrator = service.token("acme-admin")

    for company, number, _, role in CONTACTS:
        _, customer = service.get(f"/customer/acme/customers/{number}", administrator)
        assert re.search(f"{re.escape(customer['email'])} +{role} of {company}\n", service.printed)
        token = logged_in(service, customer["email"])

        _, profile = service.get("/customer/acme/me", token)
        _, colleagues = service.get("/customer/acme/customers", token)

        assert company in {each["id"] for each in profile["b2b"]["legalEntities"]}
        of_company = {each for entity_id, each, _, _ in CONTACTS if entity_id == company}
        assert of_company <= {each["id"] for each in colleagues}


def test_the_first_steps_name_all_that_it_takes(service: Service) -> None:
    for word in (STOREFRONT, EMAIL, PASSWORD, f"{service.url}/_local/mailbox"):
        assert word in service.printed


@pytest.mark.parametrize(
    "path", ["/configuration/acme/configurations", "/customer/acme/config/password-migration-retention"]
)
def test_the_administrator_configures_and_imports(service: Service, path: str) -> None:
    by_administrator, _ = service.get(path, service.token("acme-admin"))
    by_reader, _ = service.get(path, service.token("acme-reader"))

    assert by_administrator in {200, 404}  # 404: no migration is configured
    assert by_reader == 403
