"""Deletions of customers, from a queue that delays them until all earlier calls have ended."""

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.domain.customers.deletions import deletion_from
from shared.ports.customers import CustomerHoldings
from shared.runtime.batches import queue_trigger
from shared.runtime.reach import WorkingFor
from shared.runtime.trigger import Invocation
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.clean_up import clean_up


@queue_trigger(uses=Wiring.holdings)
def lambda_handler(invocation: Invocation[EventBridgeEvent], holdings: CustomerHoldings) -> None:
    """Remove the items that the deletion has left."""
    deletion = deletion_from(invocation.event.detail)
    with WorkingFor(deletion.tenant):
        clean_up(holdings, deletion)
