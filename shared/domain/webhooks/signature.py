"""The signature that tells a receiver where a webhook comes from (Standard Webhooks, by a secret)."""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime

SECRET_PREFIX = "whsec_"  # noqa: S105 - the beginning of all such secrets
ID_HEADER, TIMESTAMP_HEADER, SIGNATURE_HEADER = "webhook-id", "webhook-timestamp", "webhook-signature"


def signing_key(secret: str) -> bytes:
    """Return the key that a secret stands for: base64 behind `whsec_`, or the octets of any other text.

    Raises `ValueError`.
    """
    if not secret.startswith(SECRET_PREFIX):
        return secret.encode()
    encoded = secret.removeprefix(SECRET_PREFIX)
    return base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)


def signed_headers(message_id: str, at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """Return the headers that sign a body, with one signature for each secret. Raises `ValueError`."""
    timestamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    signatures = (hmac.digest(signing_key(secret), signed, "sha256") for secret in secrets)
    return {
        ID_HEADER: message_id,
        TIMESTAMP_HEADER: timestamp,
        SIGNATURE_HEADER: " ".join(f"v1,{base64.b64encode(each).decode()}" for each in signatures),
    }
