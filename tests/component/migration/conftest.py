from collections.abc import Callable
from datetime import date, timedelta

import pytest

from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.migration.imports import imported, with_legacy_hash
from tests.component.wire import Wire
from tests.days import lasting_today


@pytest.fixture
def api(tenant: str) -> Api:
    """The API as a service client sees it that may import and manage customers."""
    return Api(tenant).as_("customer.import_manage", "customer.customer_manage")


@pytest.fixture
def today() -> date:
    return lasting_today()


@pytest.fixture(autouse=True)
def no_other_tenant_migrates() -> None:
    """A run goes through every tenant, and other tests have left some behind."""
    for tenant, _ in list(wiring().retentions.tenants()):
        wiring().retentions.delete(tenant)


@pytest.fixture
def retain(tenant: str, today: date) -> Callable[..., Retention]:
    """Has the tenant keep legacy hashes, ending so many days from today."""

    def configure(end: int = 30, reminder: int = 10, *, notifies: bool = True) -> Retention:
        retention = Retention(today + timedelta(days=end), today + timedelta(days=reminder), notifies)
        wiring().retentions.put(tenant, retention)
        return retention

    return configure


@pytest.fixture
def wire(impatient: None) -> Wire:
    """A wire that can fail."""
    return Wire()


@pytest.fixture
def retention(retain: Callable[..., Retention]) -> Retention:
    return retain()


@pytest.fixture
def many(api: Api, retention: Retention) -> dict[str, str]:
    """The numbers of customers with a legacy hash, by their e-mail address."""
    emails = [f"anna{n}@example.com" for n in range(120)]
    return dict(zip(emails, imported(api, *map(with_legacy_hash, emails)), strict=True))
