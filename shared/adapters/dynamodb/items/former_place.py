"""Places that customers had in the orders of lists, for walks that began before they were renamed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import FORMER_PLACE_PREFIX, former_place_key, former_places
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.writes import Put
from shared.domain.query.fields import FieldKind
from shared.domain.query.walk import PLACES_KEPT, Stay, milliseconds
from shared.domain.tenants.standing import LONGEST_CALL_SECONDS

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.customers.customer import Customer


OrderKey = Callable[[str | None, str, FieldKind], str]


class FormerPlaceItem(TableItem):
    """The keys that a customer had in the indexes by a text; its sort key says from when to when."""

    realm = UnicodeAttribute()
    name_key = UnicodeAttribute(attr_name="nameKey")
    email_key = UnicodeAttribute(attr_name="emailKey")
    company_key = UnicodeAttribute(attr_name="companyKey")
    incarnation = UnicodeAttribute()


def places(customer: Customer, key_of: OrderKey = order_key) -> tuple[str, str, str]:
    """Return the sort keys of a customer in the indexes by name, by e-mail address and by company."""
    return (
        key_of(customer.last_name, customer.number, FieldKind.TEXT),
        key_of(customer.contact_email, customer.number, FieldKind.EMAIL),
        key_of(customer.company, customer.number, FieldKind.TEXT),
    )


def placed(current: Customer, after: Customer, now: datetime) -> Customer:
    """Return the customer with the time at which it came to its place: ever later ones, if it moves now."""
    moved_at = current.moved_at
    if after.unconfirmed_until is None and places(after) != places(current):
        return moved(after, now if moved_at is None else max(now, moved_at + timedelta(milliseconds=1)), now)
    return after if after.moved_at == moved_at else replace(after, moved_at=moved_at)


def moved(customer: Customer, moved_at: datetime, now: datetime) -> Customer:
    """Return a customer that comes to its place now, and was changed during this call.

    The directory does not have `moved_at`: lists see by the change alone who may have moved lately.
    """
    is_of_call = customer.modified_at >= now - timedelta(seconds=LONGEST_CALL_SECONDS)
    return replace(customer, moved_at=moved_at, modified_at=customer.modified_at if is_of_call else now)


def former_place_puts(current: Customer, after: Customer, partition: str, write_id: str) -> list[Put]:
    """Return what leaves word of the place that a customer has now, where it goes to another.

    It has to be there before the customer is gone. `partition`: of the indexes, in which the place is.
    """
    if after.moved_at is None or after.moved_at == current.moved_at or current.unconfirmed_until is not None:
        return []
    key = former_place_key(
        current.tenant,
        current.number,
        milliseconds(current.moved_at),
        milliseconds(after.moved_at),
        write_id,
    )
    name_key, email_key, company_key = places(current)
    item = FormerPlaceItem(
        pk=key.pk,
        sk=key.sk,
        realm=former_places(partition),
        name_key=name_key,
        email_key=email_key,
        company_key=company_key,
        incarnation=current.incarnation,
        expires_at=int((after.moved_at + PLACES_KEPT).timestamp()),
    )
    return [Put(item.raw())]


def stay_of(row: Item) -> Stay | None:
    """Return when a customer had the place of an index row; None if it is the row of its present place."""
    sk: str = row["sk"]["S"]
    if not sk.startswith(FORMER_PLACE_PREFIX):
        return None
    until, since, _ = sk.removeprefix(FORMER_PLACE_PREFIX).split("#")
    return Stay(int(since), int(until))
