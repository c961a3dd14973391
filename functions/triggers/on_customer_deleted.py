"""Deletions of customers, out of their queue, once all calls from before them have ended."""

from shared.domain.customers.deletions import deletion_from
from shared.ports.customers import CustomerHoldings
from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.clean_up import clean_up


@queue_trigger(uses=Wiring.holdings)
def lambda_handler(event: BusEvent, holdings: CustomerHoldings) -> None:
    """Remove what the deletion has left."""
    clean_up(holdings, deletion_from(event.detail))
