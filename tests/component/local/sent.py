"""An event of the bus and a mail, as tests of the laptop have them."""

from typing import Any

from local.bus.entries import BUS_NAME, BusEvent, bus_event
from local.mailbox.store import Mail
from shared.domain import json_text


def event(name: str = "item.created", bus: str = BUS_NAME, **detail: Any) -> BusEvent:
    entry = {"Source": "sample", "DetailType": name, "Detail": json_text.dumps(detail), "EventBusName": bus}
    return bus_event(entry)


def mail(subject: str, to: str = "anna@example.com", text: str = "How are you?") -> Mail:
    return Mail(
        sender="shop@example.com",
        to=to,
        subject=subject,
        text=text,
        html="<p>How are you?</p>",
        tags={"tenant": "acme", "kind": "PASSWORD_RESET"},
    )
