"""Keys, clients, issuers and settings that somebody plants in the table open nothing."""

import json
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from jwt.algorithms import ECAlgorithm

from shared.adapters.dynamodb.keys import (
    hash_key_key,
    sealing_key_key,
    signing_keys_key,
)
from shared.adapters.dynamodb.named_keys import OutOfReach
from shared.adapters.dynamodb.stores.stored_keys import StoredKey
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Key, Put
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.service_records import ServiceRecords
from shared.adapters.tokens.signer import Es256Signer
from shared.adapters.tokens.verifier import TokenVerifier
from shared.domain import json_text
from shared.domain.callers.secret_uses import HASHING, SIGNING, setting_of
from shared.domain.callers.signing_keys import UnsealedKeys
from shared.domain.callers.tenant_issuers import TenantIssuer
from shared.domain.errors import InvalidToken, StorageUnavailable
from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from tests.attacks.stored_keys import KEYS_OF_THE_SERVICE, stored, text
from tests.component.identity.oauth import claims_of, jwks, stored_client, token
from tests.component.process import forget

KID = "planted"
pytestmark = pytest.mark.usefixtures("restored_keys")


class Attacker:
    """Has a key pair, and writes what it likes to the table; it can encrypt nothing as the service does."""

    def __init__(self, table: Table, tenant: str) -> None:
        self._table = table
        self._key = generate_private_key(SECP256R1())
        self._claims = claims_of(token(stored_client(tenant)))

    def plant(self, *, ciphertext: str | None = None, **changes: dict[str, str] | None) -> None:
        """Add its public key to the service's, and change other attributes, or take them away."""
        item = stored(self._table, signing_keys_key())
        keys = json.loads(item["keys"]["S"])
        public = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        keys.append(
            {
                "kid": KID,
                "publicJwk": {**public, "kid": KID, "use": "sig", "alg": "ES256"},
                "encryptedPrivateKey": ciphertext or keys[0]["encryptedPrivateKey"],
                "createdAt": keys[0]["createdAt"],
            }
        )
        changed = {**item, "keys": text(json_text.dumps(keys)), **changes}
        self._table.write(Put({name: value for name, value in changed.items() if value is not None}))

    def token(self) -> str:
        """Return a token in the name of the service."""
        return jwt.encode(self._claims, self._key, "ES256", headers={"kid": KID})


@pytest.fixture
def attacker(table: Table, tenant: str) -> Attacker:
    return Attacker(table, tenant)


def fresh_verifier() -> TokenVerifier:
    """What an authorizer verifies by that has just started."""
    return TokenVerifier([], ServiceRecords(os.environ["TABLE_NAME"], wiring().key_cipher.decrypt))


def is_accepted(access_token: str) -> bool:
    try:
        fresh_verifier().caller(access_token, os.environ["TOKEN_ISSUER"])
    except (InvalidToken, KeysUnavailable):
        return False
    return True


def is_published(kid: str) -> bool:
    answer = jwks()
    assert answer.status in {200, 503}
    return kid in answer.text


def plant_beside_the_seal(attacker: Attacker, _table: Table) -> None:
    attacker.plant()


def plant_without_a_seal(attacker: Attacker, _table: Table) -> None:
    attacker.plant(seal=None)


def plant_with_a_seal_of_nothing(attacker: Attacker, _table: Table) -> None:
    attacker.plant(seal=text(""))


def plant_without_the_seals_key(attacker: Attacker, table: Table) -> None:
    attacker.plant()
    table.write(Delete(sealing_key_key()))


def plant_with_another_secret_as_the_seals_key(attacker: Attacker, table: Table) -> None:
    """Even one whose plaintext it knows: a setting of its own tenant, of the right length."""
    known = b64encode(wiring().key_cipher.encrypt(b"k" * 32, setting_of("acme"))).decode()
    attacker.plant()
    table.write(Put({**sealing_key_key().raw(), "encryptedKey": text(known)}))


def plant_with_the_key_of_hashes_as_the_seals_key(attacker: Attacker, table: Table) -> None:
    attacker.plant()
    table.write(Put({**stored(table, hash_key_key()), **sealing_key_key().raw()}))


