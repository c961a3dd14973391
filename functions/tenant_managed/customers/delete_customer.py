"""DELETE /customer/{tenant}/customers/{customerNumber}."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.delete_customer import delete_customer


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Delete the customer with its accounts."""
    delete_customer(
        customers,
        request.tenant,
        request.customer_number,
        request.access,
        precondition=request.precondition(),
        deleted_by=request.principal,
    )
    return empty(202)
