"""Pointers from a customer's partition to its items in other partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import elsewhere_key
from shared.adapters.dynamodb.writes import Key, Put

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.customers.customer import Customer


class ElsewhereItem(TableItem):
    """A pointer to an item of the customer, with the same incarnation, in another partition."""

    incarnation = UnicodeAttribute()
    place_pk = UnicodeAttribute(attr_name="placePk")
    place_sk = UnicodeAttribute(attr_name="placeSk")


def elsewhere_put(customer: Customer, put: Put) -> Put:
    """Return the write of a pointer to an item that is written outside of the customer's partition."""
    return pointer_put(customer.tenant, customer.number, customer.incarnation, put)


def pointer_put(tenant: str, number: str, incarnation: str, put: Put) -> Put:
    """Return the same for the customer of this number and incarnation."""
    place = Key(put.item["pk"]["S"], put.item["sk"]["S"])
    key = elsewhere_key(tenant, number, place)
    item = ElsewhereItem(pk=key.pk, sk=key.sk, incarnation=incarnation, place_pk=place.pk, place_sk=place.sk)
    return Put({**item.raw(), **{name: put.item[name] for name in ("expiresAt",) if name in put.item}})


def place_from(raw: Item) -> Key:
    """Return the key of the item that a pointer names."""
    item: Any = ElsewhereItem.from_raw_data(raw)
    return Key(item.place_pk, item.place_sk)
