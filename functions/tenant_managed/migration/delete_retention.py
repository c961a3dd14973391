"""DELETE /customer/{tenant}/config/password-migration-retention."""

from shared.domain.callers.requirements import MANAGE_RETENTION
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.delete_retention import delete_retention
from shared.use_cases.migration.password_migration import MigrationPorts


@operation(requires=MANAGE_RETENTION, uses=Wiring.migration_ports)
def lambda_handler(request: Request, ports: MigrationPorts) -> Response:
    """Remove the tenant's retention configuration, once no legacy password is left."""
    delete_retention(ports, request.tenant)
    return empty(204)
