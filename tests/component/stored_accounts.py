"""Log-in accounts as they are stored, to look at what became of them."""

from shared.adapters.dynamodb.stores.log_ins import LogIns
from shared.domain.log_in.account import Account
from shared.runtime.wiring import wiring


def stored_account(tenant: str, email: str) -> Account | None:
    """The account that somebody who logs in with this e-mail address is measured against."""
    return LogIns(wiring().table).state(tenant, email, "nobody").account
