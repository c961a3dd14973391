"""A storefront of the tenant, with a public client."""

import secrets

import pytest

from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront


@pytest.fixture
def storefront(tenant: str) -> Storefront:
    client, _ = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=tenant,
        name="storefront",
        scope="",
        public=True,
        client_id=f"shop-{secrets.token_hex(4)}",
    )
    return Storefront(tenant, client.id)


@pytest.fixture
def email() -> str:
    """An e-mail address that nobody uses."""
    return f"{secrets.token_hex(6)}@example.com"


@pytest.fixture
def own(storefront: Storefront, email: str) -> Own:
    """A new customer, logged in."""
    return signed_up(storefront, email, firstName="Anna", lastName="Weber")
