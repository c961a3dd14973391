"""A change of configuration holds at once in the process that made it (api.md §3)."""

import pytest

from tests.component.api import Api
from tests.component.configuration.api import ConfigurationApi


def test_a_new_restriction_may_be_given_and_a_removed_one_may_not(
    api: Api, configurations: ConfigurationApi
) -> None:
    assert api.create({"restriction": "DE"}).status == 400

    configurations.create({"key": "restrictions", "value": ["DE"]})
    number = api.created({"restriction": "DE"})
    assert api.as_("customer.customer_read--DE").numbers() == api.numbers() == [number]

    configurations.put("restrictions", {"value": ["DE", "FR"]})
    api.patch(number, {"restriction": "FR"})
    configurations.put("restrictions", {"value": ["FR"]})
    assert api.create({"restriction": "DE"}).status == 400
    assert api.get(number).json["restriction"] == "FR"


def test_restrictions_follow_sites_while_they_are_synchronised(
    api: Api, configurations: ConfigurationApi
) -> None:
    configurations.set("restrictions", ["DE", "FR"])
    before = api.created({"preferredSite": "DE"})

    configurations.set("enableSyncBetweenRestrictionsAndSiteCodes", True)
    during = api.created({"preferredSite": "DE"})
    api.patch(during, {"preferredSite": "FR"})

    configurations.set("enableSyncBetweenRestrictionsAndSiteCodes", False)
    after = api.created({"preferredSite": "DE"})

    found = [api.get(number).json.get("restriction") for number in (before, during, after)]
    assert found == [None, "FR", None]


def test_a_deleted_number_may_be_used_again_while_that_is_allowed(
    api: Api, configurations: ConfigurationApi
) -> None:
    api.created({"id": "1001"})
    api.delete("1001")
    assert api.create({"id": "1001"}).status == 409

    configurations.set("enableRecreationOfDeletedCustomer", True)
    assert api.create({"id": "1001"}).status == 201

    api.delete("1001")
    configurations.delete("enableRecreationOfDeletedCustomer")
    assert api.create({"id": "1001"}).status == 409


@pytest.mark.parametrize(("active", "on_hold"), [(False, True), (True, False), (False, False)])
def test_new_customers_are_active_and_on_hold_as_configured(
    api: Api, configurations: ConfigurationApi, active: bool, on_hold: bool
) -> None:
    existing = api.created()

    configurations.create(
        {"key": "customerActiveOnCreation", "value": active},
        {"key": "customerOnHoldOnCreation", "value": on_hold},
    )

    customers = [api.get(number).json for number in (existing, api.created())]
    assert [(c["active"], c["onHold"]) for c in customers] == [(True, False), (active, on_hold)]
