"""A condition for the sender of a tenant's messages."""

from shared.domain.tenants.configuration import MAIL_SENDER
from shared.domain.tenants.setting_rules import Setting
from shared.domain.tenants.standing import SenderNotAllowed
from shared.ports.tenants import SettingStore


def check_sender(settings: SettingStore, tenant: str, wanted: Setting) -> None:
    """Raise `SenderNotAllowed` if this names a sender that the operator has not given the tenant."""
    if wanted.client is not None or wanted.key != MAIL_SENDER:
        return
    if wanted.value and not settings.allows_sender(tenant, wanted.value):
        raise SenderNotAllowed
