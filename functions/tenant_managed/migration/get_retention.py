"""GET /customer/{tenant}/config/password-migration-retention."""

from shared.domain.callers.requirements import READ_RETENTION
from shared.domain.log_in.retention import retention_document
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import RetentionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.get_retention import get_retention


@operation(requires=READ_RETENTION, uses=Wiring.retentions)
def lambda_handler(request: Request, retentions: RetentionStore) -> Response:
    """Return the tenant's retention configuration."""
    return ok(retention_document(get_retention(retentions, request.tenant)))
