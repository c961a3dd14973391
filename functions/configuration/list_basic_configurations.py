"""GET /configuration/{tenant}/basic-configuration."""

from shared.domain.callers.requirements import READ_CONFIGURATION
from shared.domain.tenants.setting_rules import setting_document
from shared.http.answers import listed_whole
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.list_basic_configurations import list_basic_configurations


@operation(requires=READ_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Return the settings that the pages of a shop and of its back office begin with."""
    found = list_basic_configurations(settings, request.tenant)
    return listed_whole(map(setting_document, found), status=200, advice="make their values smaller")
