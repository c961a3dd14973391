"""Companies, their contacts with their roles, and locations, on the deployed service."""

import uuid

from tests.e2e.client import CUSTOMERS, TENANT, Api

COMPANIES = f"/customer-management/{TENANT}/legal-entities"
CONTACTS = f"/customer-management/{TENANT}/contact-assignments"
LOCATIONS = f"/customer-management/{TENANT}/locations"
GROUPS, USERS = f"/iam/{TENANT}/groups", f"/iam/{TENANT}/users"


def test_a_company_is_created_found_moved_and_deleted(owner: Api) -> None:
    name = uuid.uuid4().hex
    place = {"type": "OFFICE", "contactDetails": {"city": "Kiel"}}
    at = owner.call("POST", LOCATIONS, place).json()["id"]

    parent = owner.call("POST", COMPANIES, {"name": name, "entitiesAddresses": [{"id": at}]}).json()["id"]
    child = owner.call("POST", COMPANIES, {"name": f"{name} Nord", "parentId": parent}).json()["id"]

    read = owner.call("GET", f"{COMPANIES}/{parent}").json()
    assert read["entitiesAddresses"] == [owner.call("GET", f"{LOCATIONS}/{at}").json()]
    assert [each["id"] for each in owner.call("GET", f"{COMPANIES}?parentId={parent}").json()] == [child]
    found = owner.call("POST", f"{COMPANIES}/search", {"q": f"name:{name}"}).json()
    assert [each["id"] for each in found] == [parent]
    lineage = owner.call("GET", f"{COMPANIES}/{child}/parent-hierarchy").json()
    assert [each["id"] for each in lineage] == [child, parent]
    refused = owner.call("DELETE", f"{COMPANIES}/{parent}")
    assert (refused.status, refused.json()["code"]) == (409, 409)
    moved = owner.call("PUT", f"{COMPANIES}/{child}", {"name": f"{name} Nord", "type": "COMPANY"})
    gone = [owner.call("DELETE", f"{COMPANIES}/{each}").status for each in (child, parent)]
    assert (moved.status, gone) == (204, [204, 204])
    assert owner.call("DELETE", f"{LOCATIONS}/{at}").status == 204


def test_a_contact_is_put_into_a_group_and_out_again(owner: Api) -> None:
    name = uuid.uuid4().hex
    company = owner.call("POST", COMPANIES, {"name": name}).json()["id"]
    number = owner.call("POST", CUSTOMERS, {"firstName": name}).json()["id"]
    contact = {"legalEntity": {"id": company}, "customer": {"id": number}}
    assignment = owner.call("POST", CONTACTS, contact).json()["id"]
    buyers = f"{GROUPS}/BUYER.{company}/users"

    added = owner.call("POST", buyers, {"userId": number, "userType": "CUSTOMER"})

    assert (added.status, added.json()) == (201, {"id": f"BUYER.{company}.{number}"})
    groups = owner.call("GET", f"{GROUPS}?q=b2b.legalEntityId:{company}").json()
    assert [each["code"] for each in groups] == ["ADMIN", "BUYER", "REQUESTER", "CONTACT"]
    assert [each["userId"] for each in owner.call("GET", buyers).json()] == [number]
    assert [each["code"] for each in owner.call("GET", f"{USERS}/{number}/groups").json()] == ["BUYER"]
    assert owner.call("DELETE", f"{buyers}/{number}").status == 204
    assert [each["code"] for each in owner.call("GET", f"{USERS}/{number}/groups").json()] == ["CONTACT"]
    assert owner.call("DELETE", f"{CONTACTS}/{assignment}").status == 204
    assert owner.call("DELETE", f"{COMPANIES}/{company}").status == 204
