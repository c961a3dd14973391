"""GET /customer/{tenant}/customers/{customerNumber}/export."""

from shared.domain.callers.requirements import EXPORT_CUSTOMER
from shared.http.answers import whole
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.export_customer import ExportPorts, export_within_reach

_ADVICE = "the command 'customers gdpr-export' has no limit"


@operation(requires=EXPORT_CUSTOMER, uses=Wiring.export_ports)
def lambda_handler(request: Request, ports: ExportPorts) -> Response:
    """Return everything that is held about the customer, without secrets."""
    caller, number = request.known_caller, request.customer_number
    document = export_within_reach(ports, caller, request.access, request.tenant, number)
    return whole(document, called="document", advice=_ADVICE)
