"""DELETE /customers/{customerNumber}/addresses/{addressId} (api.md §1 and §4, Addresses)."""

import pytest

from tests.component.tenant_managed.addresses.calls import Addresses


def test_it_is_gone_and_the_others_stay(addresses: Addresses) -> None:
    addresses.created(id="home")
    addresses.created(id="office")

    answer = addresses.delete("home")

    assert (answer.status, answer.text) == (204, "")
    assert addresses.get("home").status == 404
    assert addresses.versions() == (4, {"office": 1})


def test_what_is_gone_cannot_be_deleted_again(addresses: Addresses) -> None:
    addresses.created(id="home")
    addresses.delete("home")

    assert addresses.delete("home").status == 404
    assert addresses.versions() == (3, {})


def test_the_id_is_free_again_and_starts_at_the_first_version(addresses: Addresses) -> None:
    addresses.created(id="home")
    addresses.patch("home", {"city": "Bonn"})
    addresses.delete("home")

    addresses.created(id="home")

    assert addresses.versions() == (5, {"home": 1})


def test_without_the_default_address_there_is_none(addresses: Addresses) -> None:
    addresses.created(id="home", isDefault=True)
    addresses.created(id="office")

    addresses.delete("home")

    assert "defaultAddress" not in addresses.api.get(addresses.number).json
    assert not addresses.shown()["office"]["isDefault"]


def test_of_an_unknown_customer_it_is_404(addresses: Addresses) -> None:
    addresses.created(id="home")

    assert addresses.delete("home", customerNumber="unknown").status == 404


@pytest.mark.parametrize(("tag", "status"), [("{new}", 204), ("*", 204), ('"2"', 412), ("{old}", 412)])
def test_if_match_is_about_the_address(addresses: Addresses, tag: str, status: int) -> None:
    addresses.created(id="home")
    old = addresses.get("home").headers["ETag"]
    addresses.patch("home", {"city": "Bonn"})
    new = addresses.get("home").headers["ETag"]

    assert addresses.delete("home", headers={"If-Match": tag.format(old=old, new=new)}).status == status
    assert (addresses.get("home").status == 200) is (status == 412)


def test_404_comes_before_412(addresses: Addresses) -> None:
    assert addresses.delete("home", headers={"If-Match": '"7"'}).status == 404


def test_a_body_is_not_looked_at(addresses: Addresses) -> None:
    addresses.created(id="home")

    assert addresses.delete("home", raw=b"\xff", content_type="text/plain").status == 204
