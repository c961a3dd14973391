"""The triggers of functions in template.yaml: the table's stream, queues with rules of a bus, and schedules.

Anything that is not supported is an error, because nothing may silently differ from AWS.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from local.bus.entries import BUS_NAME, DEFAULT_BUS
from local.bus.patterns import Test, UnknownPattern, matcher
from local.bus.store import Rule
from local.stack.template import FUNCTION, Document, Function, functions_of, resources
from local.triggers.cron import Cron, UnknownSchedule, cron_from
from shared.domain.json_text import Json

_TABLE, _QUEUE, _BUS = "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Events::EventBus"
_REPORTS = ["ReportBatchItemFailures"]
_STREAM_BATCH, _QUEUE_BATCH = 100, 10  # Lambda's defaults
_VISIBILITY_TIMEOUT = 30  # seconds; SQS's default
_OF_MAPPINGS = frozenset({"FunctionName", "EventSourceArn", "BatchSize", "FunctionResponseTypes"})
# Here, batches are handled one after another, as soon as there is a message, and without metrics.
_OF_STREAMS = _OF_MAPPINGS | {
    "StartingPosition",
    "ParallelizationFactor",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "DestinationConfig",
    "FilterCriteria",
    "MetricsConfig",
    "MaximumBatchingWindowInSeconds",
}
_OF_QUEUES = _OF_MAPPINGS | {"ScalingConfig", "MaximumBatchingWindowInSeconds"}
_OF_RULES = frozenset({"Name", "Description", "EventBusName", "EventPattern", "Targets"})
_OF_TARGETS = frozenset({"Id", "Arn", "DeadLetterConfig", "RetryPolicy"})
_OF_SCHEDULES = frozenset({"Name", "Description", "Schedule"})


class NotUnderstood(Exception):
    """Something in the template is not supported on this machine; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class StreamMapping:
    """The function that gets the changes of the table that it `wants`. `retries`: of a batch that fails."""

    function: Function
    wants: Test
    batch_size: int
    retries: int
    bisects: bool


@dataclass(frozen=True, slots=True)
class QueueMapping:
    """A function that gets the messages of a queue; `receives`: how often, before a message is dead.

    `visibility_timeout`: seconds until a message is delivered again on AWS.
    """

    function: Function
    queue: str
    batch_size: int
    receives: int
    visibility_timeout: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """A function that runs at certain times."""

    function: Function
    cron: Cron


@dataclass(frozen=True, slots=True)
class Topology:
    """All triggers of the template."""

    stream: StreamMapping
    queues: tuple[QueueMapping, ...]
    rules: tuple[Rule, ...]
    schedules: tuple[Schedule, ...]


def topology_of(template: Document) -> Topology:
    """Return the triggers in the template. Raises `NotUnderstood`."""
    functions = functions_of(template)
    streams: list[StreamMapping] = []
    queues: list[QueueMapping] = []
    for name, own in resources(template, "AWS::Lambda::EventSourceMapping").items():
        function = functions[own["FunctionName"]["Ref"]]
        kind, source = _named_by(template, name, own["EventSourceArn"])
        if kind == _TABLE:
            streams.append(_stream(name, own, function))
        elif kind == _QUEUE:
            queues.append(_queue(name, own, function, source, template["Resources"][source]["Properties"]))
        else:
            raise NotUnderstood(f"{name} must have the table's stream or a queue as its source.")
        if own.get("FunctionResponseTypes") != _REPORTS:
            raise NotUnderstood(f"{name} must have ReportBatchItemFailures as its FunctionResponseTypes.")
    if len(streams) != 1:
        raise NotUnderstood("Exactly one function must read the table's stream.")
    rules = tuple(_rules(template, {mapping.queue for mapping in queues}))
    return Topology(streams[0], tuple(queues), rules, tuple(_schedules(template, functions)))


