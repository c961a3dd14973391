"""GET /iam/{tenant}/users/{userId}/groups."""

from shared.domain.callers.requirements import READ_GROUPS
from shared.http.group_lists import order_of, page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import numbered_page
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.companies import CompanyRoleStore
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.group_users import groups_of


@operation(requires=READ_GROUPS, uses=Wiring.company_roles, refuses=published_refusal)
def lambda_handler(request: Request, roles: CompanyRoleStore) -> Response:
    """Return a page of the groups that a customer is in."""
    sorted_by = order_of(request)
    documents = groups_of(roles, request.tenant, request.user_id, request.access)
    return page_of(sorted_by(documents), numbered_page(request))
