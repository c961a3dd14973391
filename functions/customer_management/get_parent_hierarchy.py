"""GET /customer-management/{tenant}/legal-entities/{legalEntityId}/parent-hierarchy."""

from shared.domain.callers.requirements import READ_HIERARCHY
from shared.domain.companies.legal_entity_rules import document_of
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.companies import CompanyReader
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.get_parent_hierarchy import get_parent_hierarchy


@operation(requires=READ_HIERARCHY, uses=Wiring.companies, refuses=published_refusal)
def lambda_handler(request: Request, companies: CompanyReader) -> Response:
    """Return the company and its ancestors, nearest first."""
    lineage = get_parent_hierarchy(companies, request.tenant, request.legal_entity_id, request.access)
    return ok([document_of(company) for company in lineage])
