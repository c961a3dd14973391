"""GET /configuration/{tenant}/clients/{client}/configurations/{propertyKey}."""

from shared.domain.callers.requirements import READ_CONFIGURATION
from shared.domain.preconditions import names
from shared.domain.tenants.setting_rules import setting_document
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.get_configuration import get_configuration


@operation(requires=READ_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Return one setting of a client, or 304 when the caller has this version."""
    known = request.known_tags
    setting = get_configuration(settings, request.tenant, request.property_key, client=request.client)
    if names(known, setting.entity_tag):
        return empty(304, {"ETag": setting.entity_tag})
    return ok(setting_document(setting), tag=setting.entity_tag)
