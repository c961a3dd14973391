"""DELETE /iam/{tenant}/groups/{groupId}/users/{userId}."""

from shared.domain.callers.requirements import MANAGE_GROUP_USERS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.group_users import remove_user
from shared.use_cases.companies.ports import GroupPorts


@operation(requires=MANAGE_GROUP_USERS, uses=Wiring.group_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: GroupPorts) -> Response:
    """Take a contact out of a group of its company."""
    remove_user(ports, request.tenant, request.group_id, request.user_id, request.access)
    return empty(204)
