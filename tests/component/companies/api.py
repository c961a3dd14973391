"""The operations on companies and locations as a caller sees them."""

from dataclasses import dataclass
from typing import Any

from customer_management import (
    create_legal_entity,
    delete_legal_entity,
    get_legal_entity,
    get_parent_hierarchy,
    upsert_legal_entity,
)
from tests.component.api import Answer, Api

SCOPE = "customermanagement.legalentity"
MANAGE, READ, READ_OWN = f"{SCOPE}_manage", f"{SCOPE}_read", f"{SCOPE}_read_own"
MANAGE_LOCATIONS, READ_LOCATIONS = "customermanagement.location_manage", "customermanagement.location_read"
COMPANIES = "/customer-management/{tenant}/legal-entities"
COMPANY = f"{COMPANIES}/{{legalEntityId}}"


@dataclass(frozen=True)
class CompanyApi:
    """Calls them for one caller."""

    caller: Api

    def create(self, body: Any = None, **options: Any) -> Answer:
        """POST /legal-entities."""
        handler = create_legal_entity.lambda_handler
        return self.caller.request(handler, f"POST {COMPANIES}", body, **options)

    def created(self, name: str = "Muster GmbH", **members: Any) -> str:
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