def plant_with_a_seals_key_from_before_uses(attacker: Attacker, table: Table) -> None:
    cipher = wiring().key_cipher
    assert isinstance(cipher, FileKeyCipher)
    attacker.plant()
    known = b64encode(cipher.encrypt_in(b"k" * 32, {})).decode()
    table.write(Put({**sealing_key_key().raw(), "encryptedKey": text(known)}))


@pytest.mark.parametrize(
    "plant",
    [
        plant_beside_the_seal,
        plant_without_a_seal,
        plant_with_a_seal_of_nothing,
        plant_without_the_seals_key,
        plant_with_another_secret_as_the_seals_key,
        plant_with_the_key_of_hashes_as_the_seals_key,
        plant_with_a_seals_key_from_before_uses,
    ],
)
def test_a_planted_public_key_opens_nothing(
    attacker: Attacker, table: Table, plant: Callable[[Attacker, Table], None]
) -> None:
    plant(attacker, table)
    forget("sealing_key", "signing_keys", "own_tokens")

    assert not is_accepted(attacker.token())
    assert not is_published(KID)
    with pytest.raises(UnsealedKeys):
        wiring().own_tokens.claims(attacker.token(), os.environ["TOKEN_ISSUER"])


def test_nor_does_one_that_a_warm_authorizer_reads_again(attacker: Attacker, tenant: str) -> None:
    now = [time.time()]
    records = ServiceRecords(os.environ["TABLE_NAME"], wiring().key_cipher.decrypt, lambda: now[0])
    verifier = TokenVerifier([], records, lambda: now[0])
    genuine = token(stored_client(tenant))
    assert verifier.caller(genuine, os.environ["TOKEN_ISSUER"]).tenant == tenant

    attacker.plant()
    now[0] += 61

    with pytest.raises((InvalidToken, KeysUnavailable)):
        verifier.caller(attacker.token(), os.environ["TOKEN_ISSUER"])


@pytest.mark.parametrize("ciphertext", [None, "of another use", "garbage"])
def test_sealing_keys_from_before_seals_leaves_a_planted_one_out(
    attacker: Attacker, tenant: str, ciphertext: str | None
) -> None:
    genuine = token(stored_client(tenant))
    made_up = {
        "of another use": b64encode(wiring().key_cipher.encrypt(b"k" * 32, HASHING)).decode(),
        "garbage": b64encode(b"garbage" * 10).decode(),
        None: None,
    }
    attacker.plant(ciphertext=made_up[ciphertext], seal=None)

    Es256Signer(wiring().signing_keys, wiring().key_cipher).load()

    assert KID not in [key.kid for key in wiring().signing_keys.sealed()]
    assert is_accepted(genuine)
    assert not is_accepted(attacker.token())


def test_neither_a_rotation_nor_a_drop_seals_what_somebody_has_changed(attacker: Attacker) -> None:
    attacker.plant()
    signer = Es256Signer(wiring().signing_keys, wiring().key_cipher)

    for change in (signer.rotate, lambda: signer.drop(KID), signer.encrypt_again):
        with pytest.raises(UnsealedKeys):
            change()


def test_an_operator_can_seal_what_somebody_has_changed_and_leaves_the_planted_key_out(
    attacker: Attacker, tenant: str
) -> None:
    genuine = token(stored_client(tenant))
    attacker.plant()

    sealed = wiring().token_signer.seal()

    assert KID not in [key.kid for key in sealed]
    assert is_accepted(genuine)


