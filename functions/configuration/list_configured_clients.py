"""GET /configuration/{tenant}/clients."""

from shared.domain.callers.requirements import READ_CONFIGURATION
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring


@operation(requires=READ_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Return the names of the clients that anything is set for."""
    return ok([*settings.clients(request.tenant)])
