"""The operations on companies, contact assignments and locations as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from customer_management import (
    create_contact_assignment,
    create_legal_entity,
    create_location,
    delete_contact_assignment,
    delete_legal_entity,
    delete_location,
    get_contact_assignment,
    get_legal_entity,
    get_location,
    get_parent_hierarchy,
    list_contact_assignments,
    list_legal_entities,
    list_locations,
    search_legal_entities,
    upsert_contact_assignment,
    upsert_legal_entity,
    upsert_location,
)
from tests.component.api import Answer, Api

SCOPE = "customermanagement.legalentity"
MANAGE, READ, READ_OWN = f"{SCOPE}_manage", f"{SCOPE}_read", f"{SCOPE}_read_own"
MANAGE_LOCATIONS, READ_LOCATIONS = "customermanagement.location_manage", "customermanagement.location_read"
COMPANIES = "/customer-management/{tenant}/legal-entities"
MANAGE_CONTACTS = "customermanagement.contactassignment_manage"
READ_CONTACTS = "customermanagement.contactassignment_read"
ASSIGNMENTS = "/customer-management/{tenant}/contact-assignments"
ASSIGNMENT = f"{ASSIGNMENTS}/{{contactAssignmentId}}"
LOCATIONS = "/customer-management/{tenant}/locations"
LOCATION = f"{LOCATIONS}/{{locationId}}"
COMPANY = f"{COMPANIES}/{{legalEntityId}}"


@dataclass(frozen=True)
class CompanyApi:
    """Calls them for one caller."""

    caller: Api

    def create(self, body: Any = None, **options: Any) -> Answer:
        """POST /legal-entities."""
        handler = create_legal_entity.lambda_handler
        return self.caller.request(handler, f"POST {COMPANIES}", body, **options)

    def created(self, name: Any = "Muster GmbH", /, **members: Any) -> str:
        """The id of a company that is created without fail."""
        answer = self.create({"name": name, **members})
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def get(self, entity_id: str, **options: Any) -> Answer:
        """GET /legal-entities/{legalEntityId}."""
        handler = get_legal_entity.lambda_handler
        return self.caller.request(handler, f"GET {COMPANY}", legalEntityId=entity_id, **options)

    def put(self, entity_id: str, body: Any = None, **options: Any) -> Answer:
        """PUT /legal-entities/{legalEntityId}."""
        handler = upsert_legal_entity.lambda_handler
        return self.caller.request(handler, f"PUT {COMPANY}", body, legalEntityId=entity_id, **options)

    def delete(self, entity_id: str, **options: Any) -> Answer:
        """DELETE /legal-entities/{legalEntityId}."""
        handler = delete_legal_entity.lambda_handler
        return self.caller.request(handler, f"DELETE {COMPANY}", legalEntityId=entity_id, **options)

    def hierarchy(self, entity_id: str, **options: Any) -> Answer:
        """GET /legal-entities/{legalEntityId}/parent-hierarchy."""
        handler = get_parent_hierarchy.lambda_handler
        route = f"GET {COMPANY}/parent-hierarchy"
        return self.caller.request(handler, route, legalEntityId=entity_id, **options)

    def listed(self, **query: Any) -> Answer:
        """GET /legal-entities."""
        handler = list_legal_entities.lambda_handler
        return self.caller.request(handler, f"GET {COMPANIES}", query=query)

    def ids(self, **query: Any) -> list[str]:
        """The ids of the companies on a page."""
        answer = self.listed(**query)
        assert answer.status == 200, answer.text
        return [company["id"] for company in answer.json]

    def search(self, body: Any, **options: Any) -> Answer:
        """POST /legal-entities/search."""
        handler = search_legal_entities.lambda_handler
        return self.caller.request(handler, f"POST {COMPANIES}/search", body, **options)


@dataclass(frozen=True)
class AssignmentApi:
    """Calls the operations on contact assignments for one caller."""

    caller: Api

    def create(self, entity_id: str, number: str, **options: Any) -> Answer:
        """POST /contact-assignments, with further members of the body in `members`."""
        members = options.pop("members", {})
        body = {"legalEntity": {"id": entity_id}, "customer": {"id": number}, **members}
        handler = create_contact_assignment.lambda_handler
        return self.caller.request(handler, f"POST {ASSIGNMENTS}", body, **options)

    def created(self, entity_id: str, number: str, **members: Any) -> str:
        """The id of an assignment that is created without fail."""
        answer = self.create(entity_id, number, members=members)
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def get(self, assignment_id: str, **options: Any) -> Answer:
        """GET /contact-assignments/{contactAssignmentId}."""
        handler = get_contact_assignment.lambda_handler
        return self.caller.request(handler, f"GET {ASSIGNMENT}", contactAssignmentId=assignment_id, **options)

    def put(self, assignment_id: str, body: Any = None, **options: Any) -> Answer:
        """PUT /contact-assignments/{contactAssignmentId}."""
        handler, route = upsert_contact_assignment.lambda_handler, f"PUT {ASSIGNMENT}"
        return self.caller.request(handler, route, body, contactAssignmentId=assignment_id, **options)

    def delete(self, assignment_id: str, **options: Any) -> Answer:
        """DELETE /contact-assignments/{contactAssignmentId}."""
        handler, route = delete_contact_assignment.lambda_handler, f"DELETE {ASSIGNMENT}"
        return self.caller.request(handler, route, contactAssignmentId=assignment_id, **options)

    def listed(self, **query: Any) -> Answer:
        """GET /contact-assignments."""
        handler = list_contact_assignments.lambda_handler
        return self.caller.request(handler, f"GET {ASSIGNMENTS}", query=query)


@dataclass(frozen=True)
class LocationApi:
    """Calls the operations on locations for one caller."""

    caller: Api

    def create(self, body: Any = None, **options: Any) -> Answer:
        """POST /locations."""
        return self.caller.request(create_location.lambda_handler, f"POST {LOCATIONS}", body, **options)

    def created(self, **members: Any) -> str:
        """The id of a location that is created without fail."""
        answer = self.create({"type": "OFFICE", "contactDetails": {"city": "Bonn"}, **members})
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def get(self, location_id: str, **options: Any) -> Answer:
        """GET /locations/{locationId}."""
        handler = get_location.lambda_handler
        return self.caller.request(handler, f"GET {LOCATION}", locationId=location_id, **options)

    def put(self, location_id: str, body: Any = None, **options: Any) -> Answer:
        """PUT /locations/{locationId}."""
        handler = upsert_location.lambda_handler
        return self.caller.request(handler, f"PUT {LOCATION}", body, locationId=location_id, **options)

    def delete(self, location_id: str, **options: Any) -> Answer:
        """DELETE /locations/{locationId}."""
        handler = delete_location.lambda_handler
        return self.caller.request(handler, f"DELETE {LOCATION}", locationId=location_id, **options)

    def listed(self, **query: Any) -> Answer:
        """GET /locations."""
        return self.caller.request(list_locations.lambda_handler, f"GET {LOCATIONS}", query=query)
