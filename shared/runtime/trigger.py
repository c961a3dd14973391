"""The steps that all triggers share: functions that are called without a request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from aws_lambda_powertools.metrics import EphemeralMetrics
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.runtime.deadline import deadline_of
from shared.runtime.observability import UNITS, RequestRecord, log_unforeseen, recorded
from shared.runtime.reach import NO_TENANT, WorkingFor
from shared.runtime.wiring import Wiring, wiring

Dependency = TypeVar("Dependency")
EventClass = TypeVar("EventClass", bound=DictWrapper)
Event = dict[str, Any]
Answer = Mapping[str, Any]
_OK, _PARTLY_FAILED = 200, 500


class InvocationFailed(Exception):
    """The event has to be retried. Lambda logs the message, so it names only the kind of error."""


@dataclass(frozen=True, slots=True)
class Invocation(Generic[EventClass]):
    """An event, and a clock that says how many seconds the function has left."""

    event: EventClass = field(repr=False)
    seconds_left: Callable[[], float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trigger(Generic[Dependency]):
    """A Lambda handler. `uses`: the part of the wiring that the function talks to.

    The function works for no tenant until it says for which (`WorkingFor`).
    """

    name: str
    function: Callable[[Event, LambdaContext, Dependency], Answer | None]
    uses: Callable[[Wiring], Dependency]
    wiring: Wiring

    def of(self, wiring: Wiring) -> "Trigger[Dependency]":
        """Return the same trigger with another wiring."""
        return replace(self, wiring=wiring)

    def prepare(self) -> None:
        """Make what the function uses, so that no event waits for it."""
        self.uses(self.wiring)

    def __call__(self, event: Event, context: LambdaContext) -> Answer | None:
        """Handle one event, and return what Lambda is answered, if anything. Raises `InvocationFailed`."""
        deadline = deadline_of(clock_of(context)())
        with recorded(self.name, _metrics_of) as record, deadline, WorkingFor(NO_TENANT):
            record.request_id = context.aws_request_id
            try:
                answer = self.function(event, context, self.uses(self.wiring))
            except Exception as error:  # noqa: BLE001 - any error is for Lambda to try again, but may quote data
                log_unforeseen(error)
                raise InvocationFailed(type(error).__qualname__) from None
            record.status = _PARTLY_FAILED if answer and answer.get("batchItemFailures") else _OK
            return answer


def trigger(
    *, uses: Callable[[Wiring], Dependency], event_class: type[EventClass]
) -> Callable[[Callable[[Invocation[EventClass], Dependency], Answer | None]], Trigger[Dependency]]:
    """Make a Lambda handler of a function that handles an event of one of Powertools' classes."""

    def decorate(
        function: Callable[[Invocation[EventClass], Dependency], Answer | None],
    ) -> Trigger[Dependency]:
        def handle(event: Event, context: LambdaContext, dependency: Dependency) -> Answer | None:
            return function(Invocation(event_class(event), clock_of(context)), dependency)

        return made_trigger(handle, uses, named_after=function)

    return decorate


def made_trigger(
    function: Callable[[Event, LambdaContext, Dependency], Answer | None],
    uses: Callable[[Wiring], Dependency],
    *,
    named_after: Callable[..., object],
) -> Trigger[Dependency]:
    """Return a trigger named after a function's module. In Lambda, what it uses is built now, at init."""
    made = Trigger(named_after.__module__.rpartition(".")[2], function, uses, wiring())
    if made.wiring.environment.in_lambda:
        made.prepare()
    return made


def clock_of(context: LambdaContext) -> Callable[[], float]:
    """Return a function that says how many seconds are left until Lambda ends the process."""
    return lambda: context.get_remaining_time_in_millis() / 1000


def _metrics_of(record: RequestRecord) -> Mapping[str, Any]:
    """Return the line of an invocation. Its metrics are its own, as triggers of a laptop share a process."""
    metrics = EphemeralMetrics()
    metrics.add_dimension("operation", record.operation)
    metrics.add_metadata("tenant", record.tenant)
    metrics.add_metadata("status", record.status)
    metrics.add_metadata("requestId", record.request_id)
    for (name, unit), value in zip(UNITS.items(), record.metrics(), strict=True):
        metrics.add_metric(name, unit, value)
    return metrics.serialize_metric_set()
