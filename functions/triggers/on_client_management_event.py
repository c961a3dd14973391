"""Events of client management about legal entities and their contacts, from the bus through a queue."""

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.domain.customers.client_management import event_from
from shared.domain.instants import instant_from
from shared.domain.messages.events import SOURCE
from shared.runtime.batches import queue_trigger
from shared.runtime.observability import log_ignored
from shared.runtime.reach import WorkingFor
from shared.runtime.trigger import Invocation
from shared.runtime.wiring import Wiring
from shared.use_cases.legal_entities.on_client_management_event import (
    LegalEntityPorts,
    on_client_management_event,
)


@queue_trigger(uses=Wiring.legal_entity_ports)
def lambda_handler(invocation: Invocation[EventBridgeEvent], ports: LegalEntityPorts) -> None:
    """Update legal entities, and the customers who belong to them, from client management.

    The events of a tenant that does not exist stay in the queue, and end in the dead-letter queue.
    """
    event = invocation.event
    told = event_from(event.detail_type, event.detail)
    if told is not None:
        with WorkingFor(told.tenant):
            counts = on_client_management_event(
                ports,
                told,
                instant_from(event.time),
                invocation.seconds_left,
                is_ours=event.source == SOURCE,
            )
        if not counts:
            log_ignored(event.detail_type, told.tenant)
