import pytest

from tests.component.api import Api
from tests.component.tenant_managed.addresses.calls import Addresses


@pytest.fixture
def addresses(api: Api) -> Addresses:
    """The addresses, none yet, of a new customer."""
    return Addresses(api, api.created({"lastName": "Weber"}))
