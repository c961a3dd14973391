"""The settings of every tenant: read-only, and what counts where a tenant has set nothing (api.md §3)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from shared.domain import json_text
from shared.domain.tenants.configuration import DEFAULTS
from shared.domain.tenants.setting_rules import Setting

_BACK_OFFICE_PREFIX = "ext_"
_OF_SHOPS: Mapping[str, Any] = MappingProxyType(
    {
        # As published, lists in JSON within a string. They go with the defaults of customers' language and
        # currency.
        "project_country": "US",
        "project_curr": json_text.dumps(
            [{"id": "USD", "label": "US Dollar", "default": True, "required": True}]
        ),
        "project_lang": json_text.dumps(
            [{"id": "en", "label": "English", "default": True, "required": True}]
        ),
    }
)
"""Settings that the pages of a shop read before anything else, and the service does not."""
_BASIC = frozenset(
    {*_OF_SHOPS, "packagingConf", "storefront.host", "storefront.htmlPage", "taxConfiguration", "unitConf"}
)


def global_settings() -> list[Setting]:
    """Return the settings of every tenant, by key."""
    return [Setting(key, value) for key, value in sorted({**DEFAULTS, **_OF_SHOPS}.items())]


def basic_settings(own: Sequence[Setting]) -> list[Setting]:
    """Return what the pages of a shop or its back office need at once, by key: the tenant's own, or global.

    A secured setting is left out, as its value is shown to nobody.
    """
    found = {setting.key: setting for setting in (*global_settings(), *own) if _is_basic(setting.key)}
    return [setting for _, setting in sorted(found.items()) if not setting.secured]


def _is_basic(key: str) -> bool:
    return key in _BASIC or key.startswith(_BACK_OFFICE_PREFIX)
