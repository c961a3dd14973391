"""POST /iam/{tenant}/groups/{groupId}/users."""

from shared.domain.callers.requirements import MANAGE_GROUP_USERS
from shared.http.bodies.body import parsed
from shared.http.bodies.group import GroupUser
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.group_users import add_user
from shared.use_cases.companies.ports import GroupPorts


def _created(request: Request, entry: str) -> Response:
    return created(entry, f"/iam/{request.tenant}/groups/{request.group_id}/users")


@operation(requires=MANAGE_GROUP_USERS, uses=Wiring.group_ports, repeat=_created, refuses=published_refusal)
def lambda_handler(request: Request, ports: GroupPorts) -> Response:
    """Put a contact of the company into one of its groups."""
    user = parsed(GroupUser, request.json_object())
    group, access = request.group_id, request.access
    entry = add_user(ports, request.tenant, group, user.user_id, access, receipt=request.receipt)
    return _created(request, entry)
