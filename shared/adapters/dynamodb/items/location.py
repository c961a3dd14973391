"""How a location is laid out in its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import size

from shared.adapters.dynamodb.items.item import (
    DocumentAttribute,
    InstantAttribute,
    TableItem,
    item_size,
    rest_of,
)
from shared.adapters.dynamodb.keys import directory_key, location_key, locations_realm, tenant_and_company
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.writes import Put, Update
from shared.domain import json_text
from shared.domain.companies.location_rules import MAX_USERS, Location
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item

MAX_LOCATION_BYTES = 6 * 1024
"""Companies have up to 30 copies of locations in their own item, which all lists read."""


class LocationItem(TableItem):
    """A location (see `Location`). `users`: the companies that have it; none where no company does.

    `details`: what lists need.
    """

    realm = UnicodeAttribute()
    directory_key = UnicodeAttribute(attr_name="directoryKey")
    name_key = UnicodeAttribute(attr_name="nameKey")
    type = UnicodeAttribute(null=True)
    version = NumberAttribute()
    modified_at = InstantAttribute(attr_name="modifiedAt")
    details = DocumentAttribute()
    mixins = DocumentAttribute(null=True)
    users = UnicodeSetAttribute(null=True)
    write_id = UnicodeAttribute(attr_name="writeId")


def location_from(raw: Item) -> Location:
    """Return the location of an item, whole or as the directory has it: without `mixins` and users."""
    tenant, location_id = tenant_and_company(raw["pk"]["S"])
    return Location(
        tenant=tenant,
        id=location_id,
        created_at=instant_from(raw["directoryKey"]["S"].partition("#")[0]),
        modified_at=instant_from(raw["modifiedAt"]["S"]),
        profile=json_text.loads(raw["details"]["S"]),
        mixins=json_text.loads(raw["mixins"]["S"]) if "mixins" in raw else {},
        version=int(raw["version"]["N"]),
        users=frozenset(raw["users"]["SS"]) if "users" in raw else frozenset(),
        write_id=raw["writeId"]["S"] if "writeId" in raw else None,
        rest=rest_of(LocationItem, raw),
    )


def location_put(current: Location | None, after: Location, write_id: str) -> Put:
    """Return the write of a location: of a new one, or in the place of the current one, unless a rival was.

    Raises `ValidationFailed` when it is too large.
    """
    key = location_key(after.tenant, after.id)
    item = LocationItem(
        pk=key.pk,
        sk=key.sk,
        realm=locations_realm(after.tenant),
        directory_key=directory_key(instant_text(after.created_at), after.id),
        name_key=order_key(after.profile.get("name"), after.id),
        type=after.profile.get("type"),
        version=after.version,
        modified_at=after.modified_at,
        details=dict(after.profile),
        mixins=dict(after.mixins) or None,
        users=set(after.users) or None,
        write_id=write_id,
    )
    if item_size({name: each for name, each in item.raw().items() if name != "users"}) > MAX_LOCATION_BYTES:
        raise ValidationFailed(Problem(f"the location is larger than {MAX_LOCATION_BYTES} bytes"))
    if current is None:
        return Put(item.raw(), LocationItem.pk.does_not_exist())
    return Put({**item.raw(), **current.rest}, is_current(current))


def is_current(location: Location) -> Condition:
    """Return the condition that the location, and who has it, is as it was read."""
    users: Any = LocationItem.users
    same: Any = users == set(location.users) if location.users else users.does_not_exist()
    return (LocationItem.write_id == location.write_id) & same


def taken_by(location: Location, company_id: str) -> Update:
    """Return the write that a company has the location, of which it has a copy as it was read."""
    users: Any = LocationItem.users
    number: Any = size("users")  # type: ignore[no-untyped-call]
    has_room = users.does_not_exist() | (number < MAX_USERS)
    unchanged = (LocationItem.write_id == location.write_id) & has_room
    return Update(location_key(location.tenant, location.id), [users.add({company_id})], unchanged)


def left_by_all(location: Location, company_ids: Sequence[str]) -> Update:
    """Return the write that these companies do not have the location, which is as it was read."""
    users: Any = LocationItem.users
    key = location_key(location.tenant, location.id)
    return Update(key, [users.delete(set(company_ids))], is_current(location))


def left_by(tenant: str, location_id: str, company_id: str) -> Update:
    """Return the write that a company does not have the location any more."""
    users: Any = LocationItem.users
    return Update(location_key(tenant, location_id), [users.delete({company_id})], users.exists())
