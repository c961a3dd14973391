"""The keys that writes and queries name, so that a caller's reach can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.writes import Key, Put, Update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.writes import Write

_PARTITION_KEYS = frozenset({"pk", "realm"})  # of the table, and of its indexes


class OutOfReach(Exception):
    """An item is neither the tenant's nor in an annex: an error in the program. Nothing was read or written.

    It does not name the item, as keys contain e-mail addresses.
    """


def keys_of(write: Write) -> Iterator[Key]:
    """Yield the keys that a write names: the item's own, and the index partition that lists it."""
    if isinstance(write, Put):
        yield Key(write.item["pk"]["S"], write.item["sk"]["S"])
        if "realm" in write.item:
            yield Key(write.item["realm"]["S"], "")
    else:
        yield write.key
    if isinstance(write, Update):
        yield from (Key(realm, "") for realm in map(_new_realm, write.actions) if realm is not None)


def _new_realm(action: Any) -> str | None:  # noqa: ANN401 - pynamodb's parts of an action have no common type
    """Return the index partition that an action moves an item to, if it does."""
    place, *values = action.values
    if str(place) != "realm" or not values:
        return None
    ((_, written),) = values[0].value.items()
    return str(written)


def queried(condition: Any) -> Key:  # noqa: ANN401 - as above
    """Return the partition that a query reads, and the beginning of the sort keys, if it names one."""
    beginning = ""
    if condition.operator == "AND":
        condition, within = condition.values
        if within.operator == "begins_with":
            beginning = _text(within)
    if condition.operator != "=" or str(condition.values[0]) not in _PARTITION_KEYS:
        raise OutOfReach
    return Key(_text(condition), beginning)


def _text(condition: Any) -> str:  # noqa: ANN401 - as above
    text: str = condition.values[1].value["S"]
    return text
