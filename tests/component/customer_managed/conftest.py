"""A storefront of the tenant, with a public client."""

import secrets

import pytest

from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import client_of_scene


@pytest.fixture
def storefront(tenant: str) -> Storefront:
    client = client_of_scene(tenant, public=True, client_id=f"shop-{secrets.token_hex(4)}")
    return Storefront(tenant, client.id)


@pytest.fixture
def email() -> str:
    """An e-mail address that nobody uses."""
    return f"{secrets.token_hex(6)}@example.com"


@pytest.fixture
def own(storefront: Storefront, email: str) -> Own:
    """A new customer, logged in."""
    return signed_up(storefront, email, firstName="Anna", lastName="Weber")
