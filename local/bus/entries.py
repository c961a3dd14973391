"""Entries of EventBridge's PutEvents: checked as EventBridge checks them, and made into events on a bus."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local.stack.invocation import ACCOUNT, REGION
from shared.domain import json_text

BUS_NAME = "customers"
DEFAULT_BUS = "default"
OF_AWS = "aws."
ENTRY_BYTES = 256 * 1024

Document = dict[str, Any]
_REQUIRED = ("Source", "DetailType", "Detail")
_LONGEST_DETAIL_TYPE = 128
_TIME_BYTES = 14


class EntryRefused(Exception):
    """EventBridge rejects the entry; its code, and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class BusEvent:
    """An event on a bus, as EventBridge delivers it."""

    bus: str
    envelope: Document = field(repr=False)


def bus_event(entry: Mapping[str, Any], *, of_aws: bool = False) -> BusEvent:
    """Return the event of an entry, whose `Time` is in seconds since the epoch. Raises `EntryRefused`.

    `of_aws`: AWS itself publishes it; nobody else can put such an event on a bus.
    """
    for name in _REQUIRED:
        if not isinstance(entry.get(name), str) or not entry[name]:
            reason = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            raise EntryRefused("InvalidArgument", reason)
    resources = entry.get("Resources", [])
    if not isinstance(resources, list) or not all(isinstance(each, str) for each in resources):
        raise EntryRefused(
            "InvalidArgument", "Parameter Resources is not valid. Reason: it is not a list of strings."
        )
    if len(entry["DetailType"]) > _LONGEST_DETAIL_TYPE:
        reason = f"Parameter DetailType is not valid. Reason: it is longer than {_LONGEST_DETAIL_TYPE}."
        raise EntryRefused("InvalidArgument", reason)
    if entry["Source"].startswith(OF_AWS) and not of_aws:
        raise EntryRefused("NotAuthorizedForSourceException", "Not authorized for the source.")
    bus = entry.get("EventBusName") or DEFAULT_BUS
    if bus not in {BUS_NAME, DEFAULT_BUS}:
        raise EntryRefused("ResourceNotFoundException", f"Event bus {bus} does not exist.")
    time = datetime.fromtimestamp(entry["Time"], UTC) if "Time" in entry else datetime.now(UTC)
    envelope = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        "account": ACCOUNT,
        "time": f"{time:%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": resources,
        "detail": _detail(entry["Detail"]),
    }
    return BusEvent(bus, envelope)


def size_of(entry: Mapping[str, Any]) -> int:
    """Return the bytes that EventBridge counts."""
    texts = [entry[name] for name in _REQUIRED if isinstance(entry.get(name), str)]
    texts += entry.get("Resources", [])
    return sum(len(text.encode()) for text in texts) + (_TIME_BYTES if "Time" in entry else 0)


def _detail(text: str) -> Document:
    try:
        detail = json_text.loads_strictly(text.encode())
    except ValueError:
        detail = None
    if not isinstance(detail, dict):
        raise EntryRefused("MalformedDetail", "Detail is malformed.")
    return detail
