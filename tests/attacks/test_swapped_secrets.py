"""Ciphertexts that somebody swaps in the table are read by nobody."""

import json
from base64 import b64decode, b64encode

import pytest

from shared.adapters.dynamodb.keys import (
    configuration_key,
    hash_key_key,
    signing_keys_key,
)
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item, Put
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.domain.tenants.setting_rules import Setting, SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from tests.attacks.stored_keys import KEYS_OF_THE_SERVICE, stored, text
from tests.component.process import forget

SECRET = {"issuer": "https://login.example.com", "clientId": "shop", "clientSecret": "hunter2"}


def secured(tenant: str, table: Table) -> Item:
    """A secured setting of the tenant, as it is stored."""
    update_configuration(wiring().tenants, SettingChange(tenant, "sso.google", SECRET, creates=True))
    return stored(table, configuration_key(tenant, "sso.google"))


@pytest.mark.usefixtures("restored_keys")
class TestSwappedCiphertexts:
    def test_a_secret_of_one_tenant_is_not_read_by_another(
        self, table: Table, tenant: str, other_tenant: str
    ) -> None:
        theirs = secured(other_tenant, table)
        mine = secured(tenant, table)

        table.write(Put({**mine, "ciphertext": theirs["ciphertext"]}))

        assert wiring().tenants.secret(other_tenant, "sso.google") == SECRET
        with pytest.raises(ValueError, match="setting"):
            wiring().tenants.secret(tenant, "sso.google")

    def test_nor_is_a_key_of_the_service_as_a_secret(self, table: Table, tenant: str) -> None:
        mine = secured(tenant, table)
        signing = json.loads(stored(table, signing_keys_key())["keys"]["S"])[0]["encryptedPrivateKey"]
        others = [stored(table, key)["encryptedKey"] for key in KEYS_OF_THE_SERVICE[1:]]

        for ciphertext in (text(signing), *others):
            table.write(Put({**mine, "ciphertext": ciphertext}))
            with pytest.raises(ValueError, match="setting"):
                wiring().tenants.secret(tenant, "sso.google")

    def test_nor_a_secret_as_the_key_of_hashes(self, table: Table, tenant: str) -> None:
        mine = secured(tenant, table)
        table.write(Put({**hash_key_key().raw(), "encryptedKey": mine["ciphertext"]}))
        forget("hash_key", "keyed_hashes")

        with pytest.raises(ValueError, match="hashing"):
            wiring().keyed_hashes.of("any")

    def test_settings_from_before_uses_are_read_and_encrypted_again(self, table: Table, tenant: str) -> None:
        cipher = wiring().key_cipher
        assert isinstance(cipher, FileKeyCipher)
        mine = secured(tenant, table)
        old = b64encode(cipher.encrypt_in(json.dumps(SECRET).encode(), {})).decode()
        table.write(Put({**mine, "ciphertext": text(old)}))
        assert wiring().tenants.secret(tenant, "sso.google") == SECRET

        assert wiring().tenants.encrypt_again(tenant) == 1

        ciphertext = b64decode(stored(table, configuration_key(tenant, "sso.google"))["ciphertext"]["S"])
        assert cipher.decrypt_in(ciphertext, {}) is None
        assert wiring().tenants.secret(tenant, "sso.google") == SECRET
        kept = Setting("sso.google", None, secured=True, version=1)
        assert wiring().tenants.setting(tenant, "sso.google") == kept

    def test_settings_of_clients_are_encrypted_again_too(self, table: Table, tenant: str) -> None:
        cipher = wiring().key_cipher
        assert isinstance(cipher, FileKeyCipher)
        old = b64encode(cipher.encrypt_in(json.dumps(SECRET).encode(), {})).decode()
        keys = [configuration_key(tenant, "sso.google"), configuration_key(tenant, "password", "indexing")]
        wiring().tenants.add_settings(tenant, [Setting("sso.google", SECRET, secured=True)])
        wiring().tenants.add_settings(tenant, [Setting("password", SECRET, secured=True, client="indexing")])
        for key in keys:
            table.write(Put({**stored(table, key), "ciphertext": text(old)}))

        assert wiring().tenants.encrypt_again(tenant) == 2

        for key in keys:
            ciphertext = b64decode(stored(table, key)["ciphertext"]["S"])
            assert cipher.decrypt_in(ciphertext, {}) is None
