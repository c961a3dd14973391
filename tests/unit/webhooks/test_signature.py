"""Signatures that receivers verify."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from shared.domain.webhooks.signature import signed_headers, signing_key

secrets = st.binary(min_size=1, max_size=64).map(lambda key: "whsec_" + base64.b64encode(key).decode())
bodies = st.dictionaries(st.text(), st.text() | st.integers()).map(json.dumps)


@given(secrets, secrets, bodies)
def test_the_published_library_takes_what_either_secret_signs(first: str, second: str, body: str) -> None:
    headers = signed_headers("an-event", datetime.now(UTC), body.encode(), [first, second])

    for secret in (first, second):
        Webhook(secret).verify(body, headers)


def test_what_is_signed_is_id_time_and_body() -> None:
    at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    headers = signed_headers("id", at, b"{}", ["whsec_a2V5"])

    expected = hmac.new(b"key", f"id.{int(at.timestamp())}.{{}}".encode(), hashlib.sha256).digest()
    assert headers == {
        "webhook-id": "id",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,{base64.b64encode(expected).decode()}",
    }


def test_a_secret_is_base64_behind_its_prefix_padded_or_not_and_else_its_octets() -> None:
    assert signing_key("whsec_a2V5MQ==") == signing_key("whsec_a2V5MQ") == b"key1"
    assert signing_key("a2V5MQ==") == b"a2V5MQ=="
    with pytest.raises(ValueError, match=r"base64|characters|padding|ascii"):
        signing_key("whsec_löwe!")
