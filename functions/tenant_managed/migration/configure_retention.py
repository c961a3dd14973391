"""POST /customer/{tenant}/config/password-migration-retention."""

from shared.domain.callers.requirements import MANAGE_RETENTION
from shared.domain.log_in.retention import retention_document
from shared.http.bodies.body import parsed
from shared.http.bodies.migration import RetentionBody
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import RetentionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.configure_retention import configure_retention


@operation(requires=MANAGE_RETENTION, uses=Wiring.retentions)
def lambda_handler(request: Request, retentions: RetentionStore) -> Response:
    """Create or replace the tenant's retention configuration."""
    members = parsed(RetentionBody, request.json_object()).model_dump(by_alias=True)
    return ok(retention_document(configure_retention(retentions, request.tenant, members)))
