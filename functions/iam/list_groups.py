"""GET /iam/{tenant}/groups."""

from shared.domain.callers.requirements import READ_GROUPS
from shared.http.group_lists import answered_page, groups_asked_for
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import numbered_page
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.lists import CompanyDirectory
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.list_groups import list_groups


@operation(requires=READ_GROUPS, uses=Wiring.company_directory, refuses=published_refusal)
def lambda_handler(request: Request, directory: CompanyDirectory) -> Response:
    """Return a page of the groups of companies."""
    query, order = groups_asked_for(request)
    wanted = numbered_page(request)
    page = list_groups(directory, request.tenant, request.access, query, order=order, page=wanted)
    return answered_page(page.documents, page.total)
