"""The commands `events`."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.command import Group
from cli.failures import CommandFailed
from cli.output import done, json_option
from cli.place import Place, place_options, with_place
from local.bus.entries import (
    BUS_NAME,
    DEFAULT_BUS,
    ENTRY_BYTES,
    OF_AWS,
    BusEvent,
    EntryRefused,
    bus_event,
    size_of,
)
from shared.domain import json_text
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from local.bus.store import Bus, Rule

_STDIN = "-"
_NEWEST = 10
_EVERY_SECONDS = 0.3

Document = dict[str, Any]


@click.group("events", cls=Group)
@place_options
def events() -> None:
    """Follow the bus of events, put events on it, and see what became of them."""


@events.command("tail")
@click.option("--once", is_flag=True, help="Print all events that are kept, and end.")
@click.option("--tenant", metavar="NAME", help="Only events of this tenant.")
@click.option(
    "--name",
    "beginning",
    metavar="PREFIX",
    default="",
    help="Only events whose name begins so: customer.created",
)
@with_place
def tail(place: Place, *, once: bool, tenant: str | None, beginning: str) -> None:
    """Follow the bus of `make run`.

    Prints the last ten events and each that comes, until Ctrl-C, one JSON document a line. They are what
    EventBridge passes on, one-time tokens included: it is your own machine.
    """

    def is_wanted(text: str) -> bool:
        event: Document = json_text.loads(text)
        if tenant is not None and event["detail"].get("tenant") != tenant:
            return False
        return bool(event["detail-type"].startswith(beginning))

    with _bus(place) as bus:
        last, found = 0, bus.events()
        wanted = [text for _, text in found if is_wanted(text)]
        _print(wanted if once else wanted[-_NEWEST:])
        while not once:
            time.sleep(_EVERY_SECONDS)
            last = found[-1][0] if found else last
            found = bus.events(after=last)
            _print(text for _, text in found if is_wanted(text))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()


@events.command("put")
@click.argument("file", metavar="FILE")
@click.option("--bus", metavar="NAME", help="A bus on AWS; with --stack it is that of the stack.")
@json_option
@with_place
def put(place: Place, *, file: str, bus: str | None, as_json: bool) -> None:
    """Put events on the bus of `make run`, whether that is running or not, or on one on AWS.

    FILE, or - for standard input, holds one event or a list of them, as JSON:

    \b
      {"detail-type": "client-management.legalentity-created", "detail": {"tenant": "acme", ...}}

    Also read are "source" (otherwise what the detail-type begins with), "time" and "resources", so that what
    `tail` prints can be put again. Events whose source begins with aws. are put where AWS puts them, on the
    default bus; on AWS that is refused. Resources that rules of template.yaml refer to are called as there: a
    bounce has the "ses:configuration-set" MailConfiguration.
    """
    entries = [_entry(event, f"event {number}") for number, event in enumerate(_events(file), 1)]
    if bus is not None or place.on_aws:
        _put_on_aws(place, entries, bus)
    else:
        from local.template import load_template
        from local.triggers.topology import topology_of

        rules = topology_of(load_template()).rules
        of_laptop = [_local_event(entry, f"event {number}") for number, entry in enumerate(entries, 1)]
        with _bus(place, rules) as local_bus:
            local_bus.put(of_laptop)
    count = len(entries)
    done(f"put {count} {'event' if count == 1 else 'events'} on the bus", {"put": count}, as_json=as_json)


def _events(file: str) -> list[Any]:
    try:
        raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        content = json_text.loads_strictly(raw)
    except OSError as error:
        raise CommandFailed(f"{file}: {error.strerror}") from None
    except ValueError:
        raise CommandFailed(f"{'standard input' if file == _STDIN else file} is not JSON") from None
    return content if isinstance(content, list) else [content]


def _entry(event: Any, name: str) -> Document:  # noqa: ANN401 - any JSON value
    """What PutEvents takes for it, but for the bus."""
    match event:
        case {"detail-type": str(detail_type), "detail": dict(detail)} if detail_type:
            entry: Document = {"DetailType": detail_type, "Detail": json_text.dumps(detail)}
        case _:
            raise CommandFailed(f'{name} is no object with a text as "detail-type" and an object as "detail"')
    entry["Source"] = event.get("source") or detail_type.partition(".")[0]
    if event.get("resources"):
        entry["Resources"] = event["resources"]
    if "time" in event:
        try:
            time = instant_from(event["time"])
        except (ValueError, TypeError):
            raise CommandFailed(f"{name} has a time that is not in the form of ISO 8601") from None
        entry["Time"] = (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    return entry


def _local_event(entry: Document, name: str) -> BusEvent:
    of_aws = str(entry["Source"]).startswith(OF_AWS)
    try:
        event = bus_event({**entry, "EventBusName": DEFAULT_BUS if of_aws else BUS_NAME}, of_aws=of_aws)
    except EntryRefused as refusal:
        raise CommandFailed(f"{name}: {refusal}") from None
    if size_of(entry) > ENTRY_BYTES:
        raise CommandFailed(f"{name} has more than {ENTRY_BYTES} bytes")
    return event


def _put_on_aws(place: Place, entries: Sequence[Document], bus: str | None) -> None:
    import botocore.session
    from botocore.exceptions import BotoCoreError, ClientError

    from cli.aws_failures import sentence_of

    place.use_aws()
    name = bus or place.output("EventBusName")
    client: Any = botocore.session.get_session().create_client("events")
    for number, entry in enumerate(entries, 1):
        try:
            (result,) = client.put_events(Entries=[{**entry, "EventBusName": name}])["Entries"]
        except (BotoCoreError, ClientError) as error:
            reason = sentence_of(error)
        else:
            if "ErrorCode" not in result:
                continue
            reason = f"{result['ErrorCode']}: {result['ErrorMessage']}"
        raise CommandFailed(f"event {number} and those behind it were not put: {reason}")


@events.command("dead")
@json_option
@with_place
def dead(place: Place, *, as_json: bool) -> None:  # noqa: ARG001 - it prints nothing else
    """Print messages that a function was given too often in vain, one JSON document a line."""
    with _bus(place) as bus:
        for message in bus.dead():
            sent = instant_text(datetime.fromtimestamp(message.sent, UTC))
            found = {"queue": message.queue, "sentAt": sent, "receives": message.receives}
            print(json_text.dumps({**found, "event": json_text.loads(message.body)}))


@events.command("redrive")
@json_option
@with_place
def redrive(place: Place, *, as_json: bool) -> None:
    """Give those messages to their functions once more."""
    with _bus(place) as bus:
        count = bus.redrive()
    done(f"{count} messages are in their queues again", {"redriven": count}, as_json=as_json)


def _bus(place: Place, rules: Sequence[Rule] = ()) -> Bus:
    from local.bus.store import Bus

    if place.on_aws:
        raise CommandFailed("the bus is of `make run`, so it does not go with --table")
    return Bus(place.local_state(), rules)
