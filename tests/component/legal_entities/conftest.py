"""A tenant whose companies client management tells of."""

import pytest

from tests.component.customer_managed.conftest import email, storefront
from tests.component.legal_entities.client_management import ClientManagement

__all__ = ["email", "storefront"]


@pytest.fixture
def client_management(tenant: str) -> ClientManagement:
    return ClientManagement(tenant)
