"""The output of the first start can be used at once."""

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest

from local.demo.tenant import EMAIL, PASSWORD, STOREFRONT
from tests.running.conftest import Service


def answer(request: Request) -> Any:
    with urlopen(request, timeout=10) as response:
        return json.load(response)


def test_the_demo_customer_logs_in_at_the_demo_storefront(service: Service) -> None:
    visit = f"{service.url}/customerlogin/auth/anonymous/login?tenant=acme&client_id={STOREFRONT}"
    visitor = answer(Request(visit))["access_token"]
    log_in = Request(
        f"{service.url}/customer/acme/login",
        data=json.dumps({"email": EMAIL, "password": PASSWORD}).encode(),
        headers={"Authorization": f"Bearer {visitor}", "Content-Type": "application/json"},
    )

    status, profile = service.get("/customer/acme/me", answer(log_in)["access_token"])

    assert (status, profile["contactEmail"]) == (200, EMAIL)


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
