"""POST /configuration/{tenant}/clients/{client}/configurations."""

from shared.domain.callers.requirements import MANAGE_CONFIGURATION
from shared.domain.tenants.setting_rules import setting_document
from shared.http.answers import listed_whole
from shared.http.bodies.configuration import new_settings
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.create_configurations import create_configurations


@operation(requires=MANAGE_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Set keys of a client that were not set before: all of them, or none."""
    new = new_settings(request, client=request.client)
    # Made before the write: if the answer is too large, nothing is written.
    answer = listed_whole(map(setting_document, new), status=201, advice="send fewer of them at a time")
    create_configurations(settings, request.tenant, new)
    return answer
