"""The adapters of a process; this, `key_adapters.py` and `event_adapters.py` alone import `shared/adapters`.

Adapters are imported where they are needed, so that a function loads nothing it does not use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.runtime import writing
from shared.runtime.event_adapters import EventAdapters
from shared.runtime.parts import part

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.lists.directory import Directory
    from shared.adapters.dynamodb.lists.explaining.explainer import Explainer
    from shared.adapters.dynamodb.lists.explaining.search_explainer import SearchExplainer
    from shared.adapters.dynamodb.lists.resource import Resource
    from shared.adapters.dynamodb.lists.search.by_words import ByWords
    from shared.adapters.dynamodb.lists.search.searching import CustomerSearching
    from shared.adapters.dynamodb.stores.accounts import Accounts
    from shared.adapters.dynamodb.stores.companies import Companies
    from shared.adapters.dynamodb.stores.company_roles import CompanyRoles
    from shared.adapters.dynamodb.stores.configurations import Configurations
    from shared.adapters.dynamodb.stores.contact_assignments import ContactAssignments
    from shared.adapters.dynamodb.stores.credentials import Credentials
    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.stores.holdings import Holdings
    from shared.adapters.dynamodb.stores.joinings import Joinings
    from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts
    from shared.adapters.dynamodb.stores.legal_entities import LegalEntities
    from shared.adapters.dynamodb.stores.locations import Locations
    from shared.adapters.dynamodb.stores.log_ins import LogIns
    from shared.adapters.dynamodb.stores.memberships import Memberships
    from shared.adapters.dynamodb.stores.provider_accounts import ProviderAccounts
    from shared.adapters.dynamodb.stores.receipts import Receipts
    from shared.adapters.dynamodb.stores.retentions import Retentions
    from shared.adapters.dynamodb.stores.search_entries import SearchEntries
    from shared.adapters.dynamodb.stores.search_indexes import SearchIndexes
    from shared.adapters.dynamodb.stores.service_clients import ServiceClients
    from shared.adapters.dynamodb.stores.session_contexts import SessionContexts
    from shared.adapters.dynamodb.stores.sessions import Sessions
    from shared.adapters.dynamodb.stores.standings import Standings
    from shared.adapters.dynamodb.stores.tenant_issuers import TenantIssuers
    from shared.adapters.dynamodb.stores.tenant_items import TenantItems
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.stores.text_indexes import TextIndexes
    from shared.adapters.dynamodb.stores.webhooks import Webhooks
    from shared.adapters.passwords.argon2id import Argon2id
    from shared.adapters.passwords.verifier import StoredHashVerifier
    from shared.adapters.tokens.identity_providers import OpenIdProviders
    from shared.adapters.tokens.webhook_secrets import WebhookSecrets
    from shared.ports.descriptions import Description


class Adapters(EventAdapters):
    """Makes each adapter when it is first asked for. What is given or set is used in place of its own."""

    @part
    def customers(self) -> Customers:
        """Return the `CustomerStore`."""
        from shared.adapters.dynamodb.stores.customers import Customers

        return Customers(self.table, lambda: self.tenants, writing.present_writer)

    @part
    def directory(self) -> Directory:
        """Return the `CustomerDirectory`."""
        from shared.adapters.dynamodb.lists.of_customers import CUSTOMERS

        def words() -> ByWords:
            from shared.adapters.dynamodb.lists.search.by_words import ByWords

            return ByWords(self.table, self.tenants)

        return self._directory_of(CUSTOMERS, words)

    @part
    def explainer(self) -> Explainer:
        """Return the `ListExplainer`."""
        from shared.adapters.dynamodb.lists.explaining.explainer import Explainer

        return Explainer(self.table, self.tenants, self.directory)

    @part
    def company_directory(self) -> Directory:
        """Return the `CompanyDirectory` of companies."""
        from shared.adapters.dynamodb.lists.of_companies import COMPANIES

        return self._directory_of(COMPANIES)

    @part
    def location_directory(self) -> Directory:
        """Return the `CompanyDirectory` of locations."""
        from shared.adapters.dynamodb.lists.of_companies import LOCATIONS

        return self._directory_of(LOCATIONS)

    @part
    def contact_assignment_directory(self) -> Directory:
        """Return the `CompanyDirectory` of contact assignments."""
        from shared.adapters.dynamodb.lists.of_companies import CONTACT_ASSIGNMENTS

        return self._directory_of(CONTACT_ASSIGNMENTS)

    @part
    def search(self) -> CustomerSearching:
        """Return the `CustomerSearch`."""
        from shared.adapters.dynamodb.lists.read_budget import ReadLimits
        from shared.adapters.dynamodb.lists.search.searching import CustomerSearching

        return CustomerSearching(self.table, self.tenants, ReadLimits(units=self.environment.max_read_units))

    @part
    def search_explainer(self) -> SearchExplainer:
        """Return the `SearchExplainer`."""
        from shared.adapters.dynamodb.lists.explaining.search_explainer import SearchExplainer

        return SearchExplainer(self.table, self.tenants, self.search)

    def _directory_of(self, resource: Resource, words: Callable[[], ByWords] | None = None) -> Directory:
        from shared.adapters.dynamodb.lists.directory import Directory
        from shared.adapters.dynamodb.lists.read_budget import ReadLimits

        limits = ReadLimits(units=self.environment.max_read_units)
        return Directory(self.table, self.tenants, limits, resource, words=words)

    @part
    def companies(self) -> Companies:
        """Return the `CompanyStore`."""
        from shared.adapters.dynamodb.stores.companies import Companies

        return Companies(self.table)

    @part
    def contact_assignments(self) -> ContactAssignments:
        """Return the `ContactAssignmentStore`."""
        from shared.adapters.dynamodb.stores.contact_assignments import ContactAssignments

        return ContactAssignments(self.table, self.customers, self.companies)

    @part
    def joinings(self) -> Joinings:
        """Return the `JoiningStore`."""
        from shared.adapters.dynamodb.stores.joinings import Joinings

        return Joinings(self.table, self.contact_assignments)

    @part
    def company_roles(self) -> CompanyRoles:
        """Who is in which groups of companies."""
        from shared.adapters.dynamodb.stores.company_roles import CompanyRoles

        return CompanyRoles(self.table)

    @part
    def locations(self) -> Locations:
        """Return the `LocationStore`."""
        from shared.adapters.dynamodb.stores.locations import Locations

        return Locations(self.table)

    @part
    def configurations(self) -> Configurations:
        """Return the tenants' configurations and standings that this process keeps for a minute."""
        from shared.adapters.dynamodb.stores.configurations import Configurations

        return Configurations(self.table)

    @part
    def tenants(self) -> Tenants:
        """Return the `TenantConfiguration` and the `SettingStore`.

        The cipher is made when a secured value comes.
        """
        from shared.adapters.dynamodb.stores.tenants import Tenants

        return Tenants(self.table, lambda: self.key_cipher, self.configurations)

    @part
    def webhooks(self) -> Webhooks:
        """Return the `WebhookStore`."""
        from shared.adapters.dynamodb.stores.webhooks import Webhooks

        return Webhooks(self.table)

    @part
    def webhook_secrets(self) -> WebhookSecrets:
        """Return the `SecretSealer`; the cipher is made when a secret comes."""
        from shared.adapters.tokens.webhook_secrets import WebhookSecrets

        return WebhookSecrets(lambda: self.key_cipher)

    @part
    def destination_check(self) -> Callable[[str], object]:
        """Return what raises `ValueError` for a URL that nothing of ours is sent to."""
        from functools import partial

        from shared.adapters.web.destinations import check_destination

        return partial(check_destination, on_laptop=self.environment.on_laptop)

    @part
    def standings(self) -> Standings:
        """Return the `TenantStandings`."""
        from shared.adapters.dynamodb.stores.standings import Standings

        return Standings(self.table)

    @part
    def tenant_items(self) -> TenantItems:
        """Return the `TenantItems`."""
        from shared.adapters.dynamodb.stores.tenant_items import TenantItems

        return TenantItems(self.table)

    @part
    def text_indexes(self) -> TextIndexes:
        """Return the `TextIndexes`."""
        from shared.adapters.dynamodb.stores.text_indexes import TextIndexes

        return TextIndexes(self.table, self.tenants)

    @part
    def search_entries(self) -> SearchEntries:
        """Return the `SearchEntries`."""
        from shared.adapters.dynamodb.stores.search_entries import SearchEntries

        return SearchEntries(self.table)

    @part
    def search_indexes(self) -> SearchIndexes:
        """Return the `SearchIndexes`."""
        from shared.adapters.dynamodb.stores.search_indexes import SearchIndexes

        return SearchIndexes(self.table, self.tenants, self.standings)

    @part
    def passwords(self) -> Argon2id:
        """Return the `PasswordHasher`; its library is loaded when the first password comes."""
        from shared.adapters.passwords.argon2id import Argon2id

        return Argon2id()

    @part
    def password_verifier(self) -> StoredHashVerifier:
        """Return the `PasswordVerifier`.

        It loads a scheme's library when the first hash of that scheme comes.
        """
        from shared.adapters.passwords.verifier import StoredHashVerifier

        return StoredHashVerifier()

    @part
    def accounts(self) -> Accounts:
        """Return the `AccountStore`."""
        from shared.adapters.dynamodb.stores.accounts import Accounts

        return Accounts(self.table)

    @part
    def legal_entities(self) -> LegalEntities:
        """Return the `LegalEntityStore`."""
        from shared.adapters.dynamodb.stores.legal_entities import LegalEntities

        return LegalEntities(self.table, self.customers)

    @part
    def memberships(self) -> Memberships:
        """Return the `MembershipReader`."""
        from shared.adapters.dynamodb.stores.memberships import Memberships

        return Memberships(self.table)

    @part
    def sessions(self) -> Sessions:
        """Sessions of customers."""
        from shared.adapters.dynamodb.stores.sessions import Sessions

        return Sessions(self.table)

    @part
    def session_contexts(self) -> SessionContexts:
        """Return the `SessionContextStore`."""
        from shared.adapters.dynamodb.stores.session_contexts import SessionContexts

        return SessionContexts(self.table)

    @part
    def receipts(self) -> Receipts:
        """Records of calls with an `Idempotency-Key`."""
        from shared.adapters.dynamodb.stores.receipts import Receipts

        return Receipts(self.table)

    @part
    def service_clients(self) -> ServiceClients:
        """Return the `ServiceClientStore`."""
        from shared.adapters.dynamodb import annexes
        from shared.adapters.dynamodb.stores.service_clients import ServiceClients

        return ServiceClients(self.table.with_annexes(annexes.service_clients))

    @part
    def tenant_issuers(self) -> TenantIssuers:
        """Return the `TenantIssuerStore`."""
        from shared.adapters.dynamodb.stores.tenant_issuers import TenantIssuers

        return TenantIssuers(self.table)

    @part
    def identity_providers(self) -> OpenIdProviders:
        """Return the `IdentityProviders`."""
        from shared.adapters.tokens.identity_providers import OpenIdProviders

        return OpenIdProviders(self.tenants, public=not self.environment.on_laptop)

    @part
    def credentials(self) -> Credentials:
        """Return the `CredentialStore`."""
        from shared.adapters.dynamodb.stores.credentials import Credentials

        return Credentials(self.table, self.customers)

    @part
    def retentions(self) -> Retentions:
        """Return the `RetentionStore` of the tenant that is worked for."""
        from shared.adapters.dynamodb import annexes
        from shared.adapters.dynamodb.stores.retentions import Retentions

        return Retentions(self.table.with_annexes(annexes.own_retention))

    @part
    def all_retentions(self) -> Retentions:
        """Return the `RetentionStore` for going through all tenants' migrations."""
        from shared.adapters.dynamodb import annexes
        from shared.adapters.dynamodb.stores.retentions import Retentions

        return Retentions(self.table.with_annexes(annexes.all_retentions))

    @part
    def holdings(self) -> Holdings:
        """Return the `CustomerHoldings`."""
        from shared.adapters.dynamodb.stores.holdings import Holdings

        return Holdings(self.table)

    @part
    def log_ins(self) -> LogIns:
        """Return the `LogInStore`."""
        from shared.adapters.dynamodb.stores.log_ins import LogIns

        return LogIns(self.table)

    @part
    def provider_accounts(self) -> ProviderAccounts:
        """Return the `ProviderAccounts`."""
        from shared.adapters.dynamodb.stores.provider_accounts import ProviderAccounts

        return ProviderAccounts(self.table)

    @part
    def legacy_accounts(self) -> LegacyAccounts:
        """Return the `LegacyAccounts`."""
        from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts

        return LegacyAccounts(self.table)

    @part
    def api_description(self) -> Description:
        """Return the description of the API."""
        from shared.adapters.descriptions import api_description

        return api_description(self.environment.release)

    @part
    def event_description(self) -> Description:
        """Return the schemas of the events."""
        from shared.adapters.descriptions import event_description

        return event_description()
