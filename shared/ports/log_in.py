"""Ports for accounts, log-ins and sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.account import Account, LegacyAccount
    from shared.domain.log_in.bounces import BouncedMessage
    from shared.domain.log_in.identity_providers import (
        AuthorizationCode,
        ExchangeableToken,
        Identity,
        IdentityProvider,
        ProviderAccount,
        ProviderLink,
        ProviderTokens,
    )
    from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
    from shared.domain.log_in.proof import Proven
    from shared.domain.log_in.retention import Retention
    from shared.domain.log_in.sessions import Session
    from shared.domain.log_in.throttling import AccountTries
    from shared.domain.log_in.token_exchange import ExchangeProvider
    from shared.domain.messages.notices import Notice
    from shared.domain.roles import Role


class PasswordHasher(Protocol):
    """One-way hashes of passwords."""

    def hash(self, password: str) -> str:
        """Return the password's hash in its encoded form, with parameters and salt."""
        ...


class PasswordVerifier(Protocol):
    """Checks passwords against hashes of every scheme that may be stored, native or imported."""

    def verify(self, encoded: str, password: str) -> bool:
        """Return whether this is the password; never for a hash that `objection` objects to."""
        ...

    def is_current(self, encoded: str) -> bool:
        """Return whether the hash has the native scheme and cost, so that it does not have to be replaced."""
        ...

    def is_weak(self, encoded: str) -> bool:
        """Return whether its password can be found by trying, so that it may be kept only for a time."""
        ...

    def seconds(self, encoded: str) -> float:
        """Return how long it takes at most to check a password against this hash; 0 where none can be."""
        ...

    def objection(self, encoded: str) -> str | None:
        """Why no password can be checked against this hash (unknown, malformed, too costly), if so."""
        ...


class AccountStore(Protocol):
    """Log-in accounts."""

    def rehash(self, account: Account, password_hash: str) -> None:
        """Put a native hash of the same password in the place of the account's, unless that has changed."""
        ...

    def note_bounce(self, refused: BouncedMessage) -> None:
        """Note the bounce with the account of the address, unless that is another customer's.

        Of several bounces the latest is kept, until the customer changes the address.
        """
        ...


class RetentionStore(Protocol):
    """The time for which each tenant keeps imported legacy password hashes."""

    def find(self, tenant: str) -> Retention | None:
        """Return the tenant's configuration, as it is now."""
        ...

    def put(self, tenant: str, retention: Retention) -> None:
        """Create or replace the tenant's."""
        ...

    def delete(self, tenant: str) -> None:
        """Remove the tenant's, if there is one."""
        ...

    def tenants(self) -> Iterable[tuple[str, Retention]]:
        """Return every tenant that has one."""
        ...


class LegacyAccountStore(Protocol):
    """The accounts whose legacy hash waits for its customer's next log-in."""

    def any_left(self, tenant: str) -> bool:
        """Return whether the tenant has one."""
        ...

    def waiting(self, tenant: str, *, unless_reminded_of: Retention | None = None) -> Iterable[LegacyAccount]:
        """Yield each of the tenant's as it is now, except those reminded of this retention already."""
        ...

    def remind(self, legacy: LegacyAccount, retention: Retention, notice: Notice) -> bool:
        """Have the notice sent, once for this retention; whether this call did it."""
        ...

    def expire(self, legacy: LegacyAccount, token: OneTimeToken | None) -> bool:
        """Erase the legacy hash and have the token sent, if there is one; whether this call did it."""
        ...


@dataclass(frozen=True, slots=True)
class LogInState:
    """The facts before a password is checked. `tries`: to get into the account, as of the write `write_id`.

    `suspect`: who failures are held against. `failures`: of log-ins by it; `failures_end`: when they are
    forgotten, in seconds since the epoch.
    """

    tenant: str
    email: str = field(repr=False)
    suspect: str
    account: Account | None = field(repr=False)
    tries: AccountTries
    write_id: str | None
    failures: int
    failures_end: float


