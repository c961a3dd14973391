"""What client management tells of legal entities and their contacts, from the bus through a queue."""

from shared.domain.customers.client_management import event_from
from shared.ports.customers import LegalEntityStore
from shared.runtime import wiring
from shared.runtime.batches import BusEvent, queue_trigger
from shared.use_cases.legal_entities.on_client_management_event import on_client_management_event
from shared.use_cases.tenants.known_tenant import check_known


@queue_trigger(uses=wiring.legal_entities)
def lambda_handler(event: BusEvent, legal_entities: LegalEntityStore) -> None:
    """Keep legal entities, and the customers that belong to them, as client management has them.

    Of a tenant that does not exist they stay in the queue, and then among the dead letters.
    """
    told = event_from(event.name, event.detail)
    if told is not None:
        check_known(wiring.tenants(), told.tenant)
        on_client_management_event(legal_entities, told, event.time, event.seconds_left)
