"""Puts adapters behind ports: the only importer of adapters. Each is made once per process, when first used.

Adapters are imported where they are needed, so that a function loads nothing it does not use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from shared.runtime.settings import settings

if TYPE_CHECKING:
    from shared.adapters.dynamodb.lists.directory import Directory
    from shared.adapters.dynamodb.stores.accounts import Accounts
    from shared.adapters.dynamodb.stores.configurations import Configurations
    from shared.adapters.dynamodb.stores.credentials import Credentials
    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.stores.holdings import Holdings
    from shared.adapters.dynamodb.stores.keyed_hashes import KeyedHashes
    from shared.adapters.dynamodb.stores.legal_entities import LegalEntities
    from shared.adapters.dynamodb.stores.receipts import Receipts
    from shared.adapters.dynamodb.stores.retentions import Retentions
    from shared.adapters.dynamodb.stores.service_clients import ServiceClients
    from shared.adapters.dynamodb.stores.sessions import Sessions
    from shared.adapters.dynamodb.stores.signing_keys import SigningKeys
    from shared.adapters.dynamodb.stores.standings import Standings
    from shared.adapters.dynamodb.stores.tenant_issuers import TenantIssuers
    from shared.adapters.dynamodb.stores.tenant_items import TenantItems
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.events.bus import EventBridgeBus
    from shared.adapters.passwords.argon2id import Argon2id
    from shared.adapters.passwords.verifier import StoredHashVerifier
    from shared.adapters.tokens.identity_providers import OpenIdProviders
    from shared.adapters.tokens.own_tokens import OwnTokenReader
    from shared.adapters.tokens.signer import Es256Signer
    from shared.adapters.tokens.verifier import TokenVerifier
    from shared.ports.callers import KeyCipher
    from shared.use_cases.accounts.check_password import PasswordChecking
    from shared.use_cases.credentials.changing import CredentialChanging
    from shared.use_cases.customers.writing import CustomerWriting
    from shared.use_cases.events.publish_changes import Publishing
    from shared.use_cases.health.probe_storage import StorageProbing
    from shared.use_cases.identity.issue_service_token import TokenIssuing
    from shared.use_cases.messages.note_bounces import BounceNoting
    from shared.use_cases.messages.send_message import Messaging
    from shared.use_cases.migration.import_customer import CustomerImporting
    from shared.use_cases.migration.password_migration import PasswordMigration
    from shared.use_cases.sessions.issuing import SessionKeeping
    from shared.use_cases.sessions.log_in import LoggingIn
    from shared.use_cases.sessions.log_out import LoggingOut
    from shared.use_cases.sessions.proving import PasswordProving
    from shared.use_cases.sessions.recognising import Recognising
    from shared.use_cases.sessions.visiting import Visiting
    from shared.use_cases.sign_up.confirm_sign_up import SignUpConfirming


@cache
def table() -> Table:
    """The table, its connection already open in Lambda."""
    from shared.adapters.dynamodb.client import make_client, prime
    from shared.adapters.dynamodb.table import Table
    from shared.runtime.observability import count_storage_request, logger

    client = make_client(count_storage_request)
    if settings().in_lambda and (problem := prime(client, settings().table_name)) is not None:
        logger().warning("priming failed", error_type=type(problem).__name__)
    return Table(client, settings().table_name)


@cache
def customers() -> Customers:
    """The `CustomerStore`."""
    from shared.adapters.dynamodb.stores.customers import Customers

    return Customers(table(), tenants)


@cache
def directory() -> Directory:
    """The `CustomerDirectory`."""
    from shared.adapters.dynamodb.lists.directory import Directory
    from shared.adapters.dynamodb.lists.read_budget import ReadLimits

    return Directory(table(), tenants(), ReadLimits(units=settings().max_read_units))


@cache
def configurations() -> Configurations:
    """What this process keeps of tenants."""
    from shared.adapters.dynamodb.stores.configurations import Configurations

    return Configurations(table())


@cache
def tenants() -> Tenants:
    """The `TenantConfiguration` and the `SettingStore`; the cipher is made when a secured value comes."""
    from shared.adapters.dynamodb.stores.tenants import Tenants

    return Tenants(table(), key_cipher, configurations())


@cache
def standings() -> Standings:
    """The `TenantStandings`."""
    from shared.adapters.dynamodb.stores.standings import Standings

    return Standings(table())


@cache
def tenant_items() -> TenantItems:
    """The `TenantItems`."""
    from shared.adapters.dynamodb.stores.tenant_items import TenantItems

    return TenantItems(table())


@cache
def customer_writing() -> CustomerWriting:
    """All that creating and changing customers takes."""
    from shared.use_cases.customers.writing import CustomerWriting

    return CustomerWriting(customers(), tenants(), passwords)


@cache
def passwords() -> Argon2id:
    """The `PasswordHasher`; its library is loaded when the first password comes."""
    from shared.adapters.passwords.argon2id import Argon2id

    return Argon2id()


@cache
def password_verifier() -> StoredHashVerifier:
    """The `PasswordVerifier`; it loads a scheme's library when the first hash of that scheme comes."""
    from shared.adapters.passwords.verifier import StoredHashVerifier

    return StoredHashVerifier()


