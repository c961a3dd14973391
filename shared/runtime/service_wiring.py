"""Puts adapters behind the ports of other services than that of customers, and of triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.runtime.adapters import Adapters
from shared.runtime.deadline import is_over, share_of_time
from shared.runtime.parts import part
from shared.runtime.reach import WorkingFor

if TYPE_CHECKING:
    from shared.use_cases.companies.ports import (
        CompanyPorts,
        ContactAssignmentListPorts,
        ContactAssignmentPorts,
        GroupPorts,
        LocationListPorts,
        LocationPorts,
    )
    from shared.use_cases.legal_entities.on_client_management_event import LegalEntityPorts
    from shared.use_cases.messages.note_bounces import BouncePorts
    from shared.use_cases.messages.send_message import MessagePorts
    from shared.use_cases.migration.password_migration import MigrationDayPorts
    from shared.use_cases.projections.project_changes import ProjectionPorts
    from shared.use_cases.session_context.contexts import ContextPorts
    from shared.use_cases.webhooks.ports import SubscriptionPorts, WebhookPorts
    from shared.use_cases.webhooks.resending import ResendingPorts
    from shared.use_cases.webhooks.send_deliveries import SendingPorts


class ServiceWiring(Adapters):
    """Ports of companies, webhooks, session contexts and triggers, each made when it is first asked for."""

    @part
    def company_ports(self) -> CompanyPorts:
        """Ports for writing companies."""
        from shared.use_cases.companies.ports import CompanyPorts

        return CompanyPorts(companies=self.companies, tenants=self.tenants)

    @part
    def location_ports(self) -> LocationPorts:
        """Ports for writing locations."""
        from shared.use_cases.companies.ports import LocationPorts

        return LocationPorts(locations=self.locations, tenants=self.tenants)

    @part
    def location_list_ports(self) -> LocationListPorts:
        """Ports for listing locations."""
        from shared.use_cases.companies.ports import LocationListPorts

        return LocationListPorts(companies=self.companies, directory=self.location_directory)

    @part
    def contact_assignment_ports(self) -> ContactAssignmentPorts:
        """Ports for writing contact assignments."""
        from shared.use_cases.companies.ports import ContactAssignmentPorts

        return ContactAssignmentPorts(assignments=self.contact_assignments, tenants=self.tenants)

    @part
    def contact_assignment_list_ports(self) -> ContactAssignmentListPorts:
        """Ports for listing contact assignments."""
        from shared.use_cases.companies.ports import ContactAssignmentListPorts

        return ContactAssignmentListPorts(
            assignments=self.contact_assignments, directory=self.contact_assignment_directory
        )

    @part
    def group_ports(self) -> GroupPorts:
        """Ports for changing who is in which groups of a company."""
        from shared.use_cases.companies.ports import GroupPorts

        return GroupPorts(roles=self.company_roles, tenants=self.tenants)

    @part
    def webhook_ports(self) -> WebhookPorts:
        """Ports for creating and changing webhooks."""
        from shared.use_cases.webhooks.ports import WebhookPorts

        return WebhookPorts(
            webhooks=self.webhooks,
            secrets=self.webhook_secrets,
            check_destination=self.destination_check,
        )

    @part
    def subscription_ports(self) -> SubscriptionPorts:
        """Ports for subscriptions to events."""
        from shared.use_cases.webhooks.ports import SubscriptionPorts

        return SubscriptionPorts(webhooks=self.webhooks, event_description=lambda: self.event_description)

    @part
    def resending_ports(self) -> ResendingPorts:
        """Ports for deliveries of webhooks that are sent again."""
        from shared.use_cases.webhooks.resending import ResendingPorts

        return ResendingPorts(
            webhooks=self.webhooks, deliveries=self.deliveries, wakes=lambda: self.webhook_wakes
        )

    @part
    def context_ports(self) -> ContextPorts:
        """Ports for the contexts of sessions."""
        from shared.use_cases.session_context.contexts import ContextPorts

        return ContextPorts(contexts=self.session_contexts, sessions=self.sessions)

    @part
    def migration_day_ports(self) -> MigrationDayPorts:
        """Ports for going through the password migrations of all tenants."""
        from shared.use_cases.migration.password_migration import MigrationDayPorts

        return MigrationDayPorts(
            retentions=self.all_retentions,
            legacy_accounts=self.legacy_accounts,
            tenants=self.tenants,
            scope=WorkingFor,
        )

    @part
    def legal_entity_ports(self) -> LegalEntityPorts:
        """Ports for events of client management."""
        from shared.use_cases.legal_entities.on_client_management_event import LegalEntityPorts

        return LegalEntityPorts(
            legal_entities=self.legal_entities,
            tenants=self.tenants,
            settings=self.tenants,
            companies=self.companies,
            assignments=self.contact_assignments,
            joinings=self.joinings,
        )

    @part
    def projection_ports(self) -> ProjectionPorts:
        """Ports for what follows from changes. Events come first; the others have the time that is left."""
        from shared.runtime.figures import measure_projection
        from shared.use_cases.projections.kept_history import kept_history
        from shared.use_cases.projections.project_changes import ProjectionPorts
        from shared.use_cases.projections.published_events import published_events
        from shared.use_cases.projections.search_index import search_index
        from shared.use_cases.projections.told_feed import told_feed
        from shared.use_cases.projections.webhook_deliveries import webhook_deliveries

        return ProjectionPorts(
            reader=self.change_reader,
            projections=(
                published_events(self.event_bus, self.keyed_hashes, self.environment.api_url),
                search_index(self.search_entries, self.tenants, WorkingFor),
                kept_history(self.histories, self.tenants, WorkingFor),
                told_feed(self.feeds, self.tenants, WorkingFor),
                webhook_deliveries(self.webhooks, self.webhook_deliveries, WorkingFor, is_over),
            ),
            retries=self.projection_retries,
            share_of_time=share_of_time,
            meter=measure_projection,
        )

    @part
    def sending_ports(self) -> SendingPorts:
        """Ports for sending events to webhooks."""
        from shared.runtime.figures import count_deliveries
        from shared.use_cases.webhooks.send_deliveries import SendingPorts

        return SendingPorts(
            webhooks=self.webhooks,
            secrets=self.webhook_secrets,
            deliveries=self.deliveries,
            receivers=self.receivers,
            wakes=self.webhook_wakes,
            bus=self.event_bus,
            meter=count_deliveries,
            scope=WorkingFor,
            read=self.read_waiting,
        )

    @part
    def message_ports(self) -> MessagePorts:
        """Ports for sending messages to customers."""
        from shared.use_cases.messages.send_message import MessagePorts

        return MessagePorts(
            mail=self.mail,
            sent=self.sent_messages,
            tenants=self.tenants,
            texts=self.message_texts,
            sender=self.environment.mail_sender,
        )

    @part
    def bounce_ports(self) -> BouncePorts:
        """Ports for noting bounced messages."""
        from shared.use_cases.messages.note_bounces import BouncePorts

        return BouncePorts(read=self.bounce_reader, accounts=self.accounts, scope=WorkingFor)
