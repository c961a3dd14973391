"""PUT /customer/{tenant}/customers/{customerNumber}."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.http.bodies.customer import customer_change
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.request import MERGE_PATCH, Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.upsert_customer import upsert_customer
from shared.use_cases.customers.writing import CreationPorts


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.creation_ports)
def lambda_handler(request: Request, ports: CreationPorts) -> Response:
    """Replace the customer (as merge-patch: merge), or create it under this number."""
    change = customer_change(request)
    merge = request.media_type == MERGE_PATCH
    notify = request.flag("sendPasswordResetNotifications", default=True)
    if upsert_customer(ports, request.access, change, merge=merge, notify=notify):
        return created(change.number, f"/customer/{change.tenant}/customers/{change.number}")
    return empty(204)
