"""Functions that deal with several things at once, from the table's stream or a queue.

What fails is reported by its id, so that it alone comes again (`ReportBatchItemFailures`).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.instants import instant_from
from shared.runtime.observability import log_unforeseen
from shared.runtime.trigger import Answer, Dependency, Invocation, Trigger, trigger
from shared.runtime.wiring import Wiring

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BusEvent:
    """An event from the bus.

    `name`: its detail-type. `time`: when its sender says that it happened. `seconds_left`: until the function
    is ended.
    """

    name: str
    time: datetime
    detail: Mapping[str, Any] = field(repr=False)
    seconds_left: Callable[[], float] = field(repr=False)


def stream_trigger(
    *, uses: Callable[[Wiring], Dependency]
) -> Callable[[Callable[[Sequence[Record], Dependency], Mapping[int, Exception]]], Trigger[Dependency]]:
    """Make a Lambda handler of a function that is given records of the table's stream.

    The function returns those that failed, by position, and why; they and all behind them come again.
    """

    def decorate(
        function: Callable[[Sequence[Record], Dependency], Mapping[int, Exception]],
    ) -> Trigger[Dependency]:
        def consume(invocation: Invocation, dependency: Dependency) -> Answer:
            records = invocation.event["Records"]
            failed = function(records, dependency)
            for error in failed.values():
                log_unforeseen(error)
            return _failures(records[position]["dynamodb"]["SequenceNumber"] for position in sorted(failed))

        return trigger(uses=uses, named_after=function)(consume)

    return decorate


def queue_trigger(
    *, uses: Callable[[Wiring], Dependency]
) -> Callable[[Callable[[BusEvent, Dependency], None]], Trigger[Dependency]]:
    """Make a Lambda handler of a function that is given one event of the bus, out of a queue of them.

    An event that the function raises an error for comes again, and in the end goes to the dead-letter queue.
    """

    def decorate(function: Callable[[BusEvent, Dependency], None]) -> Trigger[Dependency]:
        def consume(invocation: Invocation, dependency: Dependency) -> Answer:
            failed: list[str] = []
            for message in invocation.event["Records"]:
                try:
                    function(_bus_event(message["body"], invocation.seconds_left), dependency)
                except Exception as error:  # noqa: BLE001 - reported; one event keeps no other from its turn
                    log_unforeseen(error)
                    failed.append(message["messageId"])
            return _failures(failed)

        return trigger(uses=uses, named_after=function)(consume)

    return decorate


def _bus_event(body: str, seconds_left: Callable[[], float]) -> BusEvent:
    event = json.loads(body)
    return BusEvent(event["detail-type"], instant_from(event["time"]), event["detail"], seconds_left)


def _failures(identifiers: Iterable[str]) -> Answer:
    return {"batchItemFailures": [{"itemIdentifier": each} for each in identifiers]}
