"""Items of the next release: in shapes that this one reads, with members that it does not know."""

from typing import Any

from shared.adapters.dynamodb.items.account import AccountItem
from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.items.item import SCHEMA, TableItem
from shared.adapters.dynamodb.items.legal_entity import LegalEntityItem, MembershipItem
from shared.adapters.dynamodb.items.session import SessionItem
from shared.adapters.dynamodb.items.setting import SettingItem
from shared.adapters.dynamodb.keys import SESSION_PREFIX
from shared.adapters.dynamodb.stores.standings import StandingItem
from shared.adapters.dynamodb.writes import Item, Put
from shared.domain import json_text
from shared.runtime.wiring import wiring
from tests.component.customer_data.stored import items_of

NEXT = SCHEMA + 1
UNKNOWN = "ofTheNextRelease"
VALUE = {"of": ["the", "next"], "release": True}
LAYOUTS: dict[str, type[TableItem]] = {
    "PROFILE": CustomerItem,
    "ACCOUNT": AccountItem,
    SESSION_PREFIX.rstrip("#"): SessionItem,
    "CONFIG": SettingItem,
    "TENANT": StandingItem,
    "#ENTITY": LegalEntityItem,
}


def everything_of(tenant: str) -> list[Item]:
    """Every item of a tenant, its configuration included."""
    configuration: Any = TableItem.pk == tenant
    return [*items_of(tenant), *wiring().table.query(configuration, consistent=True)]


def layout_of(raw: Item) -> type[TableItem] | None:
    """Return the layout of an item that is rewritten as a whole, or in whole documents."""
    sort_key = raw["sk"]["S"]
    if "assignments" in raw:
        return MembershipItem
    beginning = sort_key if sort_key.startswith("#") else sort_key.partition("#")[0]
    return LAYOUTS.get(beginning)


def rewritten_by_it(tenant: str) -> int:
    """Have the next release write every item of the tenant in its own shape; return how many."""
    count = 0
    for raw in everything_of(tenant):
        if layout_of(raw) is not None:
            wiring().table.write(Put(extended(raw)))
            count += 1
    return count


def extended(raw: Item) -> Item:
    """Return the item in the next release's shape."""
    item = {**raw, "schema": {"N": str(NEXT)}, UNKNOWN: {"S": json_text.dumps(VALUE)}}
    if layout_of(raw) is CustomerItem:
        details: dict[str, Any] = json_text.loads(raw["details"]["S"])
        details[UNKNOWN] = VALUE
        for references, length in (("accounts", 2), ("legalEntities", 3)):
            for reference in details.get(references, ()):
                reference.extend([None] * (length - len(reference)) + [VALUE])
        item["details"] = {"S": json_text.dumps(details)}
        for name in ("defaultAddress", "addresses"):
            if name in raw:
                item[name] = {"S": json_text.dumps(_extended(json_text.loads(raw[name]["S"])))}
    return item


def _extended(addresses: Any) -> Any:
    if isinstance(addresses, list):
        return [_extended(each) for each in addresses]
    return {**addresses, UNKNOWN: VALUE, "metadata": {**addresses["metadata"], UNKNOWN: VALUE}}


def losses(tenant: str) -> list[str]:
    """The members of the next release that are missing in the items that it has written."""
    return [loss for raw in everything_of(tenant) if layout_of(raw) is not None for loss in _losses(raw)]


def _losses(raw: Item) -> list[str]:
    place = raw["sk"]["S"]
    lost = [] if UNKNOWN in raw and raw["schema"] == {"N": str(NEXT)} else [place]
    if layout_of(raw) is CustomerItem:
        details = json_text.loads(raw["details"]["S"])
        lost += [] if details.get(UNKNOWN) == VALUE else [f"{place} details"]
        for references in ("accounts", "legalEntities"):
            lost += [f"{place} {references}" for each in details.get(references, ()) if each[-1] != VALUE]
        for name in ("defaultAddress", "addresses"):
            stored = json_text.loads(raw[name]["S"]) if name in raw else []
            for address in stored if isinstance(stored, list) else [stored]:
                kept = address.get(UNKNOWN) == address["metadata"].get(UNKNOWN) == VALUE
                lost += [] if kept else [f"{place} {address['id']}"]
    return lost
