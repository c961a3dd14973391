"""Claims of contact e-mail addresses: an address is one customer's alone, as its log-in or to be reached at.

The account's item claims what a customer logs in with. An address that a customer is only reached at has an
item of its own next to it, in the partition of the address. Whoever takes an address writes one of the two
and checks the other, so of two customers who want it at the same moment one gets it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import account_key, email_claim_key
from shared.adapters.dynamodb.writes import Check, Delete, Put
from shared.domain.fields import folded_email

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item, Key, Write
    from shared.domain.customers.customer import Customer


class EmailClaimItem(TableItem):
    """The claim of the customer whose contact e-mail address it is."""

    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class ClaimWrites:
    """The writes of a change to claims.

    `log_ins` and `contact`: fail where the new log-in, or the new contact e-mail address, is somebody else's.
    `released`: of an address that the customer leaves; fails where somebody else has the claim, which only
    means that there is nothing to release.
    """

    log_ins: tuple[Write, ...] = ()
    contact: tuple[Write, ...] = ()
    released: tuple[Delete, ...] = ()

    @property
    def writes(self) -> tuple[Write, ...]:
        """All of them."""
        return (*self.log_ins, *self.contact, *self.released)


@dataclass(slots=True)
class KnownClaims:
    """The claims that earlier tries of a write have met.

    `others`: of somebody else, so that there is nothing to release. `stale`: needed by nobody any more, with
    the number and the incarnation that they name.
    """

    others: set[Key] = field(default_factory=set)
    stale: dict[Key, tuple[str, str]] = field(default_factory=dict)


def claim_writes(before: Customer | None, after: Customer, known: KnownClaims) -> ClaimWrites:
    """Return what has to be written with a change, or a creation, for claims to agree with the customer.

    Nothing is written where the addresses stay the same.
    """
    own = {folded_email(account.email) for account in before.accounts} if before is not None else set()
    held, wanted = before.claimed_email if before is not None else None, after.claimed_email
    new = [account.email for account in after.accounts if folded_email(account.email) not in own]
    # A creation only checks: what is stale may stay next to the new account.
    log_ins = [
        _unclaimed(after, each, known) if before is None else _release(after, each, known) for each in new
    ]
    contact: list[Write] = []
    released: list[Delete] = []
    if wanted is not None and not _is_same(held, wanted):
        contact = claim(after, wanted, known, log_in_is_free=folded_email(wanted) in own)
    if held is not None and not _is_same(held, wanted) and not any(_is_same(held, each) for each in new):
        released = [each for each in (_release(after, held, known),) if each.key not in known.others]
    return ClaimWrites(tuple(log_ins), tuple(contact), tuple(released))


def claim(customer: Customer, email: str, known: KnownClaims, *, log_in_is_free: bool = False) -> list[Write]:
    """Return the writes that claim the address, unless somebody else has it.

    `log_in_is_free`: nobody else logs in with it for certain, as the customer does until now.
    """
    key = email_claim_key(customer.tenant, email)
    item = EmailClaimItem(
        pk=key.pk, sk=key.sk, customer_number=customer.number, incarnation=customer.incarnation
    )
    writes: list[Write] = [Put(item.raw(), _is_free_for(customer, key, known))]
    if not log_in_is_free:
        writes.append(Check(account_key(customer.tenant, email), EmailClaimItem.pk.does_not_exist()))
    return writes


def releases(customer: Customer) -> list[Delete]:
    """Return the write that gives up the customer's claim, if it may have one."""
    email = customer.claimed_email
    return [] if email is None else [_release(customer, email, KnownClaims())]


def claimant_of(raw: Item) -> tuple[str, str]:
    """Return the number and the incarnation of the customer whose claim it is."""
    return raw["customerNumber"]["S"], raw["incarnation"]["S"]


def _release(customer: Customer, email: str, known: KnownClaims) -> Delete:
    key = email_claim_key(customer.tenant, email)
    return Delete(key, _is_free_for(customer, key, known))


def _unclaimed(customer: Customer, email: str, known: KnownClaims) -> Check:
    key = email_claim_key(customer.tenant, email)
    return Check(key, _is_free_for(customer, key, known))


def _is_free_for(customer: Customer, key: Key, known: KnownClaims) -> Condition:
    number, stale = EmailClaimItem.customer_number, known.stale.get(key)
    is_free: Any = EmailClaimItem.pk.does_not_exist() | (number == customer.number)
    if stale is not None:
        is_free |= (number == stale[0]) & (EmailClaimItem.incarnation == stale[1])
    return is_free


def _is_same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return folded_email(one) == folded_email(other)