@dataclass(frozen=True, slots=True)
class CountedTry:
    """A password that counts as wrong until it is proven right. `source` and `password` are keyed hashes."""

    state: LogInState
    source: str
    password: str = field(repr=False)

    @property
    def account(self) -> Account | None:
        """The account that somebody tries to get into, if there is one."""
        return self.state.account


class SessionStore(Protocol):
    """Sessions of customers."""

    def find(self, tenant: str, number: str, session_id: str) -> tuple[Customer, Session] | None:
        """Return the session with its customer, as they are now, if there are both."""
        ...

    def find_with_role(
        self, tenant: str, number: str, session_id: str, legal_entity_id: str
    ) -> tuple[Customer, Session, Role | None] | None:
        """Return the same with the customer's role in the legal entity, if it is a contact there."""
        ...

    def role_of(self, customer: Customer, legal_entity_id: str) -> Role | None:
        """Return the customer's role in the legal entity at this moment, if it is a contact there."""
        ...

    def of_customer(self, tenant: str, number: str) -> tuple[Customer, Sequence[Session]] | None:
        """Return the customer with all sessions, as they are now.

        In the same time if there is no such customer.
        """
        ...

    def begin(
        self,
        customer: Customer,
        session: Session,
        *,
        ends: Sequence[Session] = (),
        proven: Account | None = None,
        clears: CountedTry | None = None,
        notice: Notice | None = None,
    ) -> bool:
        """Store the session as the customer's last log-in, end others, forgive tries, remember the source.

        One in which somebody acts for the customer is not its log-in. `notice`: what the customer is to be
        told. Returns whether it did: it does not when the customer may not log in any more, or the account
        that was proven has another password or is gone.
        """
        ...

    def rotate(self, current: Session, after: Session) -> Session | None:
        """Replace the session by what follows it. Returns the one stored in the end, a rival's it may be."""
        ...

    def end(self, tenant: str, number: str, session_id: str, *, family: str | None) -> None:
        """Remove the session, if there is one, and if it is of this family where one is given."""
        ...

    def end_all(self, ended: Sequence[Session], *, keeps: Session | None = None) -> bool:
        """Remove these sessions of one customer; whether it did: not when the one to keep is over."""
        ...


class LogInStore(Protocol):
    """Accounts, and tries to get into them."""

    def state(self, tenant: str, email: str, suspect: str) -> LogInState:
        """Return the account of this e-mail address, if any, the tries for it, and the suspect's failures."""
        ...

    def count_try(self, state: LogInState, source: str, password: str, now: float) -> CountedTry:
        """Count a password as tried, before it is checked. Raises `TooManyTries`, of rivals' tries too."""
        ...

    def forget_tries(self, counted: CountedTry) -> None:
        """Forgive what was tried for this account from this source, which is remembered; it was right."""
        ...

    def count_failure(self, state: LogInState, now: float) -> None:
        """Hold a failed log-in against the suspect."""
        ...

    def count_sign_up(self, tenant: str, source: str, now: float) -> None:
        """Count a sign-up from the source, a keyed hash. Raises `TooManyTries` above the limit."""
        ...


