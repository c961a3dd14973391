"""What client management tells of legal entities and their contacts, from the bus through a queue."""

from shared.domain.customers.client_management import event_from
from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.legal_entities.on_client_management_event import (
    LegalEntityPorts,
    on_client_management_event,
)


@queue_trigger(uses=Wiring.legal_entity_ports)
def lambda_handler(event: BusEvent, ports: LegalEntityPorts) -> None:
    """Keep legal entities, and the customers that belong to them, as client management has them.

    Of a tenant that does not exist they stay in the queue, and then among the dead letters.
    """
    told = event_from(event.name, event.detail)
    if told is not None:
        on_client_management_event(ports, told, event.time, event.seconds_left)
