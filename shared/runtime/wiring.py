"""Puts adapters behind the ports of use cases."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from shared.runtime.adapters import Adapters
from shared.runtime.parts import part

if TYPE_CHECKING:
    from shared.use_cases.accounts.check_password import PasswordChecking
    from shared.use_cases.credentials.changing import CredentialChanging
    from shared.use_cases.customers.writing import CustomerWriting
    from shared.use_cases.events.publish_changes import Publishing
    from shared.use_cases.health.probe_storage import StorageProbing
    from shared.use_cases.identity.issue_service_token import TokenIssuing
    from shared.use_cases.legal_entities.on_client_management_event import LegalEntityKeeping
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
def wiring() -> Wiring:
    """Return the wiring of this process."""
    return Wiring()


class Wiring(Adapters):
    """All that entry points use, each made when it is first asked for.

    An entry point names what it uses by the property, as in `uses=Wiring.customers`.
    """

    @part
    def customer_writing(self) -> CustomerWriting:
        """All that creating and changing customers takes."""
        from shared.use_cases.customers.writing import CustomerWriting

        return CustomerWriting(self.customers, self.tenants, lambda: self.passwords)

    @part
    def token_issuing(self) -> TokenIssuing:
        """All that issuing a service token takes."""
        from shared.use_cases.identity.issue_service_token import TokenIssuing

        return TokenIssuing(self.service_clients, self.tenants, self.token_signer)

    @part
    def storage_probing(self) -> StorageProbing:
        """All that a look at the table takes; it is opened when somebody looks."""
        from shared.use_cases.health.probe_storage import StorageProbing

        release, stage = self.environment.release, self.environment.stage
        return StorageProbing(
            release, stage, lambda: self.table, lambda: self.own_tokens, lambda: self.tenants
        )

    @part
    def legal_entity_keeping(self) -> LegalEntityKeeping:
        """All that events of client management take."""
        from shared.use_cases.legal_entities.on_client_management_event import LegalEntityKeeping

        return LegalEntityKeeping(self.legal_entities, self.tenants)

    @part
    def visiting(self) -> Visiting:
        """All that tokens of anonymous visitors take."""
        from shared.use_cases.sessions.visiting import Visiting

        return Visiting(
            self.service_clients, self.tenants, self.token_signer, self.keyed_hashes, self.own_tokens
        )

    @part
    def session_keeping(self) -> SessionKeeping:
        """All that beginning and refreshing sessions takes."""
        from shared.use_cases.sessions.issuing import SessionKeeping

        return SessionKeeping(self.sessions, self.tenants, self.token_signer, self.keyed_hashes)

    @part
    def password_checking(self) -> PasswordChecking:
        """All that the check of a password takes."""
        from shared.use_cases.accounts.check_password import PasswordChecking

        return PasswordChecking(
            self.accounts, self.password_verifier, lambda: self.passwords, self.retentions
        )

    @part
    def password_proving(self) -> PasswordProving:
        """All that the proof of a password takes."""
        from shared.use_cases.sessions.proving import PasswordProving

        return PasswordProving(
            self.log_ins, self.password_checking, self.keyed_hashes, self.environment.refusal_floor
        )

    @part
    def logging_in(self) -> LoggingIn:
        """All that a log-in takes."""
        from shared.use_cases.sessions.log_in import LoggingIn

        return LoggingIn(self.session_keeping, self.password_proving)

    @part
    def recognising(self) -> Recognising:
        """All that a log-in by an identity provider takes."""
        from shared.use_cases.sessions.recognising import Recognising

        return Recognising(
            self.session_keeping, self.identity_providers, self.provider_accounts, self.customer_writing
        )

    @part
    def logging_out(self) -> LoggingOut:
        """All that a log-out takes."""
        from shared.use_cases.sessions.log_out import LoggingOut

        return LoggingOut(self.sessions, self.own_tokens)

    @part
    def credential_changing(self) -> CredentialChanging:
        """All that changing credentials takes."""
        from shared.use_cases.credentials.changing import CredentialChanging

        return CredentialChanging(
            self.credentials,
            self.sessions,
            self.tenants,
            self.keyed_hashes,
            lambda: self.passwords,
            self.password_proving,
        )

    @part
    def sign_up_confirming(self) -> SignUpConfirming:
        """All that the confirmation of a sign-up takes."""
        from shared.use_cases.sign_up.confirm_sign_up import SignUpConfirming

        return SignUpConfirming(self.session_keeping, self.credentials)

    @part
    def customer_importing(self) -> CustomerImporting:
        """All that importing customers takes."""
        from shared.use_cases.migration.import_customer import CustomerImporting

        return CustomerImporting(
            self.customer_writing, lambda: self.password_verifier, self.retentions, self.receipts
        )

    @part
    def password_migration(self) -> PasswordMigration:
        """All that concluding a password migration takes."""
        from shared.use_cases.migration.password_migration import PasswordMigration

        return PasswordMigration(self.retentions, self.legacy_accounts, self.tenants)

    @part
    def publishing(self) -> Publishing:
        """All that publishing what has changed takes."""
        from shared.use_cases.events.publish_changes import Publishing

        return Publishing(self.change_reader, self.event_bus, self.keyed_hashes, self.environment.api_url)

    @part
    def messaging(self) -> Messaging:
        """All that sending messages to customers takes."""
        from shared.use_cases.messages.send_message import Messaging

        return Messaging(
            self.mail, self.sent_messages, self.tenants, self.message_texts, self.environment.mail_sender
        )

    @part
    def bounce_noting(self) -> BounceNoting:
        """All that noting bounced messages takes."""
        from shared.use_cases.messages.note_bounces import BounceNoting

        return BounceNoting(self.bounce_reader, self.accounts)
