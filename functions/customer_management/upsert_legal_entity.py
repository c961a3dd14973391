"""PUT /customer-management/{tenant}/legal-entities/{legalEntityId}."""

from shared.domain.callers.requirements import MANAGE_LEGAL_ENTITY
from shared.http.bodies.company import LegalEntityUpdate, replacement
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.ports import CompanyPorts
from shared.use_cases.companies.upsert_legal_entity import upsert_legal_entity


@operation(requires=MANAGE_LEGAL_ENTITY, uses=Wiring.company_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: CompanyPorts) -> Response:
    """Replace the company, or create it under this id."""
    change = replacement(request, LegalEntityUpdate, request.legal_entity_id)
    if upsert_legal_entity(ports, request.access, change):
        return created(change.id, f"/customer-management/{change.tenant}/legal-entities/{change.id}")
    return empty(204)
