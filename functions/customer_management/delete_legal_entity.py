"""DELETE /customer-management/{tenant}/legal-entities/{legalEntityId}."""

from shared.domain.callers.requirements import MANAGE_LEGAL_ENTITY
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.delete_legal_entity import delete_legal_entity
from shared.use_cases.companies.ports import CompanyPorts


@operation(requires=MANAGE_LEGAL_ENTITY, uses=Wiring.company_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: CompanyPorts) -> Response:
    """Delete the company, unless it has subsidiaries."""
    delete_legal_entity(
        ports,
        request.tenant,
        request.legal_entity_id,
        request.access,
        precondition=request.precondition(),
        deleted_by=request.author,
    )
    return empty(204)
