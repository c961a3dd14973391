"""DELETE /customer/{tenant}/config/password-migration-retention."""

from shared.domain.callers.access import MANAGE_RETENTION
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.migration.delete_retention import delete_retention
from shared.use_cases.migration.password_migration import PasswordMigration


@operation(requires=MANAGE_RETENTION, uses=Wiring.password_migration)
def lambda_handler(request: Request, migration: PasswordMigration) -> Response:
    """Remove the tenant's retention configuration, once no legacy password is left."""
    delete_retention(migration, request.tenant)
    return empty(204)
