"""The trip of a program whose client openapi-python-client has generated; prints what it saw as JSON.

It runs where the generated package `customers_api` can be imported, and sees nothing else of the project.
"""

import importlib
import json
import pkgutil
import sys
from typing import Any

import customers_api
from customers_api import AuthenticatedClient, Client, models
from customers_api.api.account_and_profile import (
    create_customer,
    get_customer,
    list_customers,
    update_customer,
)
from customers_api.api.identity import issue_service_token
from customers_api.api.import_ import import_customers

HASH = "1:10000:c2FsdHNhbHRzYWx0c2FsdA==:rYp+m7iZJ9sTW8jzqU0CB5TJXh8="


def imported(email: str, **members: str) -> models.CustomerImportDto:
    """A customer to import."""
    account = models.ImportedAccount(email=email, password_hash=HASH)
    return models.CustomerImportDto(account=account, **members)


def trip(url: str, tenant: str, client_id: str, client_secret: str) -> dict[str, Any]:
    """Return the service's answers to a program that imports, creates, changes and lists."""
    for module in pkgutil.walk_packages(customers_api.__path__, "customers_api."):
        importlib.import_module(module.name)
    nobody = Client(url)
    form = models.ServiceTokenRequest(
        grant_type=models.ServiceTokenRequestGrantType.CLIENT_CREDENTIALS,
        client_id=client_id,
        client_secret=client_secret,
    )
    client = AuthenticatedClient(url, token=issue_service_token.sync(client=nobody, body=form).access_token)

    results = import_customers.sync(
        tenant,
        client=client,
        body=[
            imported("python-1@example.com", id="python-1", first_name="Anna"),
            imported("python-2@example.com", preferred_currency="EURO"),
        ],
    )
    customer = models.CustomerSignupBySellerDto(
        id="python-3", first_name="Jan", preferred_language="de_DE", contact_email="python-3@example.com"
    )
    created = create_customer.sync(tenant, client=client, body=customer)
    again = create_customer.sync(tenant, client=client, body=customer)
    change = models.CustomerUpdateBySellerDto(last_name="Nowak")
    update_customer.sync_detailed(tenant, "python-3", client=client, body=change)
    missing = get_customer.sync(tenant, "python-0", client=client)
    listed = list_customers.sync(tenant, client=client, q="id:(python-1,python-3)", sort="id", page_size=5)
    return {
        "imported": [result.code.value for result in results],
        "refused": [detail.field for detail in results[1].details],
        "created": created.id,
        "again": [again.status, again.type_],
        "missing": [missing.status, missing.type_],
        "withoutToken": list_customers.sync(tenant, client=nobody).to_dict(),
        "listed": [
            [each.id, each.first_name, each.last_name or None, each.preferred_language] for each in listed
        ],
    }


print(json.dumps(trip(*sys.argv[1:])))
