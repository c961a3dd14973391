"""POST /customer/{tenant}/signup/confirmation."""

from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken
from shared.domain.tenants.standing import served
from shared.http.confirmation_page import confirmed, refused, sent_token
from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.sign_up.confirm_sign_up import confirm_address


@operation(requires=PUBLIC, uses=Wiring.one_time_token_ports)
def lambda_handler(request: Request, ports: OneTimeTokenPorts) -> Response:
    """Confirm a sign-up by the button of its page, without a session."""
    tenant, token = request.tenant, sent_token(request)
    with WorkingFor(tenant):
        served(ports.tenants.standing(tenant), tenant)
        try:
            confirm_address(ports.credentials, ports.hashes, tenant, token)
        except InvalidOneTimeToken:
            return refused(request)
    return confirmed(request)
