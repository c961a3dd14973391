import pytest

from tests.component.customer_data.lives import Lives
from tests.component.customer_data.stored import Deletions
from tests.component.customer_managed.conftest import email, own, storefront
from tests.component.customer_managed.storefront import Storefront

__all__ = ["email", "own", "storefront"]


@pytest.fixture
def deletions(tenant: str, engine_url: str) -> Deletions:
    """The deletions from now on."""
    return Deletions(tenant, engine_url)


@pytest.fixture
def lives(storefront: Storefront) -> Lives:
    return Lives(storefront)
