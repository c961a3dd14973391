"""Password hashes by argon2id (RFC 9106), in the usual encoded form."""

from argon2 import PasswordHasher as _Argon2

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1


class Argon2id:
    """The `PasswordHasher` of new passwords: 19 MiB, two passes, one lane."""

    def __init__(self) -> None:
        self._hasher = _Argon2(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

    def hash(self, password: str) -> str:
        """See `PasswordHasher.hash`."""
        return self._hasher.hash(password)
