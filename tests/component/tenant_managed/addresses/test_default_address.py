"""At most one address is the default (api.md §4, Addresses)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.component.api import Answer
from tests.component.tenant_managed.addresses.calls import Addresses


@pytest.fixture
def two(addresses: Addresses) -> Addresses:
    """A customer with two addresses, of which `home` is the default one."""
    addresses.created(id="home", isDefault=True)
    addresses.created(id="office")
    return addresses


def default_of(addresses: Addresses) -> str | None:
    """The one default address, told alike by list and customer."""
    found = [id_ for id_, address in addresses.shown().items() if address["isDefault"]]
    customer = addresses.api.get(addresses.number).json
    assert found == ([customer["defaultAddress"]["id"]] if "defaultAddress" in customer else [])
    return found[0] if found else None


@pytest.mark.parametrize("change", [Addresses.put, Addresses.patch])
def test_making_one_unmakes_the_other_and_both_are_new_versions(
    two: Addresses, change: Callable[..., Answer]
) -> None:
    assert change(two, "office", {"isDefault": True}).status in {200, 204}

    assert default_of(two) == "office"
    assert two.versions() == (4, {"home": 2, "office": 2})


@pytest.mark.parametrize(
    "create",
    [
        lambda addresses, body: addresses.create({**body, "id": "new"}),
        lambda addresses, body: addresses.put("new", body),
    ],
    ids=["POST", "PUT"],
)
def test_so_does_creating_one(two: Addresses, create: Callable[[Addresses, Any], Answer]) -> None:
    assert create(two, {"contactName": "Anna", "isDefault": True}).status == 201

    assert default_of(two) == "new"
    assert two.versions() == (4, {"home": 2, "office": 1, "new": 1})


def test_a_new_one_is_not_the_default_unless_it_says_so(addresses: Addresses) -> None:
    addresses.created()
    addresses.created(isDefault=False)
    addresses.created(isDefault=None)

    assert default_of(addresses) is None


@pytest.mark.parametrize("change", [Addresses.put, Addresses.patch])
def test_there_can_be_no_default(two: Addresses, change: Callable[..., Answer]) -> None:
    change(two, "home", {"isDefault": False})

    assert default_of(two) is None
    assert two.versions() == (4, {"home": 2, "office": 1})


@pytest.mark.parametrize("change", [Addresses.put, Addresses.patch])
def test_false_for_another_one_changes_nothing(two: Addresses, change: Callable[..., Answer]) -> None:
    change(two, "office", {"isDefault": False})

    assert default_of(two) == "home"
    assert two.versions() == (3, {"home": 1, "office": 1})


@pytest.mark.parametrize("body", [{"city": "Bonn"}, {"city": "Bonn", "isDefault": None}])
def test_a_put_without_it_keeps_it(two: Addresses, body: dict[str, Any]) -> None:
    two.put("home", body)
    two.put("office", body)

    assert default_of(two) == "home"


def test_a_stale_default_is_a_stale_version(two: Addresses) -> None:
    known = two.get("home").headers["ETag"]
    two.patch("office", {"isDefault": True})

    assert two.patch("home", {"city": "Bonn", "metadata": {"version": 1}}).status == 409
    assert two.patch("home", {"city": "Bonn"}, headers={"If-Match": known}).status == 412
