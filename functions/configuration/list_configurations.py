"""GET /configuration/{tenant}/configurations."""

from shared.domain.callers.requirements import READ_CONFIGURATION
from shared.domain.tenants.setting_rules import setting_document
from shared.http.answers import listed_whole
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.tenants import SettingStore
from shared.runtime.wiring import Wiring
from shared.use_cases.configuration.list_configurations import list_configurations


@operation(requires=READ_CONFIGURATION, uses=Wiring.tenants)
def lambda_handler(request: Request, settings: SettingStore) -> Response:
    """Return the tenant's settings."""
    found = list_configurations(settings, request.tenant, request.words("keys"))
    return listed_whole(map(setting_document, found), status=200, advice="name fewer of them in keys")
