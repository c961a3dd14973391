"""Messages that came back, as SES tells of them on the account's own bus, out of their queue."""

from shared.runtime import wiring
from shared.runtime.batches import BusEvent, queue_trigger
from shared.use_cases.messages.note_refusals import RefusalNoting, note_refusals


@queue_trigger(uses=wiring.refusal_noting)
def lambda_handler(event: BusEvent, noting: RefusalNoting) -> None:
    """Note it with the account of the address."""
    note_refusals(noting, event.detail)
