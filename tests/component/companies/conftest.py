import pytest

from tests.component.api import Api
from tests.component.companies.api import (
    MANAGE,
    MANAGE_CONTACTS,
    MANAGE_LOCATIONS,
    AssignmentApi,
    CompanyApi,
    LocationApi,
)


@pytest.fixture
def companies(api: Api) -> CompanyApi:
    """The companies of the tenant, for a caller who may change them."""
    return CompanyApi(api.as_(MANAGE))


@pytest.fixture
def locations(api: Api) -> LocationApi:
    """The locations of the tenant, for a caller who may change them."""
    return LocationApi(api.as_(MANAGE_LOCATIONS))


@pytest.fixture
def assignments(api: Api) -> AssignmentApi:
    """The contact assignments of the tenant, for a caller who may change them."""
    return AssignmentApi(api.as_(MANAGE_CONTACTS))
