"""The core of a customer's own addresses: reached without a seller's scope, not created by PUT (api.md)."""

from dataclasses import replace

import pytest

from shared.domain.callers.access import Access, Grant
from shared.domain.customers.address_rules import AddressChange
from shared.domain.errors import AddressNotFound, CustomerNotFound
from shared.runtime.wiring import wiring
from shared.use_cases.addresses.create_address import NewAddress, create_address
from shared.use_cases.addresses.get_address import get_address
from shared.use_cases.addresses.list_addresses import list_addresses
from shared.use_cases.addresses.upsert_address import upsert_address
from tests.component.tenant_managed.addresses.calls import Addresses


@pytest.fixture
def own(addresses: Addresses) -> Access:
    return Access(own=Grant(), number=addresses.number)


@pytest.fixture
def home(addresses: Addresses) -> AddressChange:
    return AddressChange(addresses.api.tenant, addresses.number, "home", updated_by=addresses.number)


def test_a_put_of_an_unknown_id_is_refused_where_it_may_not_create(
    addresses: Addresses, own: Access, home: AddressChange
) -> None:
    with pytest.raises(AddressNotFound):
        upsert_address(wiring().customer_ports, own, home, {"contactName": "Anna"}, creates=False)

    assert addresses.versions() == (1, {})


def test_a_put_of_a_known_id_replaces_it(addresses: Addresses, own: Access, home: AddressChange) -> None:
    addresses.created(id="home", street="Weg")

    created = upsert_address(wiring().customer_ports, own, home, {"city": "Bonn"}, creates=False)

    assert not created
    assert addresses.get("home").json["city"] == "Bonn"
    assert addresses.versions() == (3, {"home": 2})


def test_ones_own_addresses_are_reached_and_nobody_elses(
    addresses: Addresses, own: Access, home: AddressChange
) -> None:
    customers, ports = wiring().customers, wiring().customer_ports
    tenant, other = addresses.api.tenant, addresses.api.created()
    new = NewAddress(tenant, addresses.number, {"contactName": "Anna"}, created_by=addresses.number)

    address_id = create_address(ports, own, new)

    assert [address.id for address, _ in list_addresses(customers, own, tenant, addresses.number)] == [
        address_id
    ]
    assert get_address(customers, own, tenant, addresses.number, address_id)[0].id == address_id
    with pytest.raises(CustomerNotFound):
        list_addresses(customers, own, tenant, other)
    with pytest.raises(CustomerNotFound):
        create_address(ports, own, replace(new, number=other))
    with pytest.raises(CustomerNotFound):
        upsert_address(ports, own, replace(home, number=other), {"contactName": "Anna"}, creates=True)
