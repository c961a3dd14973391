"""Native password hashes at a fraction of their cost, for tests that are not about that cost."""

import argon2
import pytest

from shared.use_cases.accounts.check_password import _NOBODYS_HASH

_NATIVE, _QUICK = "$m=19456,t=2,p=1$", "$m=64,t=1,p=1$"

_hash, _verify = argon2.PasswordHasher.hash, argon2.PasswordHasher.verify
_quick = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
# Nobody knows a password of it, whatever it costs.
_made = {_NOBODYS_HASH}


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """Compute argon2id with little memory in one pass, and write the native parameters into the hash."""
    patch.setattr(argon2.PasswordHasher, "hash", _hash_quickly)


def recognise_quick(patch: pytest.MonkeyPatch) -> None:
    """Check hashes that were made so; the check of any other costs what the hash says."""
    patch.setattr(argon2.PasswordHasher, "verify", _verify_quickly)


def _hash_quickly(self: argon2.PasswordHasher, password: str) -> str:
    parameters = f"$m={self.memory_cost},t={self.time_cost},p={self.parallelism}$"
    assert parameters == _NATIVE, "the service makes hashes of one cost"
    encoded = _hash(_quick, password).replace(_QUICK, _NATIVE)
    _made.add(encoded)
    return encoded


def _verify_quickly(self: argon2.PasswordHasher, encoded: str, password: bytes) -> bool:
    return _verify(self, encoded.replace(_NATIVE, _QUICK) if encoded in _made else encoded, password)
