import pytest

from tests.component.api import Api
from tests.component.companies.api import MANAGE, CompanyApi


@pytest.fixture
def companies(api: Api) -> CompanyApi:
    """The companies of the tenant, for a caller who may change them."""
    return CompanyApi(api.as_(MANAGE))
