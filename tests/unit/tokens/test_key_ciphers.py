"""How private keys are kept unreadable where they are stored."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher

PRIVATE = b"a private key"


def test_a_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key"

    ciphertext = FileKeyCipher(path).encrypt(PRIVATE)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert PRIVATE not in ciphertext
    assert FileKeyCipher(path).decrypt(ciphertext) == PRIVATE


def test_processes_that_start_at_once_agree_on_one_key_file(tmp_path: Path) -> None:
    ciphers = [FileKeyCipher(tmp_path / "key") for _ in range(16)]

    with ThreadPoolExecutor(16) as threads:
        ciphertexts = list(threads.map(lambda cipher: cipher.encrypt(PRIVATE), ciphers))

    assert {ciphers[0].decrypt(ciphertext) for ciphertext in ciphertexts} == {PRIVATE}
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_the_same_key_is_never_encrypted_to_the_same_bytes(tmp_path: Path) -> None:
    cipher = FileKeyCipher(tmp_path / "key")

    assert cipher.encrypt(PRIVATE) != cipher.encrypt(PRIVATE)


def test_another_key_file_says_that_it_is_the_wrong_one(tmp_path: Path) -> None:
    ciphertext = FileKeyCipher(tmp_path / "key").encrypt(PRIVATE)

    with pytest.raises(ValueError, match="other is not the key"):
        FileKeyCipher(tmp_path / "other").decrypt(ciphertext)


def test_kms_encrypts_and_decrypts_by_its_own_key_only() -> None:
    with mock_aws():
        kms: Any = botocore.session.get_session().create_client("kms", region_name="eu-central-1")
        ours, another = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))

        ciphertext = KmsKeyCipher(ours).encrypt(PRIVATE)

        assert PRIVATE not in ciphertext
        assert KmsKeyCipher(ours).decrypt(ciphertext) == PRIVATE
        with pytest.raises(ClientError):
            KmsKeyCipher(another).decrypt(ciphertext)