class CredentialStore(Protocol):
    """Accounts of customers, and the one-time tokens that permit changes to them.

    The changes return whether they were made: not when the account is no longer what it was, or the token was
    used or replaced meanwhile.
    """

    def find(self, tenant: str, email: str) -> tuple[Customer, Account] | None:
        """Return the account of this e-mail address with its customer, as they are now.

        Where there is none, it is that of the latest sign-up that waits for its confirmation.
        """
        ...

    def claimant(self, tenant: str, email: str) -> Customer | None:
        """Return the customer whose e-mail address this is without being its log-in, as it is now."""
        ...

    def sign_ups(self, tenant: str, email: str) -> Sequence[Account]:
        """Return the sign-ups for this e-mail address that wait for their confirmation, the latest last."""
        ...

    def account_of(self, customer: Customer) -> Account | None:
        """Return the account of this customer, or what its sign-up will make one, as it is now."""
        ...

    def awaiting(
        self, tenant: str, number: str, purpose: TokenPurpose
    ) -> tuple[Customer, OneTimeToken] | None:
        """Return the customer and its present one-time token of this purpose, if that is still good."""
        ...

    def send(self, token: OneTimeToken, asked_for: str) -> bool:
        """Have the token sent, unless too many messages of its kind have gone to that e-mail address."""
        ...

    def count_message(self, tenant: str, email: str, kind: str) -> bool:
        """Count a message of this kind to the e-mail address, unless too many have gone there."""
        ...

    def tell(self, notice: Notice) -> None:
        """Have the notice sent."""
        ...

    def message_wait(self, tenant: str, email: str, kind: str) -> float:
        """Return the seconds until messages of this kind to the e-mail address are counted again from one."""
        ...

    def set_password(
        self,
        customer: Customer,
        account: Account,
        password_hash: str,
        *,
        keeps: Session | None,
        notice: Notice | None = None,
    ) -> bool:
        """Change the password, end all sessions except the one kept and forget all wrong tries.

        Where none is kept, the customer has not chosen the password.
        """
        ...

    def change_email(
        self,
        customer: Customer,
        account: Account,
        rule: Callable[[Customer], Customer],
        *,
        uses: OneTimeToken,
        notice: Notice | None = None,
    ) -> bool:
        """Make the e-mail address that the rule gives the customer its account's, whatever rivals write.

        Raises `DuplicateAccount`, `StorageUnavailable`.
        """
        ...

    def prove(
        self,
        customer: Customer,
        account: Account,
        after: Proven,
        *,
        uses: OneTimeToken | None = None,
        link: ProviderLink | None = None,
        notice: Notice | None = None,
        clears_tries: bool = False,
    ) -> bool:
        """Make customer and account what a proof of the address leaves, and remove the sign-ups that it ends.

        `clears_tries`: forgive all wrong tries.
        """
        ...


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """The stored facts about an identity: the account of its e-mail address, and the linked customer."""

    account: Account | None
    linked: ProviderAccount | None


class ProviderAccountStore(Protocol):
    """The customers that subjects of identity providers stand for, and the tokens that named them."""

    def known(self, tenant: str, identity: Identity) -> KnownIdentity:
        """Return the stored facts about the identity, as they are now."""
        ...

    def use_up(self, tenant: str, token: ExchangeableToken) -> bool:
        """Have the token exchanged; return False if it has been exchanged before."""
        ...

    def link(self, customer: Customer, link: ProviderLink, notice: Notice | None) -> bool:
        """Link the customer to the identity and have it told so; not where a rival has linked another."""
        ...


class IdentityProviders(Protocol):
    """The identity providers that tenants have configured."""

    def find(self, tenant: str, setting_key: str) -> IdentityProvider | None:
        """Return the provider that this setting describes, if it is set; as it was at most a minute ago."""
        ...

    def for_exchange(self, tenant: str, config: str | None) -> IdentityProvider | ExchangeProvider | None:
        """Return the provider of this name, or the default one, for exchanges.

        As it was at most a minute ago. The published setting comes first. Raises `UnknownIdentityProvider`
        for what cannot be a name.
        """
        ...

    def exchangeable(self, provider: IdentityProvider | ExchangeProvider, token: str) -> ExchangeableToken:
        """Return a token of the provider's that is for the tenant, within five seconds.

        Raises `IncompleteIdentityProvider`, `UnacceptableProviderToken`, `IdTokenNotAccepted`,
        `ProviderUnavailable`.
        """
        ...

    def redeem(self, provider: IdentityProvider, code: AuthorizationCode) -> tuple[ProviderTokens, Identity]:
        """Return the tokens that the provider gives for the code, and whom it is for, within five seconds.

        Raises `IncompleteIdentityProvider`, `CodeRefused`, `UnacceptableProviderToken`,
        `ProviderUnavailable`.
        """
        ...