@cache
def accounts() -> Accounts:
    """The `AccountStore`."""
    from shared.adapters.dynamodb.stores.accounts import Accounts

    return Accounts(table())


@cache
def legal_entities() -> LegalEntities:
    """The `LegalEntityStore`."""
    from shared.adapters.dynamodb.stores.legal_entities import LegalEntities

    return LegalEntities(table(), customers())


@cache
def sessions() -> Sessions:
    """Sessions of customers."""
    from shared.adapters.dynamodb.stores.sessions import Sessions

    return Sessions(table())


@cache
def receipts() -> Receipts:
    """Records of calls with an `Idempotency-Key`."""
    from shared.adapters.dynamodb.stores.receipts import Receipts

    return Receipts(table())


@cache
def keyed_hashes() -> KeyedHashes:
    """The `KeyedHash`."""
    from shared.adapters.dynamodb.stores.keyed_hashes import KeyedHashes

    return KeyedHashes(table(), key_cipher())


@cache
def key_cipher() -> KeyCipher:
    """What encrypts keys and secrets that are stored in the table: KMS, or on a laptop a key in a file."""
    from shared.adapters.tokens.key_ciphers import FileKeyCipher, KmsKeyCipher

    if (key_file := settings().key_file) is not None:
        from pathlib import Path

        return FileKeyCipher(Path(key_file))
    return KmsKeyCipher(settings().kms_key_id or "")


@cache
def token_verifier() -> TokenVerifier:
    """What tells genuine access tokens from others, our own keys already read in Lambda."""
    from shared.adapters.tokens.service_records import ServiceRecords
    from shared.adapters.tokens.trusted_issuers import trusted_issuers
    from shared.adapters.tokens.verifier import TokenVerifier

    issuers = trusted_issuers(settings().trusted_issuers, settings().user_pool_issuer)
    records = ServiceRecords(settings().table_name)
    if settings().in_lambda:
        records.load()
    return TokenVerifier(issuers, records)


@cache
def signing_keys() -> SigningKeys:
    """The `SigningKeyStore`."""
    from shared.adapters.dynamodb.stores.signing_keys import SigningKeys

    return SigningKeys(table())


@cache
def token_signer() -> Es256Signer:
    """The `TokenSigner`, its key already decrypted in Lambda."""
    from shared.adapters.tokens.signer import Es256Signer

    signer = Es256Signer(signing_keys(), key_cipher())
    if settings().in_lambda:
        signer.load()
    return signer


@cache
def service_clients() -> ServiceClients:
    """The `ServiceClientStore`."""
    from shared.adapters.dynamodb.stores.service_clients import ServiceClients

    return ServiceClients(table())


@cache
def tenant_issuers() -> TenantIssuers:
    """The `TenantIssuerStore`."""
    from shared.adapters.dynamodb.stores.tenant_issuers import TenantIssuers

    return TenantIssuers(table())


@cache
def token_issuing() -> TokenIssuing:
    """All that issuing a service token takes."""
    from shared.use_cases.identity.issue_service_token import TokenIssuing

    return TokenIssuing(service_clients(), tenants(), token_signer())


@cache
def own_tokens() -> OwnTokenReader:
    """The `OwnTokens`."""
    from shared.adapters.tokens.own_tokens import OwnTokenReader

    return OwnTokenReader(signing_keys())


@cache
def storage_probing() -> StorageProbing:
    """All that a look at the table takes; it is opened when somebody looks."""
    from shared.use_cases.health.probe_storage import StorageProbing

    return StorageProbing(table, own_tokens, tenants)


@cache
def visiting() -> Visiting:
    """All that tokens of anonymous visitors take."""
    from shared.use_cases.sessions.visiting import Visiting

    return Visiting(service_clients(), tenants(), token_signer(), keyed_hashes(), own_tokens())


