"""Addresses for a purpose: a tag says which (query-language.md §2, api.md §4)."""

import pytest

from tests.component.api import Api
from tests.component.tenant_managed.addresses.calls import Addresses


@pytest.fixture
def shop(api: Api) -> Api:
    """Two customers that have the same between their addresses, and one without any."""
    ship = {"country": "DE", "city": "Bonn", "tags": ["SHIPPING"]}
    bill = {"country": "FR", "city": "Paris", "tags": ["BILLING"], "isDefault": True}
    for number, swapped in (("1", False), ("2", True)):
        addresses = Addresses(api, api.created({"id": number, "lastName": "Koch"}))
        first, second = (
            (ship | {"tags": ["BILLING"]}, bill | {"tags": ["SHIPPING"]}) if swapped else (ship, bill)
        )
        addresses.created(id="a", **first)
        addresses.created(id="b", **second)
    api.created({"id": "3", "lastName": "Koch"})
    return api


@pytest.mark.parametrize("narrowed", ["", " id:(1,2,3)", " lastName:Koch", "; metadataCreatedAt:>2020-01-01"])
@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("addresses.country:DE addresses.city:Paris", ["1", "2"]),
        ("addresses:(country:DE city:Paris)", []),
        ("addresses:(country:FR city:Paris)", ["1", "2"]),
        ("addresses.tags:BILLING", ["1", "2"]),
        ("addresses:(tags:BILLING isDefault:true)", ["1"]),
        ("addresses:(tags:BILLING AND (isDefault:false OR city:Rom))", ["2"]),
        ("addresses:(tags:SHIPPING country:DE)", ["1"]),
        ("defaultAddress:(tags:SHIPPING city:Paris)", ["2"]),
        ("addresses:(tags:missing)", []),
        ("compoundLogicalQuery:(addresses:(tags:BILLING isDefault:true) OR addresses:missing)", ["1", "3"]),
    ],
)
def test_one_address_has_to_satisfy_what_stands_in_brackets(
    shop: Api, q: str, numbers: list[str], narrowed: str
) -> None:
    assert shop.numbers(q=q + narrowed, sort="id") == numbers


def test_expand_shows_the_addresses_with_a_tag(shop: Api) -> None:
    def shown(number: str, expand: str) -> list[str]:
        listed = shop.listed(query={"q": f"id:{number}", "expand": expand}).json[0]["addresses"]
        assert shop.get(number, query={"expand": expand}).json["addresses"] == listed
        return sorted(address["id"] for address in listed)

    assert shown("1", "addresses:BILLING") == ["b"]
    assert shown("2", "addresses:BILLING,accounts") == ["a"]
    assert shown("1", "addresses:BILLING,addresses:SHIPPING") == ["a", "b"]
    assert shown("1", "addresses:BILLING,addresses") == ["a", "b"]
    assert shown("1", "addresses:RETURNS") == []
    assert shown("3", "addresses") == shown("3", "addresses:BILLING") == []
