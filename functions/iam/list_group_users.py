"""GET /iam/{tenant}/groups/{groupId}/users."""

from shared.domain.callers.requirements import READ_GROUP_USERS
from shared.domain.companies.groups import visible_group
from shared.http.group_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import numbered_page
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.companies import CompanyRoleStore
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.group_users import users_of


@operation(requires=READ_GROUP_USERS, uses=Wiring.company_roles, refuses=published_refusal)
def lambda_handler(request: Request, roles: CompanyRoleStore) -> Response:
    """Return a page of the customers in a group, in the order of their numbers."""
    group = visible_group(request.group_id, request.access)
    numbers = users_of(roles, request.tenant, group)
    return page_of((group.user(number) for number in numbers), numbered_page(request))