def _stream(name: str, own: Document, function: Function) -> StreamMapping:
    _check_members(name, own, _OF_STREAMS)
    if own["StartingPosition"] != "TRIM_HORIZON" or "MaximumRetryAttempts" not in own:
        raise NotUnderstood(f"{name} must begin at TRIM_HORIZON, and have MaximumRetryAttempts.")
    tests = [
        _matcher(name, json.loads(each["Pattern"]))
        for each in own.get("FilterCriteria", {}).get("Filters", [])
    ]
    return StreamMapping(
        function,
        wants=lambda record: not tests or any(test(record) for test in tests),
        batch_size=own.get("BatchSize", _STREAM_BATCH),
        retries=own["MaximumRetryAttempts"],
        bisects=own.get("BisectBatchOnFunctionError", False),
    )


def _queue(name: str, own: Document, function: Function, source: str, queue: Document) -> QueueMapping:
    _check_members(name, own, _OF_QUEUES)
    if "RedrivePolicy" not in queue:
        raise NotUnderstood(
            f"{source} must have a dead-letter queue; without one, {name} would retry forever."
        )
    return QueueMapping(
        function,
        queue=source,
        batch_size=own.get("BatchSize", _QUEUE_BATCH),
        receives=queue["RedrivePolicy"]["maxReceiveCount"],
        visibility_timeout=queue.get("VisibilityTimeout", _VISIBILITY_TIMEOUT),
    )


def _rules(template: Document, queues: set[str]) -> Iterator[Rule]:
    for name, own in resources(template, "AWS::Events::Rule").items():
        _check_members(name, own, _OF_RULES)
        bus = DEFAULT_BUS
        if "EventBusName" in own:
            kind, _ = _named_by(template, name, own["EventBusName"])
            if kind != _BUS:
                raise NotUnderstood(f"{name} must belong to a bus of the template.")
            bus = BUS_NAME
        matches = _matcher(name, _without_references(template, own["EventPattern"]))
        for target in own["Targets"]:
            _check_members(name, target, _OF_TARGETS)
            _, queue = _named_by(template, name, target["Arn"])
            if queue not in queues:
                raise NotUnderstood(
                    f"{name} sends events to {queue}, which is not a queue that a function reads."
                )
            yield Rule(bus, matches, queue)


def _schedules(template: Document, functions: Mapping[str, Function]) -> Iterator[Schedule]:
    for name, own in resources(template, FUNCTION).items():
        for event in own.get("Events", {}).values():
            if event["Type"] != "Schedule":
                raise NotUnderstood(
                    f"{name} has an event of the type {event['Type']}, which is not supported here."
                )
            _check_members(name, event["Properties"], _OF_SCHEDULES)
            try:
                yield Schedule(functions[name], cron_from(event["Properties"]["Schedule"]))
            except UnknownSchedule as error:
                raise NotUnderstood(f"{name}: {error}.") from None


def _named_by(template: Document, name: str, reference: Json) -> tuple[str, str]:
    """Return the type and logical id of the resource in a reference."""
    match reference:
        case {"Ref": str(target)} | {"Fn::GetAtt": [str(target), _]} if target in template["Resources"]:
            return template["Resources"][target]["Type"], target
    raise NotUnderstood(f"{name} refers to {reference}, which is not a resource of the template.")


def _without_references(template: Document, pattern: Json) -> Json:
    """Return the pattern, with logical ids in place of references to resources."""
    match pattern:
        case {"Ref": str(target)} if target in template["Resources"]:
            return target
        case dict():
            return {name: _without_references(template, below) for name, below in pattern.items()}
        case list():
            return [_without_references(template, each) for each in pattern]
    return pattern


def _matcher(name: str, pattern: Json) -> Test:
    try:
        return matcher(pattern)
    except UnknownPattern as error:
        raise NotUnderstood(f"{name}: {error}.") from None


def _check_members(name: str, own: Document, known: frozenset[str]) -> None:
    if unknown := sorted(own.keys() - known):
        raise NotUnderstood(
            f"{name} has members that are not supported on this machine: {', '.join(unknown)}."
        )
