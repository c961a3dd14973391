"""Whether a customer token may still be used: its session, and the account behind it, as they are now."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items import SessionItem, customer_from
from shared.adapters.dynamodb.keys import customer_key, session_key
from shared.domain.customer import Customer
from shared.domain.errors import InvalidToken

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.domain.access import Caller, CallerCustomer


class Sessions:
    """Reads session and profile of a caller together, strongly consistent: log-out and hold are immediate."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def check(self, caller: Caller, customer: CallerCustomer) -> Caller:
        """The caller with its legal entities. Raises `InvalidToken` unless session and account are live."""
        profile_key = customer_key(caller.tenant, customer.number)
        key = session_key(caller.tenant, customer.number, customer.session_id)
        found = self._table.batch_get((profile_key, key))
        if profile_key not in found or key not in found:
            raise InvalidToken
        profile = customer_from(found[profile_key])
        session: Any = SessionItem.from_raw_data(found[key])
        if not (
            isinstance(profile, Customer)
            and profile.active
            and not profile.on_hold
            and session.incarnation == profile.incarnation
            and int(session.session_epoch) == profile.session_epoch
            and (session.expires_at is None or int(session.expires_at) > time.time())
        ):
            raise InvalidToken
        return replace(caller, customer=replace(customer, legal_entities=profile.legal_entities))
