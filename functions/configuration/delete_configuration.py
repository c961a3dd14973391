"""DELETE /configuration/{tenant}/configurations/{propertyKey}."""

from shared.domain.callers.requirements import MANAGE_CONFIGURATION
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.delete_configuration import delete_configuration


@operation(requires=MANAGE_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Reset the key to its default."""
    delete_configuration(settings, request.tenant, request.property_key, request.precondition())
    return empty(204)
