"""PATCH /customer/{tenant}/customers/{customerNumber}."""

from shared.domain.access import MANAGE_CUSTOMER
from shared.http.bodies import CustomerUpdateBySeller, believed_version, members, parsed
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import JSON, MERGE_PATCH, Request
from shared.runtime import wiring
from shared.use_cases.customers.update_customer import CustomerChange, update_customer
from shared.use_cases.customers.writing import CustomerWriting


@operation(requires=MANAGE_CUSTOMER, uses=wiring.customer_writing)
def lambda_handler(request: Request, writing: CustomerWriting) -> Response:
    """Change the members present in the body; `null` clears one."""
    body = parsed(CustomerUpdateBySeller, request.json_object((JSON, MERGE_PATCH)))
    change = CustomerChange(
        tenant=request.tenant,
        number=request.customer_number,
        members=members(body),
        updated_by=request.principal,
        precondition=request.precondition(believed_version(body)),
    )
    update_customer(writing, request.access, change)
    return empty(200)
