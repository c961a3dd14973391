"""The hashes of Magento: `<hash>:<salt>:<version>`, with a version more for each upgrade of the hash.

A version is a digest of the salt and what was there before (0 MD5, 1 SHA-256), or Argon2id by libsodium (2,
and 3 with its costs: `3_<bytes>_<passes>_<memory>`). An upgrade hashes the hexadecimal digits of the last
hash, so all versions are gone through. Magento 1 has no versions: the length of the hash tells its digest.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import reduce
from hmac import compare_digest

from shared.adapters.passwords.schemes.stored_hash import LEAST_HASH, StoredHash, fields, malformed

_SCHEME = "Magento"
_ENCODED = r"([0-9a-fA-F]{32,128}):([^:]*)((?::[0-3](?:_[0-9_]+)?){0,4})"
_DIGESTS = {"0": "md5", "1": "sha256"}
_MAGENTO_1 = {32: "md5", 64: "sha256", 128: "sha512"}
_ARGON2 = re.compile("3_([1-9][0-9]?)_([1-9][0-9]{0,3})_([1-9][0-9]{3,11})")
_USUAL_COSTS = "3_32_2_67108864"
_SALT_BYTES = 16
_LEAST_MEMORY = 8  # KiB


@dataclass(frozen=True, slots=True)
class _Digest:
    """A digest of the salt and what was there before."""

    name: str
    salt: bytes

    @property
    def size(self) -> int:
        return hashlib.new(self.name).digest_size

    def hashed(self, text: bytes) -> bytes:
        return hashlib.new(self.name, self.salt + text, usedforsecurity=False).digest()


@dataclass(frozen=True, slots=True)
class _Argon2id:
    """Argon2id as libsodium has it: one lane. `memory`: in KiB."""

    salt: bytes
    size: int
    passes: int
    memory: int

    def hashed(self, text: bytes) -> bytes:
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(text, self.salt, self.passes, self.memory, 1, self.size, Type.ID)


_Step = _Digest | _Argon2id


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    expected, salt, text = fields(_ENCODED, encoded, _SCHEME)
    versions = text.split(":")[1:]
    if not versions and salt in _DIGESTS:  # of a hash without a salt, some migrations left the version alone
        versions, salt = [salt], ""
    if versions:
        steps = [_step(version, salt.encode()) for version in versions]
    elif len(expected) in _MAGENTO_1:
        steps = [_Digest(_MAGENTO_1[len(expected)], salt.encode())]
    else:
        raise malformed(_SCHEME)
    if len(expected) != 2 * steps[-1].size:
        raise malformed(_SCHEME)

    def matches(password: bytes) -> bool:
        computed = reduce(lambda before, step: step.hashed(before).hex().encode(), steps, password)
        return compare_digest(computed, expected.lower().encode())

    dear = [step for step in steps if isinstance(step, _Argon2id)]
    if not dear:
        return StoredHash({}, matches)
    memory, passes = max(step.memory for step in dear), sum(step.passes for step in dear)
    return StoredHash({"argon2 memory (KiB)": memory, "argon2 passes": passes}, matches)


def _step(version: str, salt: bytes) -> _Step:
    if version in _DIGESTS:
        return _Digest(_DIGESTS[version], salt)
    costs = _ARGON2.fullmatch(_USUAL_COSTS if version == "2" else version)
    if costs is None or not salt:
        raise malformed(_SCHEME)
    size, passes, memory = map(int, costs.groups())
    if size < LEAST_HASH or memory // 1024 < _LEAST_MEMORY:
        raise malformed(_SCHEME)
    repeated = salt * -(-_SALT_BYTES // len(salt))
    return _Argon2id(repeated[:_SALT_BYTES], size, passes, memory // 1024)
