"""The commands `events`."""

import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.terminal.command import Group
from cli.terminal.failures import CommandFailed
from cli.terminal.output import counted, done, json_option
from cli.terminal.place import Place, place_options, with_place
from shared.domain import json_text
from shared.domain.instants import instant_text

if TYPE_CHECKING:
    from cli.dead_letters import DeadLetters
    from local.bus.store import Bus

_NEWEST = 10
_EVERY_SECONDS = 0.3

Document = dict[str, Any]


@click.group("events", cls=Group)
@place_options
def events() -> None:
    """Follow the event bus, put events on it, and retry those that could not be handled."""


@events.command("tail")
@click.option("--once", is_flag=True, help="Print all stored events, and exit.")
@click.option("--tenant", metavar="NAME", help="Only events of this tenant.")
@click.option(
    "--name",
    "beginning",
    metavar="PREFIX",
    default="",
    help="Only events whose name begins with PREFIX, such as customer.created.",
)
@json_option
@with_place
def tail(
    place: Place,
    *,
    once: bool,
    tenant: str | None,
    beginning: str,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Follow the event bus of `make run`.

    Prints the last ten events and then each new one until Ctrl-C, one JSON document per line. Events are
    printed as EventBridge delivers them, including one-time tokens: this is your own machine.
    """

    def is_wanted(text: str) -> bool:
        event: Document = json_text.loads(text)
        if tenant is not None and event["detail"].get("tenant") != tenant:
            return False
        return bool(event["detail-type"].startswith(beginning))

    if place.on_aws:
        raise CommandFailed(
            "EventBridge does not store events; give the bus a rule that sends them to a log group, then "
            "follow that with `aws logs tail`"
        )
    with _local_bus(place) as bus:
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
@click.option("--bus", metavar="NAME", help="A bus on AWS (with --stack: the stack's).")
@json_option
@with_place
def put(place: Place, *, file: str, bus: str | None, as_json: bool) -> None:
    """Put events on the bus of `make run`, whether that is running or not, or on a bus on AWS.

    FILE, or - for standard input, holds one event or a list of events, as JSON:

    \b
      {"detail-type": "client-management.legalentity-created", "detail": {"tenant": "acme", ...}}

    An event may also have "time", "resources" and "source" (default: the detail-type up to its first dot), so
    the output of `tail` can be put again. An event whose source begins with aws. goes to the default bus, as
    on AWS; AWS itself does not let anyone put such events. Name resources by their logical ids in
    template.yaml: a bounce has the "ses:configuration-set" MailConfiguration.
    """
    from cli.event_entries import entries_of, local_events, put_on_aws

    entries = entries_of(file)
    if bus is not None or place.on_aws:
        place.use_aws()
        put_on_aws(entries, bus or place.output("EventBusName"))
    else:
        from local.bus.store import Bus
        from local.stack.template import load_template
        from local.triggers.topology import topology_of

        of_laptop = local_events(entries)
        with Bus(place.local_state(), topology_of(load_template()).rules) as local_bus:
            local_bus.put(of_laptop)
    done(f"put {counted(len(entries), 'event')} on the bus", {"put": len(entries)}, as_json=as_json)


@events.command("dead")
@json_option
@with_place
def dead(place: Place, *, as_json: bool) -> None:  # noqa: ARG001 - it prints nothing else
    """Print the messages that no try could handle, one JSON document per line.

    With --stack, these are the messages in the stack's dead-letter queue; they stay there.
    """
    if place.on_aws:
        _print(json_text.dumps(message) for message in _dead_letters(place).messages())
        return
    with _local_bus(place) as bus:
        for message in bus.dead():
            sent = instant_text(datetime.fromtimestamp(message.sent, UTC))
            found = {"queue": message.queue, "sentAt": sent, "receives": message.receives}
            _print([json_text.dumps({**found, "event": json_text.loads(message.body)})])


@events.command("redrive")
@json_option
@with_place
def redrive(place: Place, *, as_json: bool) -> None:
    """Move the messages that `events dead` prints back to their queues, to be tried again."""
    if place.on_aws:
        count = _dead_letters(place).redrive()
    else:
        with _local_bus(place) as bus:
            count = bus.redrive()
    queues = "its queue" if count == 1 else "their queues"
    done(f"moved {counted(count, 'message')} back to {queues}", {"redriven": count}, as_json=as_json)


def _local_bus(place: Place) -> "Bus":
    from local.bus.store import Bus

    return Bus(place.local_state(), rules=())


def _dead_letters(place: Place) -> "DeadLetters":
    from cli.dead_letters import DeadLetters

    return DeadLetters(place.output("DeadLetterQueueArn"))
