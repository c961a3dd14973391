"""A restriction that customers carry is not removed (api.md §3)."""

import pytest

from shared.domain.tenants.configuration import RESTRICTIONS
from shared.domain.tenants.setting_rules import MAX_RESTRICTIONS_EVER
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE as MANAGE_COMPANIES
from tests.component.companies.api import CompanyApi
from tests.component.configuration.api import MANAGE, ConfigurationApi


@pytest.fixture(params=[1, 4], ids="{} shards".format)
def shop(request: pytest.FixtureRequest, api: Api) -> Api:
    """A tenant with three customers of DE, one of FR and one of none, as its customers' manager."""
    create_tenant(wiring().tenants, api.tenant, restrictions=["DE", "FR", "AT"], shards=request.param)
    for value in ("DE", "DE", "DE", "FR", None):
        api.created({"restriction": value})
    return api


@pytest.fixture
def restrictions(shop: Api) -> ConfigurationApi:
    return ConfigurationApi(shop.as_(MANAGE))


def assert_refused(answer: Answer, **carriers: int) -> None:
    assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
    assert answer.json["details"] == [
        {"field": RESTRICTIONS, "message": f"number of customers with '{restriction}': {count}"}
        for restriction, count in carriers.items()
    ]


def test_a_put_without_it_is_409_and_says_how_many_carry_it(restrictions: ConfigurationApi) -> None:
    assert_refused(restrictions.put(RESTRICTIONS, {"value": ["FR", "AT"]}), DE=3)
    assert_refused(restrictions.put(RESTRICTIONS, {"value": ["BE"]}), DE=3, FR=1)

    assert restrictions.value(RESTRICTIONS) == ["DE", "FR", "AT"]


def test_a_delete_of_all_is_409_and_says_so_for_each(restrictions: ConfigurationApi) -> None:
    assert_refused(restrictions.delete(RESTRICTIONS), DE=3, FR=1)

    assert restrictions.value(RESTRICTIONS) == ["DE", "FR", "AT"]


def test_one_that_companies_carry_stays(shop: Api, restrictions: ConfigurationApi) -> None:
    companies = CompanyApi(shop.as_(MANAGE_COMPANIES))
    austrian = companies.created(restrictions=["AT"])

    answer = restrictions.put(RESTRICTIONS, {"value": ["DE", "FR"]})

    assert (answer.status, list(answer.problems.values())) == (409, ["number of companies with 'AT': 1"])
    assert restrictions.delete(RESTRICTIONS).status == 409
    assert companies.put(austrian, {"name": "X", "type": "COMPANY", "restrictions": []}).status == 204
    assert restrictions.put(RESTRICTIONS, {"value": ["DE", "FR"]}).status == 200


def test_one_that_nobody_carries_may_go(restrictions: ConfigurationApi) -> None:
    assert restrictions.put(RESTRICTIONS, {"value": ["FR", "DE"]}).status == 200


def test_one_may_go_when_its_last_customer_has_gone(shop: Api, restrictions: ConfigurationApi) -> None:
    german = shop.as_("customer.customer_manage--DE")
    gone, moved, other = german.numbers()
    shop.delete(gone)
    shop.patch(moved, {"restriction": "FR"})
    assert_refused(restrictions.put(RESTRICTIONS, {"value": ["FR"]}), DE=1)

    shop.delete(other)

    assert restrictions.put(RESTRICTIONS, {"value": ["FR"]}).status == 200
    assert_refused(restrictions.delete(RESTRICTIONS), FR=2)


def test_a_stale_version_is_reported_first(restrictions: ConfigurationApi) -> None:
    answer = restrictions.put(RESTRICTIONS, {"value": [], "version": 9})

    assert list(answer.problems) == ["version"]
    assert restrictions.delete(RESTRICTIONS, headers={"If-Match": '"9"'}).status == 412


def test_customers_of_another_tenant_do_not_count(restrictions: ConfigurationApi, other_tenant: str) -> None:
    other = ConfigurationApi(Api(other_tenant).as_(MANAGE))
    other.set(RESTRICTIONS, ["DE"])

    assert other.delete(RESTRICTIONS).status == 204


def test_a_tenant_can_have_a_limited_number_over_time(api: Api) -> None:
    configurations = ConfigurationApi(api.as_(MANAGE))
    for first in range(0, MAX_RESTRICTIONS_EVER, 50):
        configurations.set(RESTRICTIONS, [f"R{first + position}" for position in range(50)])

    answer = configurations.put(RESTRICTIONS, {"value": ["another"]})

    assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
    assert configurations.put(RESTRICTIONS, {"value": ["R0"]}).status == 200
