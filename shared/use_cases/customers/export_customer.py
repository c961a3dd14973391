"""Everything that is held about one customer, to be handed to that person (GDPR, article 15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain import json_text
from shared.domain.callers.access import Access, Caller
from shared.domain.errors import CustomerNotFound
from shared.domain.history.entries import Entry, entry_document
from shared.domain.history.exported_parts import of_services, within_reach_since
from shared.domain.history.reach import in_reach_since, within_reach
from shared.domain.instants import instant_text, now
from shared.ports.customers import CustomerHoldings, CustomerReader
from shared.ports.lists import CustomerDirectory
from shared.ports.projections import HistoryReader
from shared.use_cases.customers.every_customer import every_customer
from shared.use_cases.customers.get_customer import get_customer

OMITTED = (
    ("hashes of passwords", "secret; the scheme is named"),
    ("what one-time tokens and the tokens of sessions are made from", "secret"),
    ("keyed hashes of wrong passwords and of the bodies of calls", "secret; their number is given"),
    ("network addresses that wrong passwords were tried from", "may be those of other persons"),
    ("sort keys of indexes, and numbers that tell writes apart", "repeat the profile, or mean nothing"),
    ("words by which staff search customers", "made from the profile, and repeat it"),
    (
        "how many messages went to an address that the customer has asked to change to",
        "counted for the address, whoever asks",
    ),
    (
        "answers to refused calls with an Idempotency-Key that quote an e-mail address",
        "kept for 24 hours by the caller's key, and not found by the customer",
    ),
    ("contexts of visits that the customer has logged in from", "name no customer, and expire in 24 hours"),
    ("that others' profiles name this customer as who changed them last", "belongs to those profiles"),
    ("backups of the table (35 days)", "expire, and hold nothing but what the table held"),
    ("events that could not be published (30 days) or handled (14 days)", "expire likewise"),
)
"""The facts that the document leaves out, and why."""
_MOST_HISTORY = 2_000_000
"""Bytes of an answer that entries may take, so that there is room for everything else."""


@dataclass(frozen=True, kw_only=True)
class ExportPorts:
    """Ports for exporting a customer to a caller."""

    customers: CustomerReader
    holdings: CustomerHoldings
    histories: HistoryReader


def export_customer(holdings: CustomerHoldings, tenant: str, number: str) -> Mapping[str, Any]:
    """Return the document about a customer, or about what is left of a deleted one.

    Raises `CustomerNotFound`.
    """
    held = holdings.of(tenant, number)
    if not held:
        raise CustomerNotFound(number)
    return _document(tenant, number, held, OMITTED)


def export_within_reach(
    ports: ExportPorts, caller: Caller, access: Access, tenant: str, number: str
) -> Mapping[str, Any]:
    """Return the document about a customer as far as the caller may see it, with the latest of the history.

    Raises `CustomerNotFound`, also for one of whom only a mark is left.
    """
    customer = get_customer(ports.customers, tenant, number, access)
    wide = access.wide
    held = ports.holdings.of(tenant, number, with_history=False)
    # It may have been deleted, or moved out of reach, since it was read.
    if wide is None or "profile" not in held or not wide.covers(held["profile"].get("restriction")):
        raise CustomerNotFound(number)
    latest, without_room = _latest(within_reach(ports.histories.newest_first(customer), wide))
    held, omitted = of_services(held, caller)
    if wide.restrictions is not None:
        since = in_reach_since((entry for entry, _ in latest), held["profile"]["metadata"]["version"])
        held, left_out = within_reach_since(held, since)
        omitted += left_out
    held["history"] = [shown for _, shown in latest]
    if without_room is not None:
        what = f"changes before version {latest[-1][0].version}" if latest else "all changes"
        omitted.append((what, "too large for one answer; the customer's history has them"))
    return _document(tenant, number, held, (*OMITTED, *omitted))


def _latest(entries: Iterable[Entry]) -> tuple[list[tuple[Entry, Mapping[str, Any]]], Entry | None]:
    """Return the entries that an answer has room for, as it shows them, and the first one that it has not."""
    room = _MOST_HISTORY
    latest: list[tuple[Entry, Mapping[str, Any]]] = []
    for entry in entries:
        shown = {"entry": entry_document(entry)}
        room -= json_text.size_as_text(json_text.dumps(shown)) + 1
        if room < 0:
            return latest, entry
        latest.append((entry, shown))
    return latest, None


def _document(
    tenant: str, number: str, held: Mapping[str, Any], omitted: Iterable[tuple[str, str]]
) -> Mapping[str, Any]:
    return {
        "tenant": tenant,
        "customerNumber": number,
        "exportedAt": instant_text(now()),
        **held,
        "omitted": [{"what": what, "why": why} for what, why in omitted],
    }


def numbers_of(directory: CustomerDirectory, tenant: str, email: str) -> Iterable[str]:
    """Return the numbers of customers with this e-mail address, as log-in or contact, in order."""
    quoted = email.replace("\\", "\\\\").replace('"', '\\"')
    found = (every_customer(directory, tenant, f'{field}:"{quoted}"') for field in ("email", "contactEmail"))
    return sorted({customer.number for customers in found for customer in customers})