class TestKeysFromBeforeSealsAndUses:
    @pytest.fixture
    def old_token(self, table: Table, tenant: str) -> str:
        """A token of a deployment whose keys have no seal and are encrypted for no use."""
        made = token(stored_client(tenant))
        cipher = wiring().key_cipher
        assert isinstance(cipher, FileKeyCipher)
        item = stored(table, signing_keys_key())
        keys = json.loads(item["keys"]["S"])
        for key in keys:
            plaintext = cipher.decrypt(b64decode(key["encryptedPrivateKey"]), SIGNING)
            key["encryptedPrivateKey"] = b64encode(cipher.encrypt_in(plaintext, {})).decode()
        del item["seal"]
        table.write(Put({**item, "keys": text(json_text.dumps(keys))}), Delete(sealing_key_key()))
        of_hashes = stored(table, hash_key_key())
        plaintext = cipher.decrypt(b64decode(of_hashes["encryptedKey"]["S"]), HASHING)
        encrypted = b64encode(cipher.encrypt_in(plaintext, {})).decode()
        table.write(Put({**of_hashes, "encryptedKey": text(encrypted)}))
        forget("hash_key", "keyed_hashes", "sealing_key", "signing_keys", "token_signer", "own_tokens")
        return made

    def test_their_tokens_count_once_a_function_that_makes_keys_has_started(self, old_token: str) -> None:
        with pytest.raises(KeysUnavailable):
            fresh_verifier().caller(old_token, os.environ["TOKEN_ISSUER"])

        wiring().token_signer.load()

        assert is_accepted(old_token)
        assert is_published(jwt.get_unverified_header(old_token)["kid"])

    def test_a_function_that_makes_none_signs_with_them_and_writes_nothing(
        self, old_token: str, table: Table
    ) -> None:
        before = [table.get(key) for key in KEYS_OF_THE_SERVICE]

        signer = Es256Signer(wiring().signing_keys, wiring().key_cipher, makes=False)
        signer.sign(claims_of(old_token))

        assert [table.get(key) for key in KEYS_OF_THE_SERVICE] == before

    def test_hashes_are_the_same_before_and_after_encrypting_again(self, old_token: str) -> None:
        assert old_token
        before = wiring().keyed_hashes.of("a purpose", "a text")

        wiring().hash_key.encrypt_again()
        forget("hash_key", "keyed_hashes")

        assert wiring().keyed_hashes.of("a purpose", "a text") == before

    def test_encrypting_again_leaves_nothing_that_another_use_could_decrypt(
        self, old_token: str, table: Table
    ) -> None:
        cipher = wiring().key_cipher
        assert isinstance(cipher, FileKeyCipher)

        wiring().hash_key.encrypt_again()
        assert wiring().token_signer.encrypt_again() >= 1

        for key in json.loads(stored(table, signing_keys_key())["keys"]["S"]):
            ciphertext = b64decode(key["encryptedPrivateKey"])
            assert cipher.decrypt_in(ciphertext, {}) is None
            assert cipher.decrypt(ciphertext, SIGNING)
        of_hashes = b64decode(stored(table, hash_key_key())["encryptedKey"]["S"])
        assert cipher.decrypt_in(of_hashes, {}) is None
        assert is_accepted(old_token)


def test_a_process_that_makes_no_keys_says_when_to_come_back(table: Table) -> None:
    table.write(*(Delete(key) for key in KEYS_OF_THE_SERVICE))
    key = StoredKey(table, wiring().key_cipher, hash_key_key(), HASHING, makes=False)

    with pytest.raises(StorageUnavailable):
        _ = key.octets
    with pytest.raises(StorageUnavailable):
        Es256Signer(wiring().signing_keys, wiring().key_cipher, makes=False).load()
    assert table.get(hash_key_key()) is None


def test_a_function_starts_before_there_are_keys_and_signs_as_soon_as_there_are(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write(*(Delete(key) for key in KEYS_OF_THE_SERVICE))
    forget("sealing_key", "signing_keys")
    monkeypatch.setattr(
        wiring(), "environment", replace(wiring().environment, in_lambda=True, makes_keys=False)
    )
    forget("token_signer")
    signer = wiring().token_signer

    with pytest.raises(StorageUnavailable):
        signer.sign({"sub": "shop"})
    monkeypatch.undo()
    forget("sealing_key", "signing_keys", "token_signer")
    wiring().token_signer.load()

    assert signer.sign({"sub": "shop"})


class TestPlanting:
    """The code of a function that works for one tenant plants nothing."""

    def test_no_issuer(self, tenant: str) -> None:
        with WorkingFor(tenant), pytest.raises(OutOfReach):
            wiring().tenant_issuers.add(TenantIssuer(tenant, "https://evil.example.com", None))

    def test_no_client(self, tenant: str) -> None:
        with WorkingFor(tenant), pytest.raises(OutOfReach):
            wiring().table.write(Put({**Key("CLIENT#evil", "CLIENT").raw(), "tenant": text(tenant)}))

    def test_no_setting_of_another_tenant(self, tenant: str, other_tenant: str) -> None:
        secret = {"issuer": "https://login.example.com", "clientId": "shop", "clientSecret": "hunter2"}
        change = SettingChange(other_tenant, "sso.google", secret, creates=True)

        with WorkingFor(tenant), pytest.raises(OutOfReach):
            update_configuration(wiring().tenants, change)
