"""A tenant's items in the table, and deletions as they come out of their queue."""

import os
from typing import Any

from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.writes import Item
from shared.domain.messages.events import Event, EventName
from tests.component.events.stream import Stream
from tests.component.messages.queues import consume
from triggers import on_customer_deleted

Handler = Any


def items_of(tenant: str) -> list[Item]:
    """Return every item whose key begins with the tenant, except its configuration."""
    client: Any = aws_session().create_client(
        "dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
    )
    pages = client.get_paginator("scan").paginate(
        TableName=os.environ["TABLE_NAME"],
        ConsistentRead=True,
        FilterExpression="begins_with(pk, :tenant)",
        ExpressionAttributeValues={":tenant": {"S": f"{tenant}#"}},
    )
    return [item for page in pages for item in page["Items"]]


def place(raw: Item) -> tuple[str, str]:
    """The letter of an item's partition, and what its sort key says before the first sign."""
    return raw["pk"]["S"].split("#")[1], raw["sk"]["S"].partition("#")[0]


def places_of(tenant: str) -> set[tuple[str, str]]:
    """Return the places of the tenant's items; those of legal entities, named after customers, as `*`."""
    places = {place(raw) for raw in items_of(tenant)}
    return {(letter, "*" if letter in {"L", "M"} else name) for letter, name in places}


class Deletions:
    """The events of deleted customers of a tenant."""

    def __init__(self, tenant: str, engine_url: str) -> None:
        self._tenant = tenant
        self._stream = Stream(engine_url)

    def taken(self) -> list[Event]:
        """Those since the last look."""
        events = self._stream.events(self._tenant)
        return [event for event in events if event.name is EventName.DELETED]

    def dealt_with(self, handler: Handler = on_customer_deleted.lambda_handler) -> None:
        """Give those since the last look to the function, without fail."""
        assert clean_up(*self.taken(), handler=handler) == []


def clean_up(*events: Event, handler: Handler = on_customer_deleted.lambda_handler) -> list[int]:
    """Give the events to the function. Returns the positions of those that are retried."""
    return consume(handler, *((event.name, event.detail()) for event in events))
