"""Addresses, on the deployed service."""

import uuid

from tests.e2e.client import CUSTOMERS, Api


def test_an_address_is_created_read_changed_tagged_and_deleted(manager: Api, reader: Api) -> None:
    customer = f"{CUSTOMERS}/{manager.call('POST', CUSTOMERS, {'lastName': 'Muster'}).json()['id']}"
    new = {"contactName": "Anna Muster", "city": "Berlin", "country": "DE", "isDefault": True}

    created = manager.call("POST", f"{customer}/addresses", new, {"Idempotency-Key": uuid.uuid4().hex})
    address = created.headers["Location"]
    put = manager.call("PUT", f"{customer}/addresses/office", {"contactName": "Bo Muster"})
    replaced = manager.call("PUT", f"{customer}/addresses/office", {"city": "Bonn", "isDefault": True})
    known = {"If-Match": manager.call("GET", address).headers["ETag"]}
    patched = manager.call("PATCH", address, {"tags": ["GIFTS"]}, known)
    tagged = manager.call("POST", f"{address}/tags?tags=BILLING,SHIPPING")
    untagged = manager.call("DELETE", f"{address}/tags?tags=GIFTS")
    read = reader.call("GET", address)
    listed = reader.call("GET", f"{customer}/addresses")
    deleted = manager.call("DELETE", f"{customer}/addresses/office")

    writes = (created, put, replaced, patched, tagged, untagged, deleted)
    assert [answer.status for answer in writes] == [201, 201, 204, 200, 204, 204, 204]
    assert (read.json()["tags"], read.json()["metadata"]["version"]) == (["BILLING", "SHIPPING"], 5)
    assert [one["isDefault"] for one in listed.json()] == [True, False]
    assert "defaultAddress" not in manager.call("GET", customer).json()
