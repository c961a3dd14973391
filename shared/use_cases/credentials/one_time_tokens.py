"""One-time tokens as they are sent, and who holds one."""

import hmac
from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import Account
from shared.domain.log_in.one_time_tokens import (
    InvalidOneTimeToken,
    OneTimeToken,
    TokenPurpose,
    parts_of,
    sealed_parts,
    sealed_text,
)
from shared.ports.callers import KeyedHash
from shared.ports.log_in import CredentialStore
from shared.ports.tenants import TenantConfiguration

_PURPOSE = "one-time token"


@dataclass(frozen=True, kw_only=True)
class OneTimeTokenPorts:
    """Ports for one-time tokens where no password is asked for.

    `refusal_floor`: an answer that must not tell who has an account takes at least so many seconds.
    """

    credentials: CredentialStore
    tenants: TenantConfiguration
    hashes: KeyedHash
    refusal_floor: float


def minted(hashes: KeyedHash, tenant: str, number: str, purpose: TokenPurpose, nonce: str) -> str:
    """Return the token as it is sent; the same one every time."""
    return sealed_text(number, nonce, hashes.of(_PURPOSE, *sealed_parts(tenant, number, purpose, nonce)))


def holder_of(
    credentials: CredentialStore, hashes: KeyedHash, tenant: str, text: str, purpose: TokenPurpose
) -> tuple[Customer, Account, OneTimeToken]:
    """Return the customer whom the token was sent to, its account, and the token.

    Raises `InvalidOneTimeToken`.
    """
    customer, token = sent_to(credentials, hashes, tenant, text, purpose)
    account = credentials.account_of(customer)
    if account is None:
        raise InvalidOneTimeToken
    return customer, account, token


def sent_to(
    credentials: CredentialStore, hashes: KeyedHash, tenant: str, text: str, purpose: TokenPurpose
) -> tuple[Customer, OneTimeToken]:
    """Return the customer whom the token was sent to, and the token. Raises `InvalidOneTimeToken`."""
    number, nonce, seal = parts_of(text)
    expected = hashes.of(_PURPOSE, *sealed_parts(tenant, number, purpose, nonce))
    found = credentials.awaiting(tenant, number, purpose) if hmac.compare_digest(seal, expected) else None
    if found is None or found[1].nonce != nonce:
        raise InvalidOneTimeToken
    return found
