"""Remove what the deletion of a customer has left."""

from shared.domain.customers.deletions import Deletion
from shared.ports.customers import CustomerHoldings


def clean_up(holdings: CustomerHoldings, deletion: Deletion) -> None:
    """Leave nothing of the deleted customer but its mark, and everything of the next one of this number.

    What counts guesses and messages for its e-mail address stays until it expires: the address may be
    somebody else's by now, and every deletion would allow a new round of guesses and messages.
    """
    holdings.clean_up(deletion)
