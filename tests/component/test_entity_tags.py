"""An `ETag` never comes back: it is the same for no two states that a caller can tell apart."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shared.domain.callers.access import EVERYWHERE, Access, Grant, LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.instants import now
from tests.component.api import Api
from tests.component.configuration.api import ConfigurationApi
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import client_of_scene
from tests.component.stored_customers import customer_of
from tests.component.tenant_managed.addresses.calls import Addresses

HOME = {"contactName": "Anna"}


@pytest.fixture
def configurations(api: Api) -> ConfigurationApi:
    return ConfigurationApi(api.as_("configuration.configuration_manage"))


@pytest.fixture
def storefront(tenant: str) -> Storefront:
    return Storefront(tenant, client_of_scene(tenant, public=True).id)


@pytest.fixture
def addresses(api: Api) -> Addresses:
    return Addresses(api, api.created())


def test_that_of_a_deleted_address_is_good_for_nothing_of_the_next(addresses: Addresses) -> None:
    tags = set()
    for _ in range(3):
        addresses.put("home", HOME)
        known = addresses.get("home").headers["ETag"]
        addresses.delete("home")
        addresses.put("home", HOME)

        assert addresses.get("home", headers={"If-None-Match": known}).status == 200
        for write in (addresses.put, addresses.patch):
            assert write("home", HOME, headers={"If-Match": known}).status == 412
        assert addresses.delete("home", headers={"If-Match": known}).status == 412
        tags |= {known, addresses.get("home").headers["ETag"]}
        addresses.delete("home")

    assert len(tags) == 6


def test_an_address_that_the_customer_began_with_has_another_than_its_successor(
    api: Api, store: Callable[..., str]
) -> None:
    own = Addresses(api, store(addresses=(Address(id="home", texts=HOME),)))
    first = own.get("home").headers["ETag"]
    own.delete("home")
    own.put("home", HOME)

    assert own.get("home").headers["ETag"] != first


def test_those_of_a_deleted_customer_are_good_for_nothing_of_the_next(
    api: Api, configure: Callable[[str, object], None]
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    addresses = Addresses(api, api.created({"id": "1001"}))
    addresses.put("home", HOME)
    known, of_home = api.get("1001").headers["ETag"], addresses.get("home").headers["ETag"]
    api.delete("1001")
    api.create({"id": "1001"})
    addresses.put("home", HOME)

    assert api.get("1001").json["metadata"]["version"] == 2
    assert api.get("1001", headers={"If-None-Match": known}).status == 200
    assert addresses.get("home", headers={"If-None-Match": of_home}).status == 200
    for write in (api.put, api.patch):
        assert write("1001", {"title": "Dr"}, headers={"If-Match": known}).status == 412
    assert api.delete("1001", headers={"If-Match": known}).status == 412
    assert addresses.delete("home", headers={"If-Match": of_home}).status == 412


def test_that_of_a_deleted_setting_is_good_for_nothing_of_the_next(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1})
    known = configurations.get("own").headers["ETag"]
    configurations.delete("own")
    configurations.create({"key": "own", "value": 2})

    assert configurations.get("own", headers={"If-None-Match": known}).json["value"] == 2
    assert configurations.put("own", {"value": 3}, headers={"If-Match": known}).status == 412
    assert configurations.delete("own", headers={"If-Match": known}).status == 412


def test_a_log_in_is_a_new_one_where_it_is_shown(api: Api, storefront: Storefront) -> None:
    number = storefront.sign_up("anna@example.com").json["id"]
    addresses = Addresses(api, number)
    addresses.put("home", HOME)
    known, of_home = api.get(number).headers["ETag"], addresses.get("home").headers["ETag"]

    storefront.logged_in("anna@example.com")
    shown = api.get(number, headers={"If-None-Match": known})

    assert (shown.status, "lastLogin" in shown.json) == (200, True)
    assert api.get(number, headers={"If-None-Match": shown.headers["ETag"]}).status == 304
    assert api.patch(number, {"title": "Dr"}, headers={"If-Match": known}).status == 412
    assert addresses.get("home", headers={"If-None-Match": of_home}).status == 304


def test_log_ins_within_a_second_have_their_own(api: Api, store: Callable[..., str]) -> None:
    first = now()
    tags = []
    for passed in (timedelta(), timedelta(milliseconds=1), timedelta(days=1)):
        number = store(incarnation="an incarnation", last_login=first + passed)
        tags.append(api.get(number).headers["ETag"])

    assert len(set(tags)) == 3


def test_that_of_a_colleague_says_nothing_of_a_log_in_that_is_not_shown(
    api: Api, store: Callable[..., str]
) -> None:
    company = (LegalEntityReference("L1", "Bakery"),)
    shown = []
    for number, last_login in (("one", None), ("other", now())):
        store(number=number, incarnation="0" * 32, legal_entities=company, last_login=last_login)
        customer = customer_of(api.tenant, number)
        access = Access(own=Grant(), legal_entities=company, number="me")
        shown.append((customer.entity_tag(access), customer.entity_tag(EVERYWHERE)))

    assert shown[0][0] == shown[1][0] != shown[1][1]


def test_that_of_a_colleague_is_another_when_the_caller_joins_or_leaves_a_company_of_both(
    api: Api, store: Callable[..., str]
) -> None:
    both = (LegalEntityReference("L1", "Bakery"), LegalEntityReference("L2", "Brewery"))
    number = store(legal_entities=both)
    customer = customer_of(api.tenant, number)

    tags = [
        customer.entity_tag(
            Access(own=Grant(), legal_entities=own, number="me", companies=frozenset(each.id for each in own))
        )
        for own in (both[:1], both, both[1:], both[:1])
    ]

    assert len(set(tags)) == 3
    assert tags[0] == tags[3]
