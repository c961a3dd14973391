"""The adapters for what follows from changes: the stream, queues, the bus, messages and webhooks.

Adapters are imported where they are needed, so that a function loads nothing it does not use.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.runtime import deadline
from shared.runtime.key_adapters import KeyAdapters
from shared.runtime.parts import part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.adapters.dynamodb.stores.deliveries import Deliveries
    from shared.adapters.dynamodb.stores.feeds import Feeds
    from shared.adapters.dynamodb.stores.histories import Histories
    from shared.adapters.dynamodb.stores.sent_messages import SentMessages
    from shared.adapters.events.bus import EventBridgeBus
    from shared.adapters.events.projection_retries import ProjectionRetries
    from shared.adapters.events.webhook_queues import WebhookDeliveries, WebhookWakes
    from shared.adapters.mail.ses import SesMailService
    from shared.adapters.web.receivers import WebReceivers
    from shared.domain.message_texts import Texts
    from shared.domain.webhooks.deliveries import Delivery, Wake
    from shared.ports.messages import BounceReader
    from shared.ports.projections import ChangeReader


class EventAdapters(KeyAdapters):
    """Makes each adapter when it is first asked for. What is given or set is used in place of its own."""

    @part
    def event_bus(self) -> EventBridgeBus:
        """Return the `EventBus`."""
        from shared.adapters.events.bus import EventBridgeBus

        return EventBridgeBus(self.environment.event_bus, deadline.ends_at)

    @part
    def feeds(self) -> Feeds:
        """Return the `FeedReader` and `FeedLog`."""
        from shared.adapters.dynamodb.stores.feeds import Feeds

        return Feeds(self.table)

    @part
    def histories(self) -> Histories:
        """Return the `HistoryStore`."""
        from shared.adapters.dynamodb.stores.histories import Histories

        return Histories(self.table)

    @part
    def projection_retries(self) -> ProjectionRetries:
        """Return the `ProjectionRetryQueue`."""
        from shared.adapters.events.projection_retries import ProjectionRetries
        from shared.adapters.events.queue import SqsQueue

        return ProjectionRetries(SqsQueue(self.environment.projection_retries, deadline.ends_at))

    @part
    def webhook_deliveries(self) -> WebhookDeliveries:
        """Return the `DeliveryQueue`."""
        from shared.adapters.events.queue import SqsQueue
        from shared.adapters.events.webhook_queues import WebhookDeliveries

        return WebhookDeliveries(SqsQueue(self.environment.webhook_deliveries, deadline.ends_at))

    @part
    def webhook_wakes(self) -> WebhookWakes:
        """Return the `WakeQueue`."""
        from shared.adapters.events.queue import SqsQueue
        from shared.adapters.events.webhook_queues import WebhookWakes

        return WebhookWakes(SqsQueue(self.environment.webhook_wakes, deadline.ends_at))

    @part
    def read_waiting(self) -> Callable[[Mapping[str, Any]], Delivery | Wake]:
        """Return what tells what a message of these queues is about."""
        from shared.adapters.events.webhook_queues import waiting_from

        return waiting_from

    @part
    def deliveries(self) -> Deliveries:
        """Return the `DeliveryStore`."""
        from shared.adapters.dynamodb.stores.deliveries import Deliveries

        return Deliveries(self.table)

    @part
    def receivers(self) -> WebReceivers:
        """Return the `Receivers`."""
        from shared.adapters.web.receivers import WebReceivers

        return WebReceivers(on_laptop=self.environment.on_laptop)

    @part
    def sent_messages(self) -> SentMessages:
        """Return the `SentMessages`."""
        from shared.adapters.dynamodb.stores.sent_messages import SentMessages
        from shared.domain.messages.dispatch import LONGEST_TRY

        # On a laptop, whoever began to send has ended before the event is delivered again.
        return SentMessages(self.table, LONGEST_TRY if self.environment.in_lambda else timedelta(0))

    @part
    def change_reader(self) -> ChangeReader:
        """Return the `ChangeReader`."""
        from shared.adapters.dynamodb.stores.changes import ChangeReader

        return ChangeReader()

    @part
    def mail(self) -> SesMailService:
        """Return the `MailService`."""
        from shared.adapters.mail.ses import SesMailService

        return SesMailService(self.environment.mail_configuration_set)

    @part
    def message_texts(self) -> Mapping[str, Texts]:
        """Return the service's texts of messages, by language."""
        from shared.adapters.mail.texts import shipped_texts

        return shipped_texts()

    @part
    def bounce_reader(self) -> BounceReader:
        """Return the `BounceReader`."""
        from shared.adapters.mail.ses import bounced_messages

        return bounced_messages
