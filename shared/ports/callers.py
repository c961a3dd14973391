"""Ports for service clients, keys and tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shared.domain.callers.secret_uses import SecretUse
    from shared.domain.callers.service_clients import ServiceClient
    from shared.domain.callers.signing_keys import SigningKeySet
    from shared.domain.callers.tenant_issuers import TenantIssuer


class ServiceClientStore(Protocol):
    """The programs that may ask for service tokens."""

    def find(self, client_id: str) -> ServiceClient | None:
        """Return the client of this id, if there is one."""
        ...

    def add(self, client: ServiceClient, *, limited: bool = False) -> None:
        """Store a new client. Raises `Conflict` when the id is in use; where `limited`, also for too many."""
        ...

    def of_tenant(self, tenant: str) -> Iterable[ServiceClient]:
        """Return every client of the tenant that is listed, by id."""
        ...

    def revise(self, client_id: str, rule: Callable[[ServiceClient], ServiceClient]) -> ServiceClient:
        """Replace the client by what the rule makes of it, of a rival's write too. Returns it as stored.

        From now on its tokens count, or are refused where it is disabled. Raises what the rule raises,
        `ClientNotFound`, `UnknownTenant`, `StorageUnavailable`.
        """
        ...

    def remove(self, client: ServiceClient, *, refused_until: int) -> None:
        """Remove a client; its tokens are refused until then, in seconds since the epoch."""
        ...


class SigningKeyStore(Protocol):
    """Where the keys that sign tokens are kept."""

    def read(self) -> SigningKeySet:
        """Return the present keys; none before the first token. What is public of them proves nothing."""
        ...

    def stored(self) -> tuple[SigningKeySet, bool]:
        """Return the same, and whether they have a seal, right or wrong."""
        ...

    def sealed(self) -> SigningKeySet:
        """Return the present keys, whose public keys are ours. Raises `UnsealedKeys`."""
        ...

    def replace(self, current: SigningKeySet, renewed: SigningKeySet) -> bool:
        """Store the keys under a new seal, unless they are no longer the current ones; whether it did."""
        ...


class TenantIssuerStore(Protocol):
    """The issuers of tokens that tenants trust."""

    def add(self, issuer: TenantIssuer) -> None:
        """Store the issuer, or what is said of it from now on. Raises `ValidationFailed`."""
        ...

    def of_tenant(self, tenant: str) -> Iterable[TenantIssuer]:
        """Return those that the tenant trusts."""
        ...

    def remove(self, tenant: str, issuer: str) -> None:
        """Trust it no longer. Raises `IssuerNotFound`."""
        ...


class KeyCipher(Protocol):
    """Keeps private keys and secrets unreadable where they are stored.

    Raises `StorageUnavailable` while what encrypts is throttled or does not answer.
    """

    def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
        """Return the plaintext in a form that only `decrypt` can read, and for this use alone."""
        ...

    def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
        """Return the plaintext that `encrypt` was given.

        Raises `ValueError` for what was encrypted for another use, or by another key.
        """
        ...


class OwnTokens(Protocol):
    """Tokens that this service has signed."""

    def claims(self, token: str, issuer: str) -> Mapping[str, Any] | None:
        """Return the claims of a token, expired or not; None if it is not genuine."""
        ...


class KeyedHash(Protocol):
    """Hashes that nobody can make without this deployment's key."""

    def of(self, purpose: str, *parts: str | bytes) -> bytes:
        """Return the hash of these parts, 32 bytes; another one for each purpose."""
        ...


class TokenSigner(Protocol):
    """Signs this service's tokens, of services and of customers."""

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return the claims as a JWT."""
        ...