@cache
def session_keeping() -> SessionKeeping:
    """All that beginning and refreshing sessions takes."""
    from shared.use_cases.sessions.issuing import SessionKeeping

    return SessionKeeping(sessions(), tenants(), token_signer(), keyed_hashes())


@cache
def password_checking() -> PasswordChecking:
    """All that the check of a password takes."""
    from shared.use_cases.accounts.check_password import PasswordChecking

    return PasswordChecking(accounts(), password_verifier(), passwords, retentions())


@cache
def password_proving() -> PasswordProving:
    """All that the proof of a password takes."""
    from shared.adapters.dynamodb.stores.log_ins import LogIns
    from shared.use_cases.sessions.proving import PasswordProving

    return PasswordProving(LogIns(table()), password_checking(), keyed_hashes(), settings().refusal_floor)


@cache
def logging_in() -> LoggingIn:
    """All that a log-in takes."""
    from shared.use_cases.sessions.log_in import LoggingIn

    return LoggingIn(session_keeping(), password_proving())


@cache
def identity_providers() -> OpenIdProviders:
    """The `IdentityProviders`."""
    from shared.adapters.tokens.identity_providers import OpenIdProviders

    return OpenIdProviders(tenants(), public=not settings().on_laptop)


@cache
def recognising() -> Recognising:
    """All that a log-in by an identity provider takes."""
    from shared.adapters.dynamodb.stores.provider_accounts import ProviderAccounts
    from shared.use_cases.sessions.recognising import Recognising

    provider_accounts = ProviderAccounts(table())
    return Recognising(session_keeping(), identity_providers(), provider_accounts, customer_writing())


@cache
def logging_out() -> LoggingOut:
    """All that a log-out takes."""
    from shared.use_cases.sessions.log_out import LoggingOut

    return LoggingOut(sessions(), own_tokens())


@cache
def credentials() -> Credentials:
    """The `CredentialStore`."""
    from shared.adapters.dynamodb.stores.credentials import Credentials

    return Credentials(table(), customers())


@cache
def credential_changing() -> CredentialChanging:
    """All that changing credentials takes."""
    from shared.use_cases.credentials.changing import CredentialChanging

    return CredentialChanging(
        credentials(), sessions(), tenants(), keyed_hashes(), passwords, password_proving()
    )


@cache
def sign_up_confirming() -> SignUpConfirming:
    """All that the confirmation of a sign-up takes."""
    from shared.use_cases.sign_up.confirm_sign_up import SignUpConfirming

    return SignUpConfirming(session_keeping(), credentials())


@cache
def retentions() -> Retentions:
    """The `RetentionStore`."""
    from shared.adapters.dynamodb.stores.retentions import Retentions

    return Retentions(table())


@cache
def customer_importing() -> CustomerImporting:
    """All that importing customers takes."""
    from shared.use_cases.migration.import_customer import CustomerImporting

    return CustomerImporting(customer_writing(), password_verifier, retentions())


@cache
def password_migration() -> PasswordMigration:
    """All that concluding a password migration takes."""
    from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts
    from shared.use_cases.migration.password_migration import PasswordMigration

    return PasswordMigration(retentions(), LegacyAccounts(table()), tenants())


@cache
def holdings() -> Holdings:
    """The `CustomerHoldings`."""
    from shared.adapters.dynamodb.stores.holdings import Holdings

    return Holdings(table())


@cache
def event_bus() -> EventBridgeBus:
    """The `EventBus`."""
    from shared.adapters.events.bus import EventBridgeBus

    return EventBridgeBus(settings().event_bus)


@cache
def publishing() -> Publishing:
    """All that publishing what has changed takes."""
    from shared.adapters.dynamodb.stores.changes import ChangeReader
    from shared.use_cases.events.publish_changes import Publishing

    return Publishing(ChangeReader(), event_bus(), keyed_hashes(), settings().api_url)


@cache
def messaging() -> Messaging:
    """All that sending messages to customers takes."""
    from shared.adapters.dynamodb.stores.sent_messages import SentMessages
    from shared.adapters.mail.ses import SesMailService
    from shared.adapters.mail.texts import shipped_texts
    from shared.use_cases.messages.send_message import Messaging

    mail = SesMailService(settings().mail_configuration_set)
    return Messaging(mail, SentMessages(table()), tenants(), shipped_texts(), settings().mail_sender)


@cache
def bounce_noting() -> BounceNoting:
    """All that noting refused messages takes."""
    from shared.adapters.mail.ses import bounced_messages
    from shared.use_cases.messages.note_bounces import BounceNoting

    return BounceNoting(bounced_messages, accounts())
