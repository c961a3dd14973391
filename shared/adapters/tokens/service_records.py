"""Records of the table for the authorizer: our own public keys, and the issuers that tenants trust.

Whoever can write to the table could put a public key among ours, so they count under their seal alone. The
authorizer may decrypt the seal's key, but none that signs.
"""

from __future__ import annotations

import json
import logging
import time
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.service_partition import ISSUER_PREFIX, KEYS, SEALING_KEY, SERVICE
from shared.adapters.dynamodb.signed_query import query
from shared.adapters.keyed_hash import is_sealed
from shared.adapters.signed_calls import CallFailed
from shared.adapters.tokens.kept import Kept, KeysUnavailable
from shared.adapters.tokens.key_sets import verification_keys
from shared.adapters.tokens.trusted_issuers import TrustedIssuer, trusted_issuer
from shared.adapters.web.client import Unreachable
from shared.domain.callers.secret_uses import SEALING
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shared.adapters.dynamodb.writes import Item
    from shared.adapters.tokens.jws import PublicKey
    from shared.domain.callers.secret_uses import SecretUse

EFFECTIVE_SECONDS = 60
"""How long what was read is used: after this an issuer that was added counts, and one removed does not."""
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Records:
    """`keys` is None where what is stored of them is not sealed by us."""

    keys: Mapping[str | None, PublicKey] | None
    issuers: Mapping[str, Sequence[TrustedIssuer]] = field(default_factory=dict)


class ServiceRecords:
    """One query reads all of it, at most once a minute, and for keys that are not known."""

    def __init__(
        self,
        table: str,
        decrypt: Callable[[bytes, SecretUse], bytes],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._table = table
        self._decrypt = decrypt
        self._sealing_keys: dict[str, bytes] = {}
        self._complained: set[str] = set()
        faults = (CallFailed, StorageUnavailable, Unreachable)
        self._kept = Kept("this service", self._read, faults, clock, fresh_seconds=EFFECTIVE_SECONDS)

    def load(self) -> None:
        """Read it now, so that no request waits for it; a request tries again where that fails."""
        with suppress(KeysUnavailable):
            self._kept.value()

    def key(self, kid: str | None) -> PublicKey | None:
        """Return the key of ours with this id, if there is one. Raises `KeysUnavailable`."""
        keys = self._kept.value(lambda records: kid in (records.keys or ())).keys
        if keys is None:
            raise KeysUnavailable("the stored signing keys have no seal of ours")
        return keys.get(kid)

    def issuers(self, issuer: str) -> Sequence[TrustedIssuer]:
        """Return the tenants' trust in this issuer, if any has some. Raises `KeysUnavailable`."""
        return self._kept.value().issuers.get(issuer, ())

    def _read(self) -> _Records:
        items = query(self._table, SERVICE, ISSUER_PREFIX, KEYS)
        of_ours = {item["sk"]["S"]: item for item in items if not item["sk"]["S"].startswith(ISSUER_PREFIX)}
        issuers: dict[str, list[TrustedIssuer]] = {}
        for item in items:
            if item["sk"]["S"].startswith(ISSUER_PREFIX) and (trusted := self._issuer_of(item)) is not None:
                issuers.setdefault(trusted.issuer, []).append(trusted)
        return _Records(self._keys_of(of_ours), issuers)

    def _keys_of(self, items: Mapping[str, Item]) -> Mapping[str | None, PublicKey] | None:
        """Return our public keys, unless they were written by somebody else."""
        if (stored := items.get(KEYS)) is None:
            return {}
        if not self._is_sealed(stored, items.get(SEALING_KEY)):
            _logger.error("the stored signing keys have no seal of ours")
            return None
        return verification_keys({"keys": [key["publicJwk"] for key in json.loads(stored["keys"]["S"])]})

    def _is_sealed(self, stored: Item, sealing_key: Item | None) -> bool:
        if sealing_key is None or "seal" not in stored:
            return False
        encrypted = sealing_key["encryptedKey"]["S"]
        try:
            if encrypted not in self._sealing_keys:  # else decrypted before
                self._sealing_keys = {encrypted: self._decrypt(b64decode(encrypted), SEALING)}
        except ValueError:
            return False
        except StorageUnavailable as busy:
            raise (busy.__cause__ or busy) from None  # which says more to whoever reads the log
        return is_sealed(self._sealing_keys[encrypted], stored["keys"]["S"], stored["seal"]["S"])

    def _issuer_of(self, item: Item) -> TrustedIssuer | None:
        """Return the issuer of an item.

        One that makes no sense is trusted with nothing, and said to be so once.
        """
        try:
            return trusted_issuer(entry_of(item))
        except (ValueError, KeyError) as error:
            sort_key = item["sk"]["S"]
            if sort_key not in self._complained:
                self._complained.add(sort_key)
                _logger.error("%s: %s", sort_key, error)  # noqa: TRY400 - the trace says nothing more
            return None


def entry_of(item: Item) -> dict[str, Any]:
    """Return an issuer's item as an entry of `TRUSTED_ISSUERS`."""
    entry: dict[str, Any] = {"issuer": item["issuer"]["S"], "tenant": item["tenant"]["S"]}
    if "audience" in item:
        entry["audience"] = json.loads(item["audience"]["S"])
    if "jwksUrl" in item:
        entry["jwksUrl"] = item["jwksUrl"]["S"]
    if "staff" in item:
        entry["staff"] = item["staff"]["BOOL"]
    return entry
