"""Claims of contact e-mail addresses that are in the way of a write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.email_claim import claimant_of
from shared.adapters.dynamodb.keys import EMAIL_CLAIM, customer_key, email_claim_key
from shared.adapters.dynamodb.writes import Key
from shared.domain.customers.customer import Customer

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.email_claim import ClaimWrites, KnownClaims
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import ConditionFailed, Item


def learned(table: Table, failure: ConditionFailed, claims: ClaimWrites, known: KnownClaims) -> bool:
    """Add what a failed write has met to what is known of claims; return whether that lets the next one pass.

    A release that knows nothing of claims may have changed or deleted the customer whose claim it was.
    """
    if failure.only_of(*claims.released):
        known.others.update(each.key for each in claims.released)
        return True
    met = [item for item in map(failure.met, claims.writes) if item is not None]
    stale = [item for item in met if item["sk"]["S"] == EMAIL_CLAIM and claimant(table, item) is None]
    known.stale |= {Key.of(item): claimant_of(item) for item in stale}
    return bool(stale)


def claimant(table: Table, item: Item) -> Customer | None:
    """Return the customer whose claim it is, if it still is reached at the address."""
    tenant, (number, incarnation) = item["pk"]["S"].partition("#")[0], claimant_of(item)
    raw = table.get(customer_key(tenant, number))
    customer = customer_from(raw) if raw is not None else None
    is_needed = (
        isinstance(customer, Customer)
        and customer.incarnation == incarnation
        and customer.claimed_email is not None
        and email_claim_key(tenant, customer.claimed_email).pk == item["pk"]["S"]
    )
    return customer if is_needed and isinstance(customer, Customer) else None
