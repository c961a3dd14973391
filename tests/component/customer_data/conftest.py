import pytest

from tests.component.customer_data.lives import Lives
from tests.component.customer_data.stored import Deletions
from tests.component.customer_managed.conftest import email, own, storefront
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.stream import Stream

__all__ = ["email", "own", "storefront"]


@pytest.fixture
def deletions(tenant: str, engine_url: str) -> Deletions:
    """The deletions from now on."""
    return Deletions(tenant, engine_url)


@pytest.fixture
def stream(engine_url: str) -> Stream:
    """The changes from now on."""
    return Stream(engine_url)


@pytest.fixture
def lives(storefront: Storefront) -> Lives:
    return Lives(storefront)
