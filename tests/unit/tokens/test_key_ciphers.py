"""How private keys are kept unreadable where they are stored."""

import json
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from shared.adapters.aws import aws_session
from shared.adapters.signed_calls import CallFailed, SignedService
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher
from shared.adapters.tokens.signed_kms_cipher import SignedKmsCipher
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
        kms: Any = aws_session().create_client("kms", region_name="eu-central-1")
        ours, another = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))

        ciphertext = KmsKeyCipher(ours).encrypt(PRIVATE, SIGNING)

        assert PRIVATE not in ciphertext
        assert KmsKeyCipher(ours).decrypt(ciphertext, SIGNING) == PRIVATE
        with pytest.raises(CallFailed):
            KmsKeyCipher(another).decrypt(ciphertext, SIGNING)


Cipher = FileKeyCipher | KmsKeyCipher | SignedKmsCipher


@pytest.fixture(params=["file", "kms", "signed"])
def cipher(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cipher]:
    """Each of the ciphers."""
    if request.param == "file":
        yield FileKeyCipher(tmp_path / "key")
        return
    with mock_aws():
        kms: Any = aws_session().create_client("kms", region_name="eu-central-1")
        key_id = kms.create_key()["KeyMetadata"]["KeyId"]
        monkeypatch.setattr(SignedService, "send", staticmethod(partial(_sent_to, kms)))
        yield KmsKeyCipher(key_id) if request.param == "kms" else SignedKmsCipher(key_id)


def _sent_to(kms: Any, operation: str, body: bytes) -> tuple[int, bytes]:
    """The answer of a key service to a request that is sent without an SDK."""
    asked = json.loads(body)
    octets = {name: b64decode(asked[name]) for name in ("Plaintext", "CiphertextBlob") if name in asked}
    try:
        answer = getattr(kms, operation.lower())(**asked | octets)
    except ClientError as error:
        return 400, json.dumps({"__type": f"com.amazonaws.kms#{error.response['Error']['Code']}"}).encode()
    said = {
        name: b64encode(answer[name]).decode() for name in octets.keys() ^ {"Plaintext", "CiphertextBlob"}
    }
    return 200, json.dumps(said).encode()


USES = (SIGNING, HASHING, SEALING, setting_of("acme"), setting_of("globex"))


@pytest.mark.parametrize("use", USES, ids=lambda use: str(use.context))
def test_what_is_encrypted_for_one_use_is_decrypted_for_no_other(cipher: Cipher, use: SecretUse) -> None:
    ciphertext = cipher.encrypt(PRIVATE, use)

    assert cipher.decrypt(ciphertext, use) == PRIVATE
    for other in USES:
        if other != use:
            with pytest.raises(ValueError, match="encrypted"):
                cipher.decrypt(ciphertext, other)


def encrypted_without_use(cipher: Cipher) -> bytes:
    """A ciphertext as it was made before there were uses."""
    if isinstance(cipher, FileKeyCipher):
        return cipher.encrypt_in(PRIVATE, {})
    kms: Any = aws_session().create_client("kms", region_name="eu-central-1")
    answer = kms.encrypt(KeyId=cipher._key_id, Plaintext=PRIVATE)
    ciphertext: bytes = answer["CiphertextBlob"]
    return ciphertext


@pytest.mark.parametrize("use", USES, ids=lambda use: str(use.context))
def test_what_is_older_than_uses_can_still_be_decrypted_except_as_the_key_of_a_seal(
    cipher: Cipher, use: SecretUse
) -> None:
    ciphertext = encrypted_without_use(cipher)

    if use == SEALING:
        with pytest.raises(ValueError, match="encrypted"):
            cipher.decrypt(ciphertext, use)
    else:
        assert cipher.decrypt(ciphertext, use) == PRIVATE


def test_a_call_of_the_key_service_that_it_throttles_is_repeated_and_one_that_it_refuses_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = ["ThrottlingException", "AccessDeniedException", "unasked"]

    def sent(service: SignedService, operation: str, body: bytes) -> tuple[int, bytes]:
        return 400, json.dumps({"__type": codes.pop(0)}).encode()

    monkeypatch.setattr(SignedService, "send", sent)

    with pytest.raises(CallFailed, match="kms: 400 AccessDeniedException"):
        SignedKmsCipher("a-key").decrypt(b"secret", SEALING)
    assert codes == ["unasked"]
