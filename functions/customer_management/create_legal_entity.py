"""POST /customer-management/{tenant}/legal-entities."""

import uuid

from shared.domain.callers.requirements import MANAGE_LEGAL_ENTITY
from shared.http.bodies.company import LegalEntityCreate, new_resource
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.create_legal_entity import create_legal_entity
from shared.use_cases.companies.ports import CompanyPorts


def _created(request: Request, entity_id: str) -> Response:
    return created(entity_id, f"/customer-management/{request.tenant}/legal-entities/{entity_id}")


@operation(
    requires=MANAGE_LEGAL_ENTITY, uses=Wiring.company_ports, repeat=_created, refuses=published_refusal
)
def lambda_handler(request: Request, ports: CompanyPorts) -> Response:
    """Create a company."""
    change = new_resource(request, LegalEntityCreate, uuid.uuid4().hex)
    return _created(request, create_legal_entity(ports, request.access, change, request.receipt))
