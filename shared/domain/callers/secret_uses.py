"""The uses of keys and secrets: each is encrypted for its use, and for no other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SecretUse:
    """A purpose, and the tenant whose secret it is, if it is one tenant's.

    `older`: there may be secrets for it from before uses were encrypted with them.
    """

    purpose: str
    tenant: str | None = None
    older: bool = True

    @property
    def context(self) -> dict[str, str]:
        """Return the encryption context."""
        return {"purpose": self.purpose} | ({"tenant": self.tenant} if self.tenant is not None else {})

    @property
    def contexts(self) -> tuple[dict[str, str], ...]:
        """Return the contexts in which it may have been encrypted, the present one first."""
        return (self.context, {}) if self.older else (self.context,)


SIGNING = SecretUse("signing")
"""Private keys that sign tokens."""
HASHING = SecretUse("hashing")
"""The key of keyed hashes."""
SEALING = SecretUse("sealing", older=False)
"""The key of the seal by which stored public keys are known to be ours."""


def setting_of(tenant: str) -> SecretUse:
    """Return the use of a secured setting of the tenant."""
    return SecretUse("setting", tenant)
