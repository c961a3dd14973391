"""Entries that EventBridge takes for the bus, and the events that it makes of them."""

from typing import Any

import pytest

from local.bus.entries import BUS_NAME, DEFAULT_BUS, EntryRefused, bus_event, size_of
from shared.domain import json_text

ENTRY = {"Source": "a-service", "DetailType": "something.happened", "Detail": '{"amount": 1.50}'}


def test_an_entry_becomes_an_event_with_every_digit_of_its_detail() -> None:
    event = bus_event({**ENTRY, "EventBusName": BUS_NAME, "Time": 1795338000.9, "Resources": ["a"]})

    event.envelope.pop("id")
    assert event.bus == BUS_NAME
    assert json_text.dumps(event.envelope) == (
        '{"version":"0","detail-type":"something.happened","source":"a-service","account":"000000000000",'
        '"time":"2026-11-22T09:00:00Z","region":"eu-central-1","resources":["a"],"detail":{"amount":1.50}}'
    )


def test_every_event_has_an_id_of_its_own_and_goes_on_the_default_bus_by_default() -> None:
    one, other = bus_event(ENTRY), bus_event(ENTRY)

    assert one.envelope["id"] != other.envelope["id"]
    assert one.bus == DEFAULT_BUS


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Source": ""}, "InvalidArgument"),
        ({"Source": None}, "InvalidArgument"),
        ({"DetailType": ""}, "InvalidArgument"),
        ({"DetailType": 1}, "InvalidArgument"),
        ({"DetailType": "x" * 129}, "InvalidArgument"),
        ({"Resources": "arn"}, "InvalidArgument"),
        ({"Resources": [1]}, "InvalidArgument"),
        ({"Detail": ""}, "InvalidArgument"),
        ({"Detail": {}}, "InvalidArgument"),
        ({"Detail": "{"}, "MalformedDetail"),
        ({"Detail": "[]"}, "MalformedDetail"),
        ({"Detail": '"text"'}, "MalformedDetail"),
        ({"Detail": "null"}, "MalformedDetail"),
        ({"Source": "aws.ses"}, "NotAuthorizedForSourceException"),
        ({"EventBusName": "another"}, "ResourceNotFoundException"),
    ],
)
def test_an_entry_that_eventbridge_refuses_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(EntryRefused) as refused:
        bus_event({**ENTRY, **changes})

    assert refused.value.code == code


def test_only_aws_sends_events_of_its_services() -> None:
    assert bus_event({**ENTRY, "Source": "aws.ses"}, of_aws=True).envelope["source"] == "aws.ses"


@pytest.mark.parametrize(
    ("entry", "size"),
    [
        ({}, 0),
        ({"Source": "ü", "DetailType": "ab", "Detail": "{}"}, 6),
        ({"Source": "ü", "DetailType": "ab", "Detail": "{}", "Time": 1.0, "Resources": ["abc"]}, 23),
    ],
)
def test_bytes_are_counted_as_eventbridge_counts_them(entry: dict[str, Any], size: int) -> None:
    assert size_of(entry) == size
