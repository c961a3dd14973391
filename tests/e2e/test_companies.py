"""Companies and locations, on the deployed service."""

import uuid

from tests.e2e.client import TENANT, Api

COMPANIES = f"/customer-management/{TENANT}/legal-entities"
LOCATIONS = f"/customer-management/{TENANT}/locations"


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
