"""The uses of keys and secrets: each is encrypted for its use, and for no other."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SecretUse:
    """A purpose, and the tenant whose secret it is, if it is one tenant's.

    `older`: there may be secrets for it from before uses were encrypted with them. `piece`: which of how many
    pieces of a long secret it is, from 1.
    """

    purpose: str
    tenant: str | None = None
    older: bool = True
    piece: tuple[int, int] | None = None

    @property
    def context(self) -> dict[str, str]:
        """Return the encryption context."""
        context = {"purpose": self.purpose}
        if self.tenant is not None:
            context["tenant"] = self.tenant
        if self.piece is not None:
            context |= dict(zip(("piece", "pieces"), map(str, self.piece), strict=True))
        return context

    @property
    def contexts(self) -> tuple[dict[str, str], ...]:
        """Return the contexts in which it may have been encrypted, the present one first."""
        return (self.context, {}) if self.older else (self.context,)

    def pieces(self, count: int) -> tuple[SecretUse, ...]:
        """Return the uses of the pieces of a secret: each is good in its place alone, and none is left out.

        One piece is the secret itself.
        """
        if count == 1:
            return (self,)
        return tuple(replace(self, older=False, piece=(place, count)) for place in range(1, count + 1))


SIGNING = SecretUse("signing")
"""Private keys that sign tokens."""
HASHING = SecretUse("hashing")
"""The key of keyed hashes."""
SEALING = SecretUse("sealing", older=False)
"""The key of the seal by which stored public keys are known to be ours."""


def setting_of(tenant: str) -> SecretUse:
    """Return the use of a secured setting of the tenant."""
    return SecretUse("setting", tenant)


def webhook_of(tenant: str) -> SecretUse:
    """Return the use of a secret that signs what the tenant's webhooks are sent."""
    return SecretUse("webhook", tenant, older=False)
