"""Messages that came back, as SES tells of them on the account's own bus, out of their queue."""

from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.note_bounces import BounceNoting, note_bounces


@queue_trigger(uses=Wiring.bounce_noting)
def lambda_handler(event: BusEvent, noting: BounceNoting) -> None:
    """Note it with the account of the address."""
    note_bounces(noting, event.detail)
