"""The events that the writes of a test lead to."""

import re

from tests.component.events.stream import Bus, Document, Stream, publish


class Heard:
    """The events that the writes of a test lead to."""

    def __init__(self, tenant: str, stream: Stream, bus: Bus) -> None:
        self.tenant = tenant
        self.stream = stream
        self.bus = bus

    def records(self) -> list[Document]:
        return self.stream.records(self.tenant)

    def all(self) -> list[tuple[str, Document]]:
        """Name and detail of every event, what its envelope and its head say checked on the way."""
        assert publish(self.records()) == []
        return self.taken()

    def taken(self) -> list[tuple[str, Document]]:
        events = []
        for event in self.bus.taken():
            assert event["source"] == "customer-service"
            assert event["detail"]["tenant"] == self.tenant
            assert re.fullmatch(r"[0-9a-f]{32}", event["detail"]["eventId"])
            assert re.fullmatch(r"20\d\d-\d\d-\d\dT[\d:]{8}\.\d{3}Z", event["detail"]["occurredAt"])
            events.append((event["detail-type"], event["detail"]))
        return events

    def names(self) -> list[str]:
        return sorted(name for name, _ in self.all())

    def only(self, name: str) -> Document:
        (detail,) = [detail for found, detail in self.all() if found == name]
        return detail


def said(detail: Document) -> Document:
    """Return the members of an event besides those that every event has."""
    return {name: value for name, value in detail.items() if name not in {"tenant", "eventId", "occurredAt"}}
