"""Puts adapters behind the ports of what events, queues and schedules start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.runtime.adapters import Adapters
from shared.runtime.deadline import is_over, share_of_time
from shared.runtime.parts import part
from shared.runtime.reach import WorkingFor

if TYPE_CHECKING:
    from shared.use_cases.legal_entities.on_client_management_event import LegalEntityPorts
    from shared.use_cases.messages.note_bounces import BouncePorts
    from shared.use_cases.messages.send_message import MessagePorts
    from shared.use_cases.migration.password_migration import MigrationDayPorts
    from shared.use_cases.projections.project_changes import ProjectionPorts
    from shared.use_cases.webhooks.send_deliveries import SendingPorts


class TriggerWiring(Adapters):
    """All that triggers use, each made when it is first asked for."""

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
