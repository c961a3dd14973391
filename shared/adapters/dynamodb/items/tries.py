"""Items that count: wrong passwords, and how often something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path

from shared.adapters.dynamodb.items.item import TableItem
from shared.domain.log_in.throttling import AccountTries, SourceLogIn

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.log_in.throttling import Try

TRY_PREFIX, LOG_IN_PREFIX = "T#", "L#"
"""The beginnings of the names of a try's and of a source's attribute."""


class AccountTriesItem(TableItem):
    """Passwords tried for one e-mail address, and the sources of log-ins; see `AccountTries`.

    Each try is an attribute `T#<source>#<password>` with its time, each source one `L#<source>` with time and
    incarnation, so that a log-in changes its own ones whatever rivals write. `write_id`: changes with every
    write.
    """

    write_id = UnicodeAttribute(attr_name="writeId")
    cleared_at = NumberAttribute(attr_name="clearedAt", null=True)


class CountItem(TableItem):
    """A count of events in a window of time that ends at `expiresAt`."""

    times = NumberAttribute()


def account_tries_from(raw: Item | None) -> AccountTries:
    """Return the tries in an item; none where there is no item."""
    if raw is None:
        return AccountTries()
    tried, log_ins = {}, {}
    for name, value in raw.items():
        if name.startswith(TRY_PREFIX):
            _, source, password = name.split("#")
            tried[source, password] = float(value["N"])
        elif name.startswith(LOG_IN_PREFIX):
            at, _, incarnation = value["S"].partition(" ")
            log_ins[name.removeprefix(LOG_IN_PREFIX)] = SourceLogIn(float(at), incarnation)
    return AccountTries(tried, log_ins, float(raw["clearedAt"]["N"]) if "clearedAt" in raw else 0.0)


def try_counted(each: Try, at: float) -> Action:
    """Return the action that counts a try."""
    return _of_try(each).set(at)


def try_forgotten(each: Try) -> Action:
    """Return the action that forgets a try."""
    return _of_try(each).remove()


def source_remembered(source: str, log_in: SourceLogIn) -> Action:
    """Return the action that remembers the source of a log-in."""
    return _of_source(source).set(f"{log_in.at!r} {log_in.incarnation}")


def source_forgotten(source: str) -> Action:
    """Return the action that forgets the source of a log-in."""
    return _of_source(source).remove()


def _of_try(each: Try) -> Path:
    source, password = each
    return Path([f"{TRY_PREFIX}{source}#{password}"])


def _of_source(source: str) -> Path:
    return Path([LOG_IN_PREFIX + source])
