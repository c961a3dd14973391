"""Tenants with identity providers."""

from collections.abc import Callable, Iterator

import pytest

from tests.component.customer_managed.identity_providers.calls import CLIENT_ID, CLIENT_SECRET, Sso
from tests.component.customer_managed.storefront import Storefront
from tests.jwt_issuer import JwtIssuer


@pytest.fixture
def sso(storefront: Storefront) -> Sso:
    return Sso(storefront)


@pytest.fixture
def provider(configure: Callable[[str, object], None]) -> Iterator[JwtIssuer]:
    """An identity provider that the tenant has configured as its default one."""
    with JwtIssuer() as running:
        configure(
            "sso.default", {"issuer": running.url, "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET}
        )
        yield running


@pytest.fixture
def idp() -> Iterator[JwtIssuer]:
    """An identity provider that describes itself nowhere."""
    with JwtIssuer() as running:
        yield running


@pytest.fixture
def by_subject(configure: Callable[[str, object], None]) -> None:
    """Has the tenant's customers recognised by their subject."""
    configure("ssoCustomerIdentifierField", "SUBJECT")
