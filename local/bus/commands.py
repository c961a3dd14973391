"""The command `events`."""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

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
from local.bus.store import Bus, BusFailed, Rule
from local.template import load_template
from local.triggers.topology import topology_of
from shared.domain import json_text
from shared.domain.instants import instant_from, instant_text

_STDIN = "-"
_NEWEST = 10
_INTERRUPTED = 130
_EVERY_SECONDS = 0.3

Document = dict[str, Any]
_TAIL = """Print the events of the bus of `make run`, one JSON document a line: the last ten, and each that
comes, until Ctrl-C. They are what EventBridge passes on, one-time tokens included: it is your own machine."""
_PUT = f"""Put events on the bus of `make run`, whether that is running or not, or on one on AWS.

FILE holds one event or a list of them, as JSON:
  {{"detail-type": "client-management.legalentity-created", "detail": {{"tenant": "acme", ...}}}}
Heeded are also "source" (else what the detail-type begins with), "time" and "resources", so that what `tail`
prints can be put again. Events whose source begins with {OF_AWS} are put where AWS puts them, on the default
bus; on AWS that is refused. Resources that rules of template.yaml refer to are called as there: a bounce has
the "ses:configuration-set" MailConfiguration."""


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add it with its actions."""
    actions = commands.add_parser("events", help="events of the bus, and what became of them").add_subparsers(
        required=True, metavar="ACTION"
    )
    raw = argparse.RawDescriptionHelpFormatter
    tail = actions.add_parser("tail", help="follow the bus", description=_TAIL, formatter_class=raw)
    tail.add_argument("--once", action="store_true", help="print all events that are kept, and end")
    tail.add_argument("--tenant", help="only events of this tenant")
    tail.add_argument("--name", metavar="PREFIX", help="only events whose name begins so: customer.created")
    tail.set_defaults(command=_tail)
    put = actions.add_parser("put", help="put events on the bus", description=_PUT, formatter_class=raw)
    put.add_argument("file", metavar="FILE", help="or - for standard input")
    put.add_argument("--bus", metavar="NAME", help="a bus on AWS, with the usual AWS credentials and region")
    put.set_defaults(command=_put)
    dead = actions.add_parser("dead", help="print messages that a function was given too often in vain")
    dead.set_defaults(command=_dead)
    redrive = actions.add_parser("redrive", help="give those messages to their functions once more")
    redrive.set_defaults(command=_redrive)


def _tail(options: argparse.Namespace) -> None:
    with _bus(options) as bus:
        last, events = 0, bus.events()
        wanted = [text for _, text in events if _is_wanted(text, options)]
        try:
            _print(wanted if options.once else wanted[-_NEWEST:])
            while not options.once:
                time.sleep(_EVERY_SECONDS)
                last = events[-1][0] if events else last
                events = bus.events(after=last)
                _print([text for _, text in events if _is_wanted(text, options)])
        except BrokenPipeError:
            # Whoever read has seen enough. What is still buffered must not fail once more at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)


def _is_wanted(text: str, options: argparse.Namespace) -> bool:
    event: Document = json_text.loads(text)
    if options.tenant is not None and event["detail"].get("tenant") != options.tenant:
        return False
    return bool(event["detail-type"].startswith(options.name or ""))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()


def _put(options: argparse.Namespace) -> None:
    entries = [_entry(event, f"event {number}") for number, event in enumerate(_events(options.file), 1)]
    if options.bus is not None:
        _put_on_aws(entries, options.bus)
        return
    rules = topology_of(load_template()).rules
    events = [_local_event(entry, f"event {number}") for number, entry in enumerate(entries, 1)]
    with _bus(options, rules) as bus:
        bus.put(events)


def _events(file: str) -> list[Any]:
    try:
        raw = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        content = json_text.loads_strictly(raw)
    except OSError as error:
        raise BusFailed(f"{file}: {error.strerror}") from None
    except ValueError:
        raise BusFailed(f"{'standard input' if file == _STDIN else file} is not JSON") from None
    return content if isinstance(content, list) else [content]


def _entry(event: Any, name: str) -> Document:  # noqa: ANN401 - any JSON value
    """What PutEvents takes for it, but for the bus."""
    match event:
        case {"detail-type": str(detail_type), "detail": dict(detail)} if detail_type:
            entry: Document = {"DetailType": detail_type, "Detail": json_text.dumps(detail)}
        case _:
            raise BusFailed(f'{name} is no object with a text as "detail-type" and an object as "detail"')
    entry["Source"] = event.get("source") or detail_type.partition(".")[0]
    if event.get("resources"):
        entry["Resources"] = event["resources"]
    if "time" in event:
        try:
            time = instant_from(event["time"])
        except (ValueError, TypeError):
            raise BusFailed(f"{name} has a time that is not in the form of ISO 8601") from None
        entry["Time"] = (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    return entry


def _local_event(entry: Document, name: str) -> BusEvent:
    of_aws = str(entry["Source"]).startswith(OF_AWS)
    try:
        event = bus_event({**entry, "EventBusName": DEFAULT_BUS if of_aws else BUS_NAME}, of_aws=of_aws)
    except EntryRefused as refusal:
        raise BusFailed(f"{name}: {refusal}") from None
    if size_of(entry) > ENTRY_BYTES:
        raise BusFailed(f"{name} has more than {ENTRY_BYTES} bytes")
    return event


def _put_on_aws(entries: Sequence[Document], bus: str) -> None:
    try:
        client: Any = botocore.session.get_session().create_client("events")
    except BotoCoreError as error:
        raise BusFailed(f"nothing was put: {error}") from None
    for number, entry in enumerate(entries, 1):
        try:
            (result,) = client.put_events(Entries=[{**entry, "EventBusName": bus}])["Entries"]
        except (BotoCoreError, ClientError) as error:
            raise BusFailed(f"event {number} and those behind it were not put: {error}") from None
        if "ErrorCode" in result:
            reason = f"{result['ErrorCode']}: {result['ErrorMessage']}"
            raise BusFailed(f"event {number} and those behind it were not put: {reason}")


def _dead(options: argparse.Namespace) -> None:
    with _bus(options) as bus:
        for message in bus.dead():
            sent = instant_text(datetime.fromtimestamp(message.sent, UTC))
            told = {"queue": message.queue, "sentAt": sent, "receives": message.receives}
            print(json_text.dumps({**told, "event": json_text.loads(message.body)}))


def _redrive(options: argparse.Namespace) -> None:
    with _bus(options) as bus:
        print(f"{bus.redrive()} messages are in their queues again", file=sys.stderr)


def _bus(options: argparse.Namespace, rules: Sequence[Rule] = ()) -> Bus:
    if options.table is not None:
        raise BusFailed("the bus is of `make run`, so it does not go with --table")
    if not options.state_dir.is_dir():
        raise BusFailed(f"{options.state_dir} has no state yet; start the service once with `make run`")
    return Bus(options.state_dir, rules)
