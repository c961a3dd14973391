"""Another tenant's storefront, and a customer who has logged in."""

from typing import Any

import pytest

from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from tests.component.customer_managed.storefront import Storefront


@pytest.fixture
def other_storefront(other_tenant: str) -> Storefront:
    client, _ = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=other_tenant,
        name="storefront",
        scope="",
        public=True,
    )
    return Storefront(other_tenant, client.id)


@pytest.fixture
def tokens(storefront: Storefront, email: str) -> dict[str, Any]:
    """The tokens of a customer who has logged in."""
    storefront.sign_up(email)
    return storefront.logged_in(email)
