"""PATCH /customer/{tenant}/me."""

from shared.domain.callers.requirements import EDIT_PROFILE
from shared.http.answers import expansion, for_customer
from shared.http.bodies.profile import profile_change
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.update_customer import update_customer
from shared.use_cases.customers.writing import CustomerPorts


@operation(requires=EDIT_PROFILE, uses=Wiring.customer_ports)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Change the members present in the body; `null` clears one."""
    change = profile_change(request, null_clears=True)
    expand = expansion(request)
    customer = update_customer(ports, request.access, change)
    return ok(for_customer(customer, expand), tag=customer.entity_tag(request.access))
