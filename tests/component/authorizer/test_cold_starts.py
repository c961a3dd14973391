"""What a process of the authorizer asks of AWS when it starts, and later."""

import json
import os
from base64 import b64decode, b64encode
from collections import Counter

import pytest

from shared.adapters.signed_calls import KMS, SignedService
from shared.adapters.tokens.service_records import EFFECTIVE_SECONDS, ServiceRecords
from shared.adapters.tokens.signed_kms_cipher import SignedKmsCipher
from shared.adapters.tokens.verifier import TokenVerifier
from shared.domain.callers.secret_uses import SEALING
from shared.runtime.wiring import wiring
from tests.clock import Clock
from tests.component.identity.oauth import READ, stored_client, token

ISSUER = "https://customers.test"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The calls of AWS by service and operation. KMS decrypts what the tests' key encrypted."""
    asked: Counter[str] = Counter()
    send = SignedService.send

    def sent(service: SignedService, operation: str, body: bytes) -> tuple[int, bytes]:
        asked[f"{service.protocol.service} {operation}"] += 1
        return _decrypted(body) if service.protocol == KMS else send(service, operation, body)

    monkeypatch.setattr(SignedService, "send", sent)
    return asked


def _decrypted(body: bytes) -> tuple[int, bytes]:
    request = json.loads(body)
    assert request["EncryptionContext"] == SEALING.context
    plaintext = wiring().key_cipher.decrypt(b64decode(request["CiphertextBlob"]), SEALING)
    return 200, json.dumps({"Plaintext": b64encode(plaintext).decode()}).encode()


def test_a_start_asks_kms_once_and_no_later_call_does(asked: Counter[str], tenant: str) -> None:
    access_token = token(stored_client(tenant, READ))
    clock = Clock()
    asked.clear()

    records = ServiceRecords(os.environ["TABLE_NAME"], SignedKmsCipher("key").decrypt, clock)
    records.load()

    assert asked == Counter({"dynamodb Query": 1, "kms Decrypt": 1})

    verifier = TokenVerifier((), records)
    for _ in range(3):
        clock.sleep(EFFECTIVE_SECONDS + 1)
        assert verifier.caller(access_token, ISSUER).tenant == tenant

    assert asked == Counter({"dynamodb Query": 4, "kms Decrypt": 1})
