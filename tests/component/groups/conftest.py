from collections.abc import Callable

import pytest

from tests.component.api import Api
from tests.component.companies.api import MANAGE, CompanyApi
from tests.component.groups.calls import Company


@pytest.fixture
def company(api: Api, store: Callable[..., str]) -> Company:
    """A company without contacts."""
    CompanyApi(api.as_(MANAGE)).created("Acme", id="acme")
    return Company(api, "acme", store)


@pytest.fixture
def other(api: Api, company: Company, store: Callable[..., str]) -> Company:
    """Another company of the tenant, made after the first."""
    CompanyApi(api.as_(MANAGE)).created("Zeta", id="zeta")
    return Company(api, "zeta", store)
