"""GET /customer-management/{tenant}/legal-entities/{legalEntityId}."""

from shared.domain.callers.requirements import READ_LEGAL_ENTITY
from shared.domain.companies.legal_entity_rules import document_of, tag_of
from shared.domain.companies.queries import LEGAL_ENTITY_MEMBERS
from shared.domain.preconditions import names
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.http.selected_fields import selection
from shared.ports.companies import CompanyReader
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.get_legal_entity import get_legal_entity


@operation(requires=READ_LEGAL_ENTITY, uses=Wiring.companies, refuses=published_refusal)
def lambda_handler(request: Request, companies: CompanyReader) -> Response:
    """Return one company, or 304 when the client has this version."""
    selected, known = selection(request, LEGAL_ENTITY_MEMBERS), request.known_tags
    company = get_legal_entity(companies, request.tenant, request.legal_entity_id, request.access)
    tag = tag_of(company)
    if names(known, tag):
        return empty(304, {"ETag": tag})
    return ok(selected(document_of(company)), tag=tag)
