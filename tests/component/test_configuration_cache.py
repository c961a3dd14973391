"""A restriction that another container has just added counts at once, whatever is remembered (api.md §3)."""

import pytest

from shared.adapters.dynamodb.tenants import Tenants
from shared.runtime import wiring
from tests.component.api import Api


@pytest.fixture
def elsewhere(api: Api) -> Tenants:
    """Another container's view, where `FR` is added while this one remembers `DE` alone."""
    others = Tenants(wiring.table())
    others.put(api.tenant, "restrictions", ["DE"])
    others.put(api.tenant, "enableSyncBetweenRestrictionsAndSiteCodes", value=True)
    api.created({"restriction": "DE"})
    others.put(api.tenant, "restrictions", ["DE", "FR"])
    return others


def test_it_may_be_given(api: Api, elsewhere: Tenants) -> None:
    assert api.create({"restriction": "FR"}).status == 201


def test_it_is_that_of_a_caller_who_has_no_other(api: Api, elsewhere: Tenants) -> None:
    limited = api.as_("customer.customer_manage--FR")

    number = limited.created({})

    assert limited.get(number).json["restriction"] == "FR"


def test_a_customer_follows_its_site_to_it(api: Api, elsewhere: Tenants) -> None:
    created = api.created({"preferredSite": "FR"})
    moved = api.created({"preferredSite": "DE"})
    elsewhere.put(api.tenant, "restrictions", ["DE", "FR", "AT"])
    api.patch(moved, {"preferredSite": "AT"})

    assert api.get(created).json["restriction"] == "FR"
    assert api.get(moved).json["restriction"] == "AT"
