"""PATCH /customer/{tenant}/customers/{customerNumber}."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.http.bodies.customer import customer_change
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.update_customer import update_customer
from shared.use_cases.customers.writing import CustomerPorts


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.customer_ports)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Change the members present in the body; `null` clears one."""
    update_customer(ports, request.access, customer_change(request))
    return empty(200)
