"""POST /customer-management/{tenant}/legal-entities/search."""

from shared.domain.callers.requirements import READ_LEGAL_ENTITY
from shared.domain.companies.legal_entity_rules import document_of
from shared.domain.companies.queries import LEGAL_ENTITY_FILTERS, LEGAL_ENTITY_MEMBERS
from shared.http.company_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import q_of_body
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.lists import CompanyDirectory
from shared.runtime.wiring import Wiring


@operation(requires=READ_LEGAL_ENTITY, uses=Wiring.company_directory, refuses=published_refusal)
def lambda_handler(request: Request, directory: CompanyDirectory) -> Response:
    """Return a page of the tenant's companies; the filter is in the body, where it can be long."""
    q = q_of_body(request)
    return page_of(
        request,
        directory,
        q,
        LEGAL_ENTITY_MEMBERS,
        LEGAL_ENTITY_FILTERS,
        documents_of=lambda found, _around: map(document_of, found),
    )
