"""The signing keys in the table (`SigningKeyStore`): one item with all of them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem
from shared.adapters.dynamodb.keys import signing_keys_key
from shared.adapters.dynamodb.writes import ConditionFailed, Put
from shared.adapters.keyed_hash import is_sealed, seal
from shared.domain.callers.signing_keys import SigningKey, SigningKeySet, UnsealedKeys
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from shared.adapters.dynamodb.stores.stored_keys import StoredKey
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item


class SigningKeysItem(TableItem):
    """The keys, oldest first; `newest` names the last one. `seal`: of the text of `keys`."""

    keys = DocumentAttribute()
    newest = UnicodeAttribute()
    seal = UnicodeAttribute(null=True)


class SigningKeys:
    """Reads are strong, so that a signer never uses a key that a rotation has dropped."""

    def __init__(self, table: Table, sealing: StoredKey) -> None:
        self._table = table
        self._sealing = sealing

    def read(self) -> SigningKeySet:
        """See `SigningKeyStore.read`."""
        return self.stored()[0]

    def stored(self) -> tuple[SigningKeySet, bool]:
        """See `SigningKeyStore.stored`."""
        raw = self._table.get(signing_keys_key())
        return ((), False) if raw is None else (_keys(raw), "seal" in raw)

    def sealed(self) -> SigningKeySet:
        """See `SigningKeyStore.sealed`."""
        raw = self._table.get(signing_keys_key())
        if raw is None:
            return ()
        if "seal" not in raw or not self._is_sealed(raw["keys"]["S"], raw["seal"]["S"]):
            raise UnsealedKeys
        return _keys(raw)

    def _is_sealed(self, keys: str, found: str) -> bool:
        try:
            return is_sealed(self._sealing.octets, keys, found)
        except ValueError:  # somebody has put another secret in the place of the seal's key
            return False

    def replace(self, current: SigningKeySet, renewed: SigningKeySet) -> bool:
        """See `SigningKeyStore.replace`."""
        key = signing_keys_key()
        item = SigningKeysItem(pk=key.pk, sk=key.sk, keys=_documents(renewed), newest=renewed[-1].kid)
        unchanged: Any = SigningKeysItem.pk.does_not_exist()
        if current:
            unchanged = SigningKeysItem.keys == _documents(current)
        raw = item.raw()
        put = Put({**raw, "seal": {"S": seal(self._sealing.octets, raw["keys"]["S"])}}, unchanged)
        try:
            self._table.write(put)
        except ConditionFailed as failure:
            return failure.met(put) == put.item  # written all the same, only its answer was lost
        return True


def _keys(raw: Item) -> SigningKeySet:
    item: Any = SigningKeysItem.from_raw_data(dict(raw))
    return tuple(
        SigningKey(
            kid=document["kid"],
            public_jwk=document["publicJwk"],
            encrypted_private_key=b64decode(document["encryptedPrivateKey"]),
            created_at=instant_from(document["createdAt"]),
        )
        for document in item.keys
    )


def _documents(keys: SigningKeySet) -> list[dict[str, Any]]:
    return [
        {
            "kid": key.kid,
            "publicJwk": dict(key.public_jwk),
            "encryptedPrivateKey": b64encode(key.encrypted_private_key).decode(),
            "createdAt": instant_text(key.created_at),
        }
        for key in keys
    ]
