"""Another tenant's storefront, and a customer who has logged in."""

from typing import Any

import pytest

from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import client_of_scene


@pytest.fixture
def other_storefront(other_tenant: str) -> Storefront:
    client = client_of_scene(other_tenant, public=True)
    return Storefront(other_tenant, client.id)


@pytest.fixture
def tokens(storefront: Storefront, email: str) -> dict[str, Any]:
    """The tokens of a customer who has logged in."""
    storefront.sign_up(email)
    return storefront.logged_in(email)


@pytest.fixture
def known(storefront: Storefront, email: str) -> str:
    """The e-mail address of a customer."""
    assert storefront.sign_up(email).status == 201
    return email
