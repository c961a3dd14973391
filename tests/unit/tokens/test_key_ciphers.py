"""How private keys are kept unreadable where they are stored."""

import json
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from shared.adapters.signed_calls import KMS, SignedService
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher
from shared.adapters.tokens.signed_decryption import SignedDecryption
from shared.domain.callers.secret_uses import HASHING, SEALING, SIGNING, SecretUse, setting_of

PRIVATE = b"a private key"


def test_a_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key"

    ciphertext = FileKeyCipher(path).encrypt(PRIVATE, SIGNING)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert PRIVATE not in ciphertext
    assert FileKeyCipher(path).decrypt(ciphertext, SIGNING) == PRIVATE


def test_processes_that_start_at_once_agree_on_one_key_file(tmp_path: Path) -> None:
    ciphers = [FileKeyCipher(tmp_path / "key") for _ in range(16)]

    with ThreadPoolExecutor(16) as threads:
        ciphertexts = list(threads.map(lambda cipher: cipher.encrypt(PRIVATE, SIGNING), ciphers))

    assert {ciphers[0].decrypt(ciphertext, SIGNING) for ciphertext in ciphertexts} == {PRIVATE}
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_the_same_key_is_never_encrypted_to_the_same_bytes(tmp_path: Path) -> None:
    cipher = FileKeyCipher(tmp_path / "key")

    assert cipher.encrypt(PRIVATE, SIGNING) != cipher.encrypt(PRIVATE, SIGNING)


def test_another_key_file_says_that_it_is_the_wrong_one(tmp_path: Path) -> None:
    ciphertext = FileKeyCipher(tmp_path / "key").encrypt(PRIVATE, SIGNING)

    with pytest.raises(ValueError, match="other is not the key"):
        FileKeyCipher(tmp_path / "other").decrypt(ciphertext, SIGNING)


def test_kms_encrypts_and_decrypts_by_its_own_key_only() -> None:
    with mock_aws():
        kms: Any = botocore.session.get_session().create_client("kms", region_name="eu-central-1")
        ours, another = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))

        ciphertext = KmsKeyCipher(ours).encrypt(PRIVATE, SIGNING)

        assert PRIVATE not in ciphertext
        assert KmsKeyCipher(ours).decrypt(ciphertext, SIGNING) == PRIVATE
        with pytest.raises(ClientError):
            KmsKeyCipher(another).decrypt(ciphertext, SIGNING)


@pytest.fixture(params=["file", "kms"])
def cipher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileKeyCipher | KmsKeyCipher]:
    """Each of the ciphers."""
    if request.param == "file":
        yield FileKeyCipher(tmp_path / "key")
        return
    with mock_aws():
        kms: Any = botocore.session.get_session().create_client("kms", region_name="eu-central-1")
        yield KmsKeyCipher(kms.create_key()["KeyMetadata"]["KeyId"])


USES = (SIGNING, HASHING, SEALING, setting_of("acme"), setting_of("globex"))


@pytest.mark.parametrize("use", USES, ids=lambda use: str(use.context))
def test_what_is_encrypted_for_one_use_is_decrypted_for_no_other(
    cipher: FileKeyCipher | KmsKeyCipher, use: SecretUse
) -> None:
    ciphertext = cipher.encrypt(PRIVATE, use)

    assert cipher.decrypt(ciphertext, use) == PRIVATE
    for other in USES:
        if other != use:
            with pytest.raises(ValueError, match="encrypted"):
                cipher.decrypt(ciphertext, other)


def encrypted_without_use(cipher: FileKeyCipher | KmsKeyCipher) -> bytes:
    """A ciphertext as it was made before there were uses."""
    if isinstance(cipher, FileKeyCipher):
        return cipher.encrypt_in(PRIVATE, {})
    answer = cipher._client.encrypt(KeyId=cipher._key_id, Plaintext=PRIVATE)
    ciphertext: bytes = answer["CiphertextBlob"]
    return ciphertext


@pytest.mark.parametrize("use", USES, ids=lambda use: str(use.context))
def test_what_is_older_than_uses_can_still_be_decrypted_except_as_the_key_of_a_seal(
    cipher: FileKeyCipher | KmsKeyCipher, use: SecretUse
) -> None:
    ciphertext = encrypted_without_use(cipher)

    if use == SEALING:
        with pytest.raises(ValueError, match="encrypted"):
            cipher.decrypt(ciphertext, use)
    else:
        assert cipher.decrypt(ciphertext, use) == PRIVATE


def test_the_authorizer_decrypts_without_the_sdk_what_the_key_service_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = FileKeyCipher(tmp_path / "key")
    bodies: list[Any] = []

    def sent(service: SignedService, operation: str, body: bytes) -> tuple[int, bytes]:
        asked = json.loads(body)
        bodies.append((service._protocol, operation, asked["KeyId"]))
        plaintext = key.decrypt_in(b64decode(asked["CiphertextBlob"]), asked["EncryptionContext"])
        if plaintext is None:
            return 400, b'{"__type": "com.amazonaws.kms#InvalidCiphertextException"}'
        return 200, json.dumps({"Plaintext": b64encode(plaintext).decode()}).encode()

    monkeypatch.setattr(SignedService, "send", sent)
    decrypt = SignedDecryption("a-key")

    assert decrypt(key.encrypt(PRIVATE, SEALING), SEALING) == PRIVATE
    assert bodies == [(KMS, "Decrypt", "a-key")]
    with pytest.raises(ValueError, match="sealing"):
        decrypt(key.encrypt(PRIVATE, SIGNING), SEALING)
