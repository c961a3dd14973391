"""Customers whose every personal or secret value can be recognised wherever it turns up."""

import secrets
import time
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.sessions import SessionTokens
from shared.runtime.wiring import wiring
from shared.use_cases.credentials.one_time_tokens import minted
from tests.component.tenants import new_tenant
from tests.component.tokens import session_of
from tests.jwt_issuer import JwtIssuer

CANARY = "canary"

PASSWORD = "a canary's pass phrase"

# Members whose values are not free: what they can hold is known to everyone, or a hash.
_KEPT = {
    "algorithm",
    "country",
    "countryCode",
    "currency",
    "emailReminderDate",
    "id",
    "key",
    "kind",
    "language",
    "preferredCurrency",
    "preferredLanguage",
    "preferredSite",
    "restriction",
    "restrictions",
    "retentionEndDate",
    "scopes",
    "state",
    "type",
    "value",
}

_HASHES = {"hash", "passwordHash"}


@dataclass
class World:
    """A customer of a tenant of its own, whose log-in, profile and address are canaries.

    `confirmed`: its sign-up does not wait for a confirmation. `invited`: it has not chosen a password yet.
    `provider`: where it can come from, too.
    """

    tenant: str = field(default_factory=new_tenant)
    tag: str = field(default_factory=lambda: f"{CANARY}-{secrets.token_hex(6)}")
    secrets: list[str] = field(default_factory=list)
    confirmed: bool = True
    invited: bool = False
    provider: JwtIssuer | None = None

    @property
    def email(self) -> str:
        """The e-mail address that the customer logs in with."""
        return f"{self.tag}@example.com"

    @cached_property
    def customer(self) -> Customer:
        """The customer, stored."""
        texts = {"contactName": self.tag, "street": self.tag, "contactPhone": self.tag}
        customer = Customer(
            tenant=self.tenant,
            number=self.tag,
            incarnation=secrets.token_hex(8),
            created_at=now(),
            modified_at=now(),
            first_name=self.tag,
            contact_email=self.email,
            accounts=(AccountId(self.email),),
            addresses=(Address(id="home", texts=texts),),
            mixins={"loyalty": {"points": self.tag}},
        )
        password_hash = None if self.invited else _password_hash()
        account = new_account(customer, NewAccount(password_hash, confirmed=self.confirmed))
        wiring().customers.create(customer, account, recreates=False, created_by="test")
        self.secrets.append(_password_hash())
        return customer

    @cached_property
    def session(self) -> SessionTokens:
        """The session in which the customer calls."""
        return session_of(self.customer)

    def one_time_token(self, purpose: TokenPurpose) -> str:
        """A token as the customer's message carries it."""
        new_email = f"new.{self.email}" if purpose is TokenPurpose.EMAIL_CHANGE else None
        stored = new_one_time_token(
            self.customer, purpose, email=self.email, now=time.time(), new_email=new_email
        )
        wiring().credentials.send(stored, asked_for=self.email)
        text = minted(wiring().keyed_hashes, self.tenant, self.customer.number, purpose, stored.nonce)
        return self.secret(text)

    def secret(self, value: str) -> str:
        """The value, which is to be nowhere."""
        self.secrets.append(value)
        return value


def with_canaries(value: Any, world: World, name: str = "") -> Any:
    """The JSON value with a canary for every text that may be personal or secret."""
    if isinstance(value, dict):
        return {member: with_canaries(inner, world, member) for member, inner in value.items()}
    if isinstance(value, list):
        return [with_canaries(inner, world, name) for inner in value]
    if not isinstance(value, str) or name in _KEPT:
        return value
    if name in _HASHES:
        return world.secret(value)
    if name == "email" or "@" in value:
        return f"{value.partition('@')[0]}.{world.email}"
    return f"{value}?{CANARY}" if value.startswith("http") else f"{CANARY} {value}"


@cache
def _password_hash() -> str:
    return wiring().passwords.hash(PASSWORD)
