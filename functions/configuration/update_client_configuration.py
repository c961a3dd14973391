"""PUT /configuration/{tenant}/clients/{client}/configurations/{propertyKey}."""

from shared.domain.callers.requirements import MANAGE_CONFIGURATION
from shared.domain.tenants.setting_rules import setting_document
from shared.http.bodies.configuration import setting_change
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.update_configuration import update_configuration


@operation(requires=MANAGE_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Change the value of a client's setting."""
    setting = update_configuration(settings, setting_change(request, client=request.client))
    return ok(setting_document(setting), tag=setting.entity_tag)
