"""The layout of a tenant's setting. The value of a secured one is encrypted."""

from __future__ import annotations

import uuid
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem
from shared.adapters.dynamodb.keys import CLIENT_SETTING_PREFIX, CONFIGURATION_PREFIX, configuration_key
from shared.domain import json_text
from shared.domain.callers.secret_uses import setting_of
from shared.domain.tenants.setting_rules import Annotations, Setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.secret_uses import SecretUse
    from shared.ports.callers import KeyCipher

_PIECE_BYTES = 4096
"""The most that KMS encrypts in one call."""
_BETWEEN_PIECES = ","


class SettingItem(TableItem):
    """One setting of a tenant, or of a client of it; a secured one has `ciphertext` and no `value`.

    The ciphertext is in base64, that of a long value in pieces.

    One without a version is of version 1. `write_id`: see `CustomerItem`.
    """

    value = DocumentAttribute(null=True)
    ciphertext = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)
    description = UnicodeAttribute(null=True)
    restricted = BooleanAttribute(null=True)
    read_only = BooleanAttribute(attr_name="readOnly", null=True)
    schema_url = UnicodeAttribute(attr_name="schemaUrl", null=True)


class RealmsItem(TableItem):
    """Every restriction that customers of the tenant may ever have had."""

    restrictions = UnicodeSetAttribute(null=True)


class ConfiguredClientsItem(TableItem):
    """How many keys are set for each client of a tenant, by its name. `write_id`: see `CustomerItem`."""

    counts = DocumentAttribute()
    write_id = UnicodeAttribute(attr_name="writeId")


def setting_item(tenant: str, setting: Setting, cipher: Callable[[], KeyCipher]) -> SettingItem:
    """Return the item of a setting whose value is known; the cipher is called for where it is secured."""
    key = configuration_key(tenant, setting.key, setting.client)
    item = SettingItem(
        pk=key.pk,
        sk=key.sk,
        version=setting.version,
        write_id=uuid.uuid4().hex,
        description=setting.annotations.description,
        restricted=setting.annotations.restricted,
        read_only=setting.annotations.read_only,
        schema_url=setting.annotations.schema_url,
    )
    if setting.secured:
        plaintext = json_text.dumps(setting.value).encode()
        item.ciphertext = _encrypted(plaintext, setting_of(tenant), cipher())
    else:
        item.value = setting.value
    return item


def setting_from(raw: Item, cipher: Callable[[], KeyCipher] | None = None) -> Setting:
    """Return the setting of an item; without a cipher the value of a secured one is missing."""
    item: Any = SettingItem.from_raw_data(raw)
    secured = item.ciphertext is not None
    value = item.value
    if secured and cipher is not None:
        tenant = item.pk.partition("#")[0]
        value = json_text.loads(_decrypted(item.ciphertext, setting_of(tenant), cipher()).decode())
    client, key = _named_by(item.sk)
    return Setting(
        key,
        value,
        secured,
        int(item.version or 1),
        item.write_id,
        client,
        Annotations(item.description, item.restricted, item.read_only, item.schema_url),
    )


def _encrypted(plaintext: bytes, use: SecretUse, cipher: KeyCipher) -> str:
    pieces = [plaintext[start : start + _PIECE_BYTES] for start in range(0, len(plaintext), _PIECE_BYTES)]
    uses = use.pieces(len(pieces))
    encrypted = (cipher.encrypt(piece, each) for piece, each in zip(pieces, uses, strict=True))
    return _BETWEEN_PIECES.join(b64encode(piece).decode() for piece in encrypted)


def _decrypted(ciphertext: str, use: SecretUse, cipher: KeyCipher) -> bytes:
    pieces = ciphertext.split(_BETWEEN_PIECES)
    uses = use.pieces(len(pieces))
    return b"".join(cipher.decrypt(b64decode(p), each) for p, each in zip(pieces, uses, strict=True))


def _named_by(sk: str) -> tuple[str | None, str]:
    """Return the client, if it is a client's, and the key of the setting with this sort key."""
    if sk.startswith(CONFIGURATION_PREFIX):
        return None, sk.removeprefix(CONFIGURATION_PREFIX)
    client, _, key = sk.removeprefix(CLIENT_SETTING_PREFIX).partition("#")
    return client, key


def is_unchanged(setting: Setting) -> Condition:
    """Return the condition that the item is still the one that the setting was read from."""
    if setting.write_id is None:
        return SettingItem.pk.exists() & SettingItem.write_id.does_not_exist()
    return SettingItem.write_id == setting.write_id
