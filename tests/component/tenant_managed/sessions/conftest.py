"""A customer who logs in at a storefront of the tenant."""

import pytest

from tests.component.api import Api
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.identity.oauth import client_of_scene
from tests.component.tenant_managed.sessions.calls import EMAIL, Sessions


@pytest.fixture
def storefront(tenant: str) -> Storefront:
    return Storefront(tenant, client_of_scene(tenant, public=True).id)


@pytest.fixture
def sessions(api: Api, restrictions: list[str]) -> Sessions:
    """Those, none yet, of a new customer of restriction `DE`."""
    return Sessions(api, api.created({"contactEmail": EMAIL, "password": PASSWORD, "restriction": "DE"}))
