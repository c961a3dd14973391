"""GET /customers/{customerNumber}/addresses and /addresses/{addressId} (api.md §1 and §4, Addresses)."""

import pytest

from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses


class TestList:
    def test_of_a_customer_without_addresses_it_is_empty(self, addresses: Addresses) -> None:
        answer = addresses.listed()

        assert (answer.status, answer.json) == (200, [])

    def test_it_has_every_address_whole_and_the_default_one_first(self, addresses: Addresses) -> None:
        ids = [addresses.created(), addresses.created(**WHOLE), addresses.created(city="Bonn")]

        answer = addresses.listed()

        assert [address["id"] for address in answer.json] == [ids[1], ids[0], ids[2]]
        assert answer.json == [addresses.get(id_).json for id_ in (ids[1], ids[0], ids[2])]
        assert [address["isDefault"] for address in answer.json] == [True, False, False]

    def test_of_an_unknown_customer_it_is_404(self, addresses: Addresses) -> None:
        answer = addresses.listed(customerNumber="unknown")

        assert (answer.status, answer.json["message"]) == (404, "Customer 'unknown' not found.")

    def test_of_a_deleted_customer_it_is_404(self, addresses: Addresses) -> None:
        addresses.created()
        addresses.api.delete(addresses.number)

        assert addresses.listed().status == 404


class TestGet:
    def test_of_an_unknown_address_it_is_404(self, addresses: Addresses) -> None:
        addresses.created(id="home")

        answer = addresses.get("office")

        assert (answer.status, answer.json["type"]) == (404, "resource_not_found")
        assert answer.json["message"] == "Address 'office' not found."
        assert addresses.get("HOME").status == 404

    def test_another_customers_address_is_404(self, addresses: Addresses) -> None:
        id_ = addresses.created()

        assert addresses.get(id_, customerNumber=addresses.api.created()).status == 404

    def test_of_an_unknown_customer_it_is_404(self, addresses: Addresses) -> None:
        id_ = addresses.created()

        assert addresses.get(id_, customerNumber="unknown").status == 404

    def test_its_entity_tag_begins_with_the_version_of_the_address(self, addresses: Addresses) -> None:
        id_ = addresses.created()
        addresses.created()

        assert addresses.get(id_).headers["ETag"].startswith('"1.')
        addresses.patch(id_, {"city": "Bonn"})
        assert addresses.get(id_).headers["ETag"].startswith('"2.')
        assert addresses.api.get(addresses.number).headers["ETag"].startswith('"4.')

    @pytest.mark.parametrize(
        ("known", "status"), [("{}", 304), ("W/{}", 304), ("*", 304), ('"2", {}', 304), ('"1"', 200)]
    )
    def test_a_client_that_has_the_version_is_not_sent_it_again(
        self, addresses: Addresses, known: str, status: int
    ) -> None:
        id_ = addresses.created()

        tag = addresses.get(id_).headers["ETag"]
        answer = addresses.get(id_, headers={"If-None-Match": known.format(tag)})

        assert (answer.status, answer.headers["ETag"]) == (status, tag)
        assert bool(answer.text) is (status == 200)
