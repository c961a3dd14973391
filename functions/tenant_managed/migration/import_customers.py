"""POST /customer/{tenant}/customers/import."""

from shared.domain.callers.requirements import IMPORT_CUSTOMERS
from shared.domain.errors import Problem
from shared.domain.idempotency import Receipt
from shared.http.bodies.body import parsed
from shared.http.bodies.customer import members
from shared.http.bodies.migration import MAX_IMPORTED, CustomerImport
from shared.http.messages import Response
from shared.http.multi_status import Created, each_created
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.import_customer import ImportedCustomer, ImportPorts, import_customer


@operation(requires=IMPORT_CUSTOMERS, uses=Wiring.import_ports, takes_receipt=True)
def lambda_handler(request: Request, ports: ImportPorts) -> Response:
    """Create customers with their passwords from another system, each independently of the others."""

    def create(element: object, receipt: Receipt | None) -> Created:
        body = parsed(CustomerImport, element)
        item = ImportedCustomer(
            tenant=request.tenant,
            members=members(body),
            imported_by=request.principal,
            number=body.id,
            account_email=body.account.email,
            password_hash=body.account.stored_hash(),
            legacy=body.account.legacy_auth is not None,
            receipt=receipt,
        )
        imported = import_customer(ports, request.access, item)
        if imported.reset_needed is None:
            return Created(imported.number)
        problem = f"{imported.reset_needed}; the customer needs a password reset"
        return Created(imported.number, (Problem(problem, "account.passwordHash"),))

    return each_created(request, ports.receipts, request.json_list(at_most=MAX_IMPORTED), create)
