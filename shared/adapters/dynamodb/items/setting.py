"""The layout of a tenant's setting. The value of a secured one is encrypted."""

from __future__ import annotations

import uuid
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem
from shared.adapters.dynamodb.keys import CONFIGURATION_PREFIX, configuration_key
from shared.domain import json_text
from shared.domain.callers.secret_uses import setting_of
from shared.domain.tenants.setting_rules import Setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item
    from shared.ports.callers import KeyCipher


class SettingItem(TableItem):
    """One setting of a tenant; that of a secured one is `ciphertext` (base64) in the place of `value`.

    One without a version is of version 1. `write_id`: see `CustomerItem`.
    """

    value = DocumentAttribute(null=True)
    ciphertext = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)


class RealmsItem(TableItem):
    """Every restriction that customers of the tenant may ever have had."""

    restrictions = UnicodeSetAttribute(null=True)


def setting_item(tenant: str, setting: Setting, cipher: Callable[[], KeyCipher]) -> SettingItem:
    """Return the item of a setting whose value is known; the cipher is called for where it is secured."""
    key = configuration_key(tenant, setting.key)
    item = SettingItem(pk=key.pk, sk=key.sk, version=setting.version, write_id=uuid.uuid4().hex)
    if setting.secured:
        plaintext = json_text.dumps(setting.value).encode()
        item.ciphertext = b64encode(cipher().encrypt(plaintext, setting_of(tenant))).decode()
    else:
        item.value = setting.value
    return item


def setting_from(raw: Item, cipher: Callable[[], KeyCipher] | None = None) -> Setting:
    """Return the setting of an item; without a cipher the value of a secured one is missing."""
    item: Any = SettingItem.from_raw_data(raw)
    secured = item.ciphertext is not None
    value = item.value
    if secured and cipher is not None:
        plaintext = cipher().decrypt(b64decode(item.ciphertext), setting_of(item.pk))
        value = json_text.loads(plaintext.decode())
    key, version = item.sk.removeprefix(CONFIGURATION_PREFIX), int(item.version or 1)
    return Setting(key, value, secured, version, item.write_id)


def is_unchanged(setting: Setting) -> Condition:
    """Return the condition that the item is still the one that the setting was read from."""
    if setting.write_id is None:
        return SettingItem.pk.exists() & SettingItem.write_id.does_not_exist()
    return SettingItem.write_id == setting.write_id
