"""Puts adapters behind the ports of use cases."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from shared.runtime.parts import part
from shared.runtime.reach import WorkingFor
from shared.runtime.service_wiring import ServiceWiring

if TYPE_CHECKING:
    from shared.use_cases.credentials.add_log_in import LogInCreationPorts
    from shared.use_cases.credentials.changing import CredentialPorts
    from shared.use_cases.credentials.delete_oneself import DeletionPorts
    from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
    from shared.use_cases.customers.explain_search import ExplanationPorts
    from shared.use_cases.customers.export_customer import ExportPorts
    from shared.use_cases.customers.find_customers import ListPorts
    from shared.use_cases.customers.invite_customer import InvitationPorts
    from shared.use_cases.customers.read_history import HistoryPorts
    from shared.use_cases.customers.restore_customer import RestorationPorts
    from shared.use_cases.customers.writing import CreationPorts, CustomerPorts
    from shared.use_cases.feed.read_feed import FeedPorts
    from shared.use_cases.health.probe_storage import HealthPorts
    from shared.use_cases.identity.create_service_client import ClientPorts
    from shared.use_cases.identity.issue_service_token import ServiceTokenPorts
    from shared.use_cases.migration.import_customer import ImportPorts
    from shared.use_cases.migration.password_migration import MigrationPorts
    from shared.use_cases.sessions.issuing import SessionPorts
    from shared.use_cases.sessions.log_in import LogInPorts
    from shared.use_cases.sessions.log_in_for_customer import AssistancePorts
    from shared.use_cases.sessions.log_out import LogOutPorts
    from shared.use_cases.sessions.recognising import ProviderLogInPorts
    from shared.use_cases.sessions.visiting import VisitPorts
    from shared.use_cases.sign_up.confirm_sign_up import ConfirmationPorts
    from shared.use_cases.sign_up.sign_up import SignUpPorts


@cache
def wiring() -> Wiring:
    """Return the wiring of this process."""
    return Wiring()


class Wiring(ServiceWiring):
    """All that entry points use, each made when it is first asked for.

    An entry point names what it uses by the property, as in `uses=Wiring.customers`.
    """

    @part
    def customer_ports(self) -> CustomerPorts:
        """Ports for changing customers."""
        from shared.use_cases.customers.writing import CustomerPorts

        return CustomerPorts(customers=self.customers, tenants=self.tenants)

    @part
    def creation_ports(self) -> CreationPorts:
        """Ports for creating customers, too."""
        from shared.use_cases.customers.writing import CreationPorts

        return CreationPorts(customers=self.customers, tenants=self.tenants, passwords=lambda: self.passwords)

    @part
    def list_ports(self) -> ListPorts:
        """Ports for lists of customers, by a filter or by words."""
        from shared.use_cases.customers.find_customers import ListPorts

        return ListPorts(directory=self.directory, search=lambda: self.search, tenants=self.tenants)

    @part
    def feed_ports(self) -> FeedPorts:
        """Ports for reading the feed of changes."""
        from shared.use_cases.feed.read_feed import FeedPorts

        return FeedPorts(feeds=self.feeds, tenants=self.tenants)

    @part
    def explanation_ports(self) -> ExplanationPorts:
        """Ports for explaining lists and searches."""
        from shared.use_cases.customers.explain_search import ExplanationPorts

        return ExplanationPorts(
            lists=self.explainer, searches=lambda: self.search_explainer, tenants=self.tenants
        )

    @part
    def sign_up_ports(self) -> SignUpPorts:
        """Ports for a sign-up."""
        from shared.use_cases.sign_up.sign_up import SignUpPorts

        return SignUpPorts(
            customers=self.customers,
            tenants=self.tenants,
            passwords=lambda: self.passwords,
            log_ins=self.log_ins,
            hashes=self.keyed_hashes,
            credentials=lambda: self.credentials,
            receipts=lambda: self.receipts,
            refusal_floor=self.environment.refusal_floor,
        )

    @part
    def import_ports(self) -> ImportPorts:
        """Ports for importing customers."""
        from shared.use_cases.migration.import_customer import ImportPorts

        return ImportPorts(
            customers=self.customers,
            tenants=self.tenants,
            passwords=lambda: self.passwords,
            verifier=lambda: self.password_verifier,
            retentions=self.retentions,
            receipts=self.receipts,
            settings=self.tenants,
        )

    @part
    def migration_ports(self) -> MigrationPorts:
        """Ports for looking at a password migration and concluding it."""
        from shared.use_cases.migration.password_migration import MigrationPorts

        return MigrationPorts(
            retentions=self.retentions, legacy_accounts=self.legacy_accounts, tenants=self.tenants
        )

    @part
    def visit_ports(self) -> VisitPorts:
        """Ports for tokens of anonymous visitors."""
        from shared.use_cases.sessions.visiting import VisitPorts

        return VisitPorts(
            clients=self.service_clients,
            tenants=self.tenants,
            signer=self.token_signer,
            hashes=self.keyed_hashes,
            own_tokens=lambda: self.own_tokens,
        )

    @part
    def session_ports(self) -> SessionPorts:
        """Ports for beginning and refreshing sessions."""
        from shared.use_cases.sessions.issuing import SessionPorts

        return SessionPorts(
            sessions=self.sessions, tenants=self.tenants, signer=self.token_signer, hashes=self.keyed_hashes
        )

    @part
    def log_in_ports(self) -> LogInPorts:
        """Ports for a log-in."""
        from shared.use_cases.sessions.log_in import LogInPorts

        return LogInPorts(
            sessions=self.sessions,
            tenants=self.tenants,
            signer=self.token_signer,
            hashes=self.keyed_hashes,
            accounts=self.accounts,
            verifier=self.password_verifier,
            passwords=lambda: self.passwords,
            retentions=self.retentions,
            log_ins=self.log_ins,
            refusal_floor=self.environment.refusal_floor,
        )

    @part
    def provider_log_in_ports(self) -> ProviderLogInPorts:
        """Ports for a log-in by an identity provider."""
        from shared.use_cases.sessions.recognising import ProviderLogInPorts

        return ProviderLogInPorts(
            sessions=self.sessions,
            tenants=self.tenants,
            signer=self.token_signer,
            hashes=self.keyed_hashes,
            customers=self.customers,
            passwords=lambda: self.passwords,
            providers=self.identity_providers,
            provider_accounts=self.provider_accounts,
            credentials=self.credentials,
        )

    @part
    def assistance_ports(self) -> AssistancePorts:
        """Ports for logging in for a customer."""
        from shared.use_cases.sessions.log_in_for_customer import AssistancePorts

        return AssistancePorts(
            sessions=self.sessions,
            tenants=self.tenants,
            signer=self.token_signer,
            hashes=self.keyed_hashes,
            credentials=self.credentials,
        )

    @part
    def log_out_ports(self) -> LogOutPorts:
        """Ports for a log-out."""
        from shared.use_cases.sessions.log_out import LogOutPorts

        return LogOutPorts(sessions=self.sessions, own_tokens=self.own_tokens)

    @part
    def confirmation_ports(self) -> ConfirmationPorts:
        """Ports for the confirmation of a sign-up."""
        from shared.use_cases.sign_up.confirm_sign_up import ConfirmationPorts

        return ConfirmationPorts(
            sessions=self.sessions,
            tenants=self.tenants,
            signer=self.token_signer,
            hashes=self.keyed_hashes,
            credentials=self.credentials,
        )

    @part
    def invitation_ports(self) -> InvitationPorts:
        """Ports for inviting a customer."""
        from shared.use_cases.customers.invite_customer import InvitationPorts

        return InvitationPorts(customers=self.customers, credentials=self.credentials, tenants=self.tenants)

    @part
    def history_ports(self) -> HistoryPorts:
        """Ports for reading histories of customers."""
        from shared.use_cases.customers.read_history import HistoryPorts

        return HistoryPorts(customers=self.customers, histories=self.histories)

    @part
    def export_ports(self) -> ExportPorts:
        """Ports for exporting a customer to a caller."""
        from shared.use_cases.customers.export_customer import ExportPorts

        return ExportPorts(customers=self.customers, holdings=self.holdings, histories=self.histories)

    @part
    def restoration_ports(self) -> RestorationPorts:
        """Ports for restoring a customer."""
        from shared.use_cases.customers.restore_customer import RestorationPorts

        return RestorationPorts(customers=self.customers, tenants=self.tenants, histories=self.histories)

    @part
    def log_in_creation_ports(self) -> LogInCreationPorts:
        """Ports for giving a customer a log-in."""
        from shared.use_cases.credentials.add_log_in import LogInCreationPorts

        return LogInCreationPorts(
            customers=self.customers,
            tenants=self.tenants,
            passwords=lambda: self.passwords,
            credentials=self.credentials,
            sessions=lambda: self.sessions,
        )

    @part
    def deletion_ports(self) -> DeletionPorts:
        """Ports for the deletion of a customer by itself."""
        from shared.use_cases.credentials.delete_oneself import DeletionPorts

        return DeletionPorts(
            customers=self.customers,
            credentials=self.credentials,
            sessions=self.sessions,
            tenants=self.tenants,
            hashes=self.keyed_hashes,
        )

    @part
    def one_time_token_ports(self) -> OneTimeTokenPorts:
        """Ports for one-time tokens where no password is asked for."""
        from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts

        return OneTimeTokenPorts(
            credentials=self.credentials,
            tenants=self.tenants,
            hashes=self.keyed_hashes,
            refusal_floor=self.environment.refusal_floor,
        )

    @part
    def credential_ports(self) -> CredentialPorts:
        """Ports for changing credentials."""
        from shared.use_cases.credentials.changing import CredentialPorts

        return CredentialPorts(
            credentials=self.credentials,
            sessions=self.sessions,
            tenants=self.tenants,
            hashes=self.keyed_hashes,
            accounts=self.accounts,
            verifier=self.password_verifier,
            passwords=lambda: self.passwords,
            retentions=self.retentions,
            log_ins=self.log_ins,
            refusal_floor=self.environment.refusal_floor,
        )

    @part
    def client_ports(self) -> ClientPorts:
        """Ports for creating and deleting service clients."""
        from shared.use_cases.identity.create_service_client import ClientPorts

        return ClientPorts(clients=self.service_clients, tenants=self.tenants, settings=self.tenants)

    @part
    def service_token_ports(self) -> ServiceTokenPorts:
        """Ports for issuing a service token."""
        from shared.use_cases.identity.issue_service_token import ServiceTokenPorts

        return ServiceTokenPorts(
            clients=self.service_clients, tenants=self.tenants, signer=self.token_signer, scope=WorkingFor
        )

    @part
    def health_ports(self) -> HealthPorts:
        """Ports for a look at the table, which is opened when somebody looks."""
        from shared.use_cases.health.probe_storage import HealthPorts

        return HealthPorts(
            release=self.environment.release,
            stage=self.environment.stage,
            storage=lambda: self.table,
            tokens=lambda: self.own_tokens,
            tenants=lambda: self.tenants,
            scope=WorkingFor,
        )
