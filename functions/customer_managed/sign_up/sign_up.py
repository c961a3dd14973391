"""POST /customer/{tenant}/signup."""

from shared.domain.callers.requirements import VISIT
from shared.http.bodies.address import address_members
from shared.http.bodies.body import parsed
from shared.http.bodies.customer import members
from shared.http.bodies.profile import CustomerSignup
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sign_up.sign_up import SignUp, SignUpPorts, sign_up


def _created(request: Request, number: str) -> Response:
    return created(number, f"/customer/{request.tenant}/customers/{number}")


@operation(requires=VISIT, uses=Wiring.sign_up_ports, repeat=_created)
def lambda_handler(request: Request, ports: SignUpPorts) -> Response:
    """Make a visitor a customer, with a log-in and optionally a first address."""
    body = parsed(CustomerSignup, request.json_object())
    log_in, address = body.signup or body, body.customer_address
    new = SignUp(
        tenant=request.tenant,
        email=body.email,
        log_in_email=log_in.email,
        password=log_in.password,
        password_member="signup.password" if body.signup is not None else "password",
        details=members(body.customer_details) if body.customer_details is not None else {},
        address=address_members(address) if address is not None else None,
        address_id=address.id if address is not None else None,
        source=request.source,
        defaults=visitor(request).defaults,
        receipt=request.receipt,
    )
    return _created(request, sign_up(ports, new))
