"""Our own keys and tenants' issuers, where what they are read from fails."""

import logging
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.service_partition import KEYS, SEALING_KEY
from shared.adapters.signed_calls import CallFailed
from shared.adapters.tokens import service_records
from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.service_records import ServiceRecords
from shared.domain.errors import StorageUnavailable

ITEMS: list[dict[str, Any]] = [
    {"sk": {"S": KEYS}, "keys": {"S": "[]"}, "seal": {"S": "00"}},
    {"sk": {"S": SEALING_KEY}, "encryptedKey": {"S": b64encode(b"sealing key").decode()}},
]


def busy(*_: object) -> bytes:
    raise StorageUnavailable from CallFailed("kms", "400 ThrottlingException", is_passing=True)


def refused(*_: object) -> bytes:
    raise CallFailed("kms", "400 AccessDeniedException", is_passing=False)


@pytest.mark.parametrize(
    ("decrypt", "says"), [(busy, "kms: 400 ThrottlingException"), (refused, "kms: 400 AccessDeniedException")]
)
def test_a_failure_of_the_key_service_is_logged_and_leaves_tokens_undecided(
    decrypt: Callable[..., bytes],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(service_records, "query", lambda *_: ITEMS)
    records = ServiceRecords("t", decrypt)

    with caplog.at_level(logging.WARNING):
        records.load()

    assert says in caplog.text
    with pytest.raises(KeysUnavailable, match=says):
        records.key("first")
