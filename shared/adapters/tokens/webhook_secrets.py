"""The secrets of webhooks, encrypted for their tenant (`SecretSealer`)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from shared.domain.callers.secret_uses import webhook_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.ports.callers import KeyCipher

_MOST_OPENED = 1000


class WebhookSecrets:
    """Returns as base64 what the cipher has encrypted.

    What was opened is kept: each decryption by AWS costs more than the delivery that it signs.
    """

    def __init__(self, cipher: Callable[[], KeyCipher]) -> None:
        self._cipher = cipher
        self._opened: dict[tuple[str, str], str] = {}

    def seal(self, tenant: str, secret: str) -> str:
        """See `SecretSealer.seal`."""
        return b64encode(self._cipher().encrypt(secret.encode(), webhook_of(tenant))).decode()

    def open(self, tenant: str, sealed: str) -> str:
        """See `SecretSealer.open`."""
        if (opened := self._opened.get((tenant, sealed))) is None:
            opened = self._cipher().decrypt(b64decode(sealed), webhook_of(tenant)).decode()
            if len(self._opened) >= _MOST_OPENED:
                self._opened.clear()
            self._opened[tenant, sealed] = opened
        return opened
