"""Items outside of a tenant's partitions, each for those adapters alone that are given it.

An annex is asked with the tenant that is worked for ("" for none) and a key: for a query with its partition
and the beginning of its sort keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.keys import (
    CLIENT_PREFIX,
    RETENTION_PARTITION,
    RETENTION_PREFIX,
    hash_key_key,
    retention_key,
    sealing_key_key,
    signing_keys_key,
)

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Key


def hash_key(_tenant: str, key: Key) -> bool:
    """Return whether it is the key of keyed hashes."""
    return key == hash_key_key()


def signing_keys(_tenant: str, key: Key) -> bool:
    """Return whether it is the keys that sign tokens."""
    return key == signing_keys_key()


def sealing_key(_tenant: str, key: Key) -> bool:
    """Return whether it is the key of their seal."""
    return key == sealing_key_key()


def service_clients(_tenant: str, key: Key) -> bool:
    """Return whether it is a service client, whose tenant is in the item."""
    return key.pk.startswith(CLIENT_PREFIX)


def own_retention(tenant: str, key: Key) -> bool:
    """Return whether it is the tenant's password migration."""
    return tenant != "" and key == retention_key(tenant)


def all_retentions(_tenant: str, key: Key) -> bool:
    """Return whether it is the list of the password migrations of all tenants."""
    return key == (RETENTION_PARTITION, RETENTION_PREFIX)
