"""Password hashes by argon2id (RFC 9106), in the usual encoded form."""

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
NATIVE_PREFIX = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"
"""How every hash made here begins."""


class Argon2id:
    """The `PasswordHasher` of new passwords: 19 MiB, two passes, one lane."""

    def __init__(self) -> None:
        # Loaded here, since whoever only asks whether a hash is native needs no library.
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

    def hash(self, password: str) -> str:
        """See `PasswordHasher.hash`."""
        return self._hasher.hash(password)
