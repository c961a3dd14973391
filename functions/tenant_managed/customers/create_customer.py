"""POST /customer/{tenant}/customers."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.http.bodies.body import parsed
from shared.http.bodies.customer import CustomerSignupBySeller, members
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.writing import CreationPorts


def _created(request: Request, number: str) -> Response:
    return created(number, f"/customer/{request.tenant}/customers/{number}")


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.creation_ports, repeat=_created)
def lambda_handler(request: Request, ports: CreationPorts) -> Response:
    """Create a customer with its log-in account."""
    body = parsed(CustomerSignupBySeller, request.json_object())
    notify = request.flag("sendPasswordResetNotifications", default=True)
    new = NewCustomer(
        tenant=request.tenant,
        members=members(body),
        created_by=request.principal,
        number=body.id,
        password=body.password,
        message=TokenPurpose.PASSWORD_RESET if notify else None,
        receipt=request.receipt,
    )
    return _created(request, create_customer(ports, request.access, new))
