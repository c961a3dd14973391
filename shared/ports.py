"""What use cases need from outside, one Protocol per neighbour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shared.domain.access import Access
    from shared.domain.account import Account, LegacyAccount
    from shared.domain.configuration import Configuration
    from shared.domain.customer import Customer, DeletedCustomer
    from shared.domain.deletions import Deletion
    from shared.domain.events import Change, Event
    from shared.domain.idempotency import Receipt
    from shared.domain.identity_providers import (
        AuthorizationCode,
        Identity,
        IdentityProvider,
        ProviderAccount,
        ProviderLink,
        ProviderTokens,
    )
    from shared.domain.legal_entities import Assignments, Company, Membership
    from shared.domain.mail_refusals import RefusedMessage
    from shared.domain.message_texts import Kind
    from shared.domain.messages import Message
    from shared.domain.one_time_tokens import OneTimeToken, Purpose
    from shared.domain.query.evaluation import Query
    from shared.domain.query.order import Order
    from shared.domain.retention import Retention
    from shared.domain.service_clients import ServiceClient
    from shared.domain.sessions import Session
    from shared.domain.setting_rules import Setting
    from shared.domain.signing_keys import SigningKeys
    from shared.domain.standing import Standing
    from shared.domain.tenant_issuers import TenantIssuer
    from shared.domain.throttling import Tries


class CustomerReader(Protocol):
    """Customers by their number, as they are at this moment."""

    def find(self, tenant: str, number: str) -> Customer | DeletedCustomer | None:
        """The customer, the mark that a deleted one left, or none."""
        ...


@dataclass(frozen=True, slots=True)
class Credentials:
    """How the log-in account of a new customer begins.

    `password_hash`: in its encoded form. `initial`: the password is not of the customer's choosing. `legacy`:
    the hash may only be kept until the password migration ends. `confirmed`: the customer may log in at once.
    `message`: what the message that goes out is for, if one does; `message_url`: where its link leads.
    `notice`: what the customer is told without a token, if anything.
    `link`: the identity at a provider that opens the account too.
    """

    password_hash: str | None = field(default=None, repr=False)
    initial: bool = False
    legacy: bool = False
    confirmed: bool = True
    message: Purpose | None = None
    message_url: str | None = None
    notice: Kind | None = None
    link: ProviderLink | None = None


class CustomerStore(CustomerReader, Protocol):
    """Writes customers: each call everything or nothing."""

    def create(
        self,
        customer: Customer,
        credentials: Credentials,
        *,
        recreates: bool,
        created_by: str,
        receipt: Receipt | None = None,
    ) -> str:
        """Write a new customer with its account; `recreates` allows the number of a deleted one.

        Returns the customer's number: of this one, or of what the first call with this receipt made. Raises
        `DuplicateAccount`, `DuplicateCustomer`, `CustomerWasDeleted`, `IdempotencyKeyReused`.
        """
        ...

    def revise(
        self,
        current: Customer,
        rule: Callable[[Customer], Customer],
        *,
        updated_by: str,
        receipt: Receipt | None = None,
        creates: str | None = None,
    ) -> Customer:
        """Replace the customer by what the rule makes of it; the rule is applied again to what a rival wrote.

        Returns the customer as stored, unchanged where the rule changes nothing. The receipt is kept with the
        id of what the rule creates within the customer. Raises what the rule raises, `CustomerNotFound`,
        `DuplicateAccount`, `AnsweredBefore`, `IdempotencyKeyReused`, `StorageUnavailable`.
        """
        ...

    def delete(self, current: Customer, rule: Callable[[Customer], object], *, deleted_by: str) -> None:
        """Remove profile and accounts and leave a mark, unless the rule raises (of a rival's write too).

        Raises what the rule raises, and `CustomerNotFound`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A customer beside what is known of it in a company."""

    customer: Customer
    membership: Membership


class LegalEntityStore(Protocol):
    """Companies, and the customers that belong to them."""

    def revise(self, tenant: str, entity_id: str, rule: Callable[[Company], Company]) -> Company:
        """Replace what is known of the company by what the rule makes of it, of a rival's writes too.

        Returns it as stored. Raises `StorageUnavailable`.
        """
        ...

    def revise_assignments(
        self, tenant: str, entity_id: str, number: str, rule: Callable[[Assignments], Assignments]
    ) -> None:
        """Replace a customer's assignments to the company, and make the profile agree with them, at once.

        Nothing is written of a deleted customer, or where nothing changes. Raises `CustomerNotFound`,
        `StorageUnavailable`, and `ValidationFailed` for a customer that grows too large.
        """
        ...

    def unsettled(self, company: Company) -> Iterable[Sequence[Member]]:
        """The customers whose profile may not agree with the company yet, some at a time, read as needed.

        They end early when the company has been changed: whoever did that deals with the others.
        """
        ...

    def settle(self, company: Company, member: Member) -> None:
        """Make the profile agree with the company, or with what has become of it. Raises as above."""
        ...


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is wanted, and how much of each customer.

    `after`: position in the order behind which the page starts; the page number is then ignored. `complete`:
    with addresses and mixins, which not every path through the list has at hand.
    """

    number: int = 1
    size: int = 60
    after: Sequence[object] | None = None
    with_total: bool = False
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Customers of a page, the position to go on from (none at the end), and all matches if asked for.

    `customers` can be gone through once, and may be read only then.
    """

    customers: Iterable[Customer]
    next_position: Sequence[object] | None = None
    total: int | None = None


class CustomerDirectory(Protocol):
    """The customers of a tenant as a list."""

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """One page of the customers that match and that the caller may see. Raises `InvalidQuery`."""
        ...


class TenantConfiguration(Protocol):
    """What tenants have configured, at most a minute old."""

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """The tenant's configuration; read afresh when its restrictions lack the one named."""
        ...

    def secret(self, tenant: str, key: str) -> Any | None:  # noqa: ANN401 - any JSON value
        """The value of a secured setting as it is now, in clear; none where it is not set."""
        ...

    def standing(self, tenant: str) -> Standing | None:
        """How the tenant stands; none where there is no such tenant, which is read afresh each time."""
        ...


class TenantStandings(Protocol):
    """Which tenants there are and how they stand, as it is now."""

    def find(self, tenant: str) -> Standing | None:
        """How the tenant stands; none where there is no such tenant."""
        ...

    def revise(self, tenant: str, rule: Callable[[Standing], Standing]) -> Standing:
        """Replace the standing by what the rule makes of it, of a rival's write too. Returns it as stored.

        Raises what the rule raises, `UnknownTenant`, `StorageUnavailable`.
        """
        ...

    def tenants(self) -> Iterable[tuple[str, Standing]]:
        """Every tenant that is listed, by name."""
        ...

    def add(self, tenant: str) -> None:
        """List a tenant that was made before there was a list."""
        ...


class SettingStore(Protocol):
    """What tenants have set, as it is now; secured settings come without their value."""

    def settings(self, tenant: str) -> Sequence[Setting]:
        """All that the tenant has set, by key."""
        ...

    def setting(self, tenant: str, key: str) -> Setting | None:
        """What the tenant has set of this key."""
        ...

    def add_settings(self, tenant: str, settings: Sequence[Setting]) -> None:
        """Set keys that were not set, all of them or none. Raises `DuplicateSetting`, `Conflict`."""
        ...

    def revise_setting(self, tenant: str, key: str, rule: Callable[[Setting | None], Setting]) -> Setting:
        """Put what the rule makes of the setting, with its value in clear, in its place; or where none is.

        The rule is applied again to what a rival wrote. Returns the setting as stored, unchanged where the
        rule changes nothing. Raises what the rule raises, `Conflict`, `StorageUnavailable`.
        """
        ...

    def remove_setting(self, tenant: str, key: str, rule: Callable[[Setting | None], object]) -> None:
        """Leave the key to its default, unless the rule raises (of a rival's write too)."""
        ...

    def carriers(self, tenant: str, restriction: str) -> int:
        """How many of the tenant's customers carry the restriction, by an index: short of very new ones."""
        ...


class TenantItems(Protocol):
    """All that is stored of a tenant, whatever it is."""

    def sweep(self, tenant: str) -> Iterable[int]:
        """Remove all that is found but how the tenant stands; yields how much, some at a time."""
        ...

    def forget(self, tenant: str) -> None:
        """Remove how the tenant stands, which is the last that is stored of it."""
        ...

    def list_all(self) -> int:
        """List the tenants and clients that were made before there were lists. Returns how many."""
        ...


class PasswordHasher(Protocol):
    """One-way hashes of passwords."""

    def hash(self, password: str) -> str:
        """The password's hash in its encoded form, with parameters and salt."""
        ...


class PasswordVerifier(Protocol):
    """Checks passwords against hashes of every scheme that may be stored, native or imported."""

    def verify(self, encoded: str, password: str) -> bool:
        """Whether this is the password; never for a hash that `objection` objects to."""
        ...

    def is_current(self, encoded: str) -> bool:
        """Whether the hash has the native scheme and cost, so that it need not be made anew."""
        ...

    def objection(self, encoded: str) -> str | None:
        """Why no password can be checked against this hash (unknown, malformed, too costly), if so."""
        ...


class AccountStore(Protocol):
    """Log-in accounts."""

    def rehash(self, account: Account, password_hash: str) -> None:
        """Put a native hash of the same password in the place of the account's, unless that has changed."""
        ...

    def note_refusal(self, refused: RefusedMessage) -> None:
        """Note the refusal with the account of the address, unless that is another customer's.

        Of several refusals the latest is kept, until the customer changes the address.
        """
        ...


class RetentionStore(Protocol):
    """How long each tenant keeps imported legacy password hashes."""

    def find(self, tenant: str) -> Retention | None:
        """The tenant's configuration, as it is now."""
        ...

    def put(self, tenant: str, retention: Retention) -> None:
        """Create or replace the tenant's."""
        ...

    def delete(self, tenant: str) -> None:
        """Remove the tenant's, if there is one."""
        ...

    def tenants(self) -> Iterable[tuple[str, Retention]]:
        """Every tenant that has one."""
        ...


class LegacyAccounts(Protocol):
    """The accounts whose legacy hash waits for its customer's next log-in."""

    def any_left(self, tenant: str) -> bool:
        """Whether the tenant has one."""
        ...

    def waiting(self, tenant: str, *, unless_reminded_of: Retention | None = None) -> Iterable[LegacyAccount]:
        """Each of the tenant's, as it is now and read as it is needed, but for those reminded already."""
        ...

    def remind(self, legacy: LegacyAccount, retention: Retention) -> bool:
        """Have the customer reminded of this retention's end, once; whether this call did it."""
        ...

    def expire(self, legacy: LegacyAccount, *, notify: bool, reset_url: str | None) -> bool:
        """Erase the legacy hash and have a password reset sent, once; whether this call did it."""
        ...


@dataclass(frozen=True, slots=True)
class LogInState:
    """What is known before a password is looked at. `source`: the address that the log-in comes from.

    `failures`: of log-ins from this source; `failures_end`: when they are forgotten, in seconds since the
    epoch.
    """

    tenant: str
    email: str = field(repr=False)
    source: str
    account: Account | None = field(repr=False)
    tries: Tries
    failures: int
    failures_end: float


class SessionStore(Protocol):
    """Sessions of customers."""

    def find(self, tenant: str, number: str, session_id: str) -> tuple[Customer, Session] | None:
        """The session with its customer, as they are now, if there are both."""
        ...

    def of_customer(self, tenant: str, number: str) -> tuple[Customer, Sequence[Session]] | None:
        """The customer with all sessions, as they are now; in the same time if there is no such customer."""
        ...

    def begin(
        self,
        customer: Customer,
        session: Session,
        *,
        ends: Sequence[Session] = (),
        proven: Account | None = None,
        clears: LogInState | None = None,
    ) -> bool:
        """Store the session as the customer's last log-in, end others and forget wrong tries.

        Returns whether it did: it does not when the customer may not log in any more, or the account that was
        proven has another password or is gone.
        """
        ...

    def rotate(self, current: Session, after: Session) -> Session | None:
        """Replace the session by what follows it. Returns the one stored in the end, a rival's it may be."""
        ...

    def end(self, tenant: str, number: str, session_id: str, *, family: str | None) -> None:
        """Remove the session, if there is one, and if it is of this family where one is given."""
        ...


class LogInStore(Protocol):
    """Accounts beside what was tried to get into them."""

    def state(self, tenant: str, email: str, source: str) -> LogInState:
        """The account of this e-mail address, if there is one, and tries for it and from this source."""
        ...

    def count_try(self, state: LogInState, password_hash: str, now: float) -> LogInState:
        """Count a password as tried, before it is checked. Raises `TooManyTries`, of rivals' tries too."""
        ...

    def forget_tries(self, state: LogInState) -> None:
        """Forgive the wrong passwords that were tried for this account from this source."""
        ...

    def count_failure(self, state: LogInState, now: float) -> None:
        """Count a failed log-in from the source."""
        ...


class CredentialStore(Protocol):
    """What customers log in with, and the one-time tokens that open it to change.

    The changes return whether they were made: not when the account is no longer what it was, or the token was
    used or replaced meanwhile.
    """

    def find(self, tenant: str, email: str) -> tuple[Customer, Account] | None:
        """The account of this e-mail address with its customer, as they are now."""
        ...

    def account_of(self, customer: Customer) -> Account | None:
        """What this customer logs in with, as it is now."""
        ...

    def awaiting(self, tenant: str, number: str, purpose: Purpose) -> tuple[Customer, OneTimeToken] | None:
        """The customer and its present one-time token of this purpose, if that is still good."""
        ...

    def send(self, token: OneTimeToken, asked_for: str) -> bool:
        """Have the token sent, unless too many were asked for in the name of that e-mail address."""
        ...

    def set_password(
        self,
        customer: Customer,
        account: Account,
        password_hash: str,
        *,
        source: str,
        uses: OneTimeToken | None = None,
        keeps: Session | None = None,
    ) -> bool:
        """Change the password, end all sessions but the one kept and forget wrong tries from the source."""
        ...

    def change_email(self, customer: Customer, account: Account, uses: OneTimeToken) -> bool:
        """Make the token's new e-mail address the log-in and end all sessions, whatever rivals write.

        Raises `DuplicateAccount`, `StorageUnavailable`.
        """
        ...

    def confirm(self, customer: Customer, account: Account, uses: OneTimeToken) -> bool:
        """Let the customer log in from now on."""
        ...


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """What is stored of an identity: the account of its e-mail address, and the customer linked with it."""

    account: Account | None
    linked: ProviderAccount | None


class ProviderAccounts(Protocol):
    """Which customers identity providers mean."""

    def known(self, tenant: str, identity: Identity) -> KnownIdentity:
        """What is stored of the identity, as it is now."""
        ...


class IdentityProviders(Protocol):
    """The identity providers that tenants have configured."""

    def find(self, tenant: str, setting_key: str) -> IdentityProvider | None:
        """The provider that this setting describes, if it is set; as it was at most a minute ago."""
        ...

    def identity(self, provider: IdentityProvider, token: str, audience: str) -> Identity:
        """Whom a token speaks of that the provider has issued for this audience.

        Raises `UnacceptableProviderToken`, `ProviderUnavailable`.
        """
        ...

    def redeem(self, provider: IdentityProvider, code: AuthorizationCode) -> ProviderTokens:
        """The tokens that the provider gives for the code. Raises `CodeRefused`, `ProviderUnavailable`."""
        ...


class CustomerHoldings(Protocol):
    """Everything that is stored of a customer, of whatever kind it is and wherever it lies."""

    def of(self, tenant: str, number: str) -> Mapping[str, Any]:
        """All of it as JSON values, by section, without secrets; nothing where nothing is stored."""
        ...

    def clean_up(self, deletion: Deletion) -> None:
        """Remove what the deleted customer has left, and spare what is of the next one of its number.

        It may be called any number of times, and goes on where a call ended.
        """
        ...


class ServiceClients(Protocol):
    """The programs that may ask for service tokens."""

    def find(self, client_id: str) -> ServiceClient | None:
        """The client of this id, if there is one."""
        ...

    def add(self, client: ServiceClient) -> None:
        """Store a new client. Raises `Conflict` when the id is in use."""
        ...

    def of_tenant(self, tenant: str) -> Iterable[ServiceClient]:
        """Every client of the tenant that is listed, by id."""
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

    def read(self) -> SigningKeys:
        """The present keys; none before the first token."""
        ...

    def replace(self, current: SigningKeys, renewed: SigningKeys) -> bool:
        """Store the keys, unless they are no longer the current ones; whether it did."""
        ...


class TenantIssuers(Protocol):
    """The issuers of tokens that tenants trust."""

    def add(self, issuer: TenantIssuer) -> None:
        """Store the issuer, or what is said of it from now on. Raises `ValidationFailed`."""
        ...

    def of_tenant(self, tenant: str) -> Iterable[TenantIssuer]:
        """Those that the tenant trusts."""
        ...

    def remove(self, tenant: str, issuer: str) -> None:
        """Trust it no longer. Raises `IssuerNotFound`."""
        ...


class KeyCipher(Protocol):
    """Keeps private keys and secrets unreadable where they are stored."""

    def encrypt(self, plaintext: bytes) -> bytes:
        """What only `decrypt` can read."""
        ...

    def decrypt(self, ciphertext: bytes) -> bytes:
        """What `encrypt` was given."""
        ...


class OwnTokens(Protocol):
    """Tokens that this service has signed."""

    def claims(self, token: str, issuer: str) -> Mapping[str, Any] | None:
        """What the token says, expired or not; none for one that is not genuine."""
        ...


class StorageProbe(Protocol):
    """Looks whether what is stored can be read."""

    def answers(self) -> bool:
        """Whether one read, tried once, is answered."""
        ...


class KeyedHash(Protocol):
    """Hashes that nobody can make without this deployment's key."""

    def of(self, purpose: str, *parts: str | bytes) -> bytes:
        """The hash of these parts, 32 bytes; another one for each purpose."""
        ...


class TokenSigner(Protocol):
    """Signs this service's tokens, of services and of customers."""

    def sign(self, claims: Mapping[str, Any]) -> str:
        """The claims as a JWT."""
        ...


class ChangeReader(Protocol):
    """Tells what a record of the table's stream means."""

    def read(self, record: Mapping[str, Any]) -> Change | None:
        """The change that the record is about, if it is one that others learn of.

        Raises an error of any kind for a record that cannot be read.
        """
        ...


class EventBus(Protocol):
    """Where the service says what has happened."""

    def put(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish the events; of those that were not, by position, why. Raises nothing of its own."""
        ...


class MailService(Protocol):
    """What sends messages on their way."""

    def send(self, message: Message, sender: str) -> None:
        """Hand the message over, to come from this address. Raises an error where it is not taken."""
        ...


class SentMessages(Protocol):
    """Which messages were sent in the last two days, by their ids."""

    def includes(self, message: Message) -> bool:
        """Whether it was sent, as far as is known at this moment."""
        ...

    def add(self, message: Message) -> None:
        """Remember that it was sent."""
        ...


class RefusalReader(Protocol):
    """Tells what an event of the mail service means."""

    def __call__(self, detail: Mapping[str, Any]) -> Iterable[RefusedMessage]:
        """Which of our messages were refused for good."""
        ...
