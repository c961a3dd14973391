"""Functions that handle several things at once, from the table's stream or a queue.

What fails is reported by its id, so that it is retried (`ReportBatchItemFailures`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    ExceptionInfo,
    FailureResponse,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent, SQSRecord
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.domain.json_text import Json
from shared.runtime.observability import log_unforeseen
from shared.runtime.trigger import Answer, Dependency, Event, Invocation, Trigger, clock_of, made_trigger
from shared.runtime.wiring import Wiring


class _Processor(BatchProcessor):
    """Goes on after a failure, whose message is neither logged nor kept, as it may quote the record.

    A batch that fails as a whole is reported like any other: raised, it would count as a broken function.
    """

    def __init__(self, event_type: EventType) -> None:
        super().__init__(event_type, raise_on_entire_batch_failure=False)

    def failure_handler(self, record: Json, exception: ExceptionInfo) -> FailureResponse:
        """Note a record that failed. Powertools' own makes text of the error, for its log."""
        _, error, _ = exception
        if error is not None:
            log_unforeseen(error)
        self.exceptions.append(exception)
        self.fail_messages.append(record)
        return "fail", type(error).__qualname__, record


class _WholeBatchProcessor(_Processor):
    """Hands all records to its handler at once, which returns the errors of some by their positions."""

    def __init__(self, event_type: EventType, record_class: Callable[[Json], Any]) -> None:
        super().__init__(event_type)
        self._record_class = record_class

    def process(self) -> list[tuple[Any, ...]]:
        """Return what came of each record."""
        records = [self._record_class(record) for record in self.records]
        errors: Mapping[int, Exception] = self.handler(records)
        return [
            self.failure_handler(record, (type(error), error, error.__traceback__))
            if (error := errors.get(position)) is not None
            else self.success_handler(record, None)
            for position, record in enumerate(records)
        ]


def stream_trigger(
    *, uses: Callable[[Wiring], Dependency], retries: Callable[[Json, Dependency], None]
) -> Callable[
    [Callable[[Sequence[Mapping[str, Any]], Dependency], Mapping[int, Exception]]], Trigger[Dependency]
]:
    """Make a Lambda handler of a function that is given records of the table's stream.

    The function returns those that failed, by position, and why. Lambda retries from the first of them on, so
    records behind it may be handled twice; they do not wait for it. `retries` is given, one by one, what the
    function has put into a queue that it reads as well; it raises an error as other functions of queues do.
    """

    def decorate(
        function: Callable[[Sequence[Mapping[str, Any]], Dependency], Mapping[int, Exception]],
    ) -> Trigger[Dependency]:
        def consume(event: Event, context: LambdaContext, dependency: Dependency) -> Answer:
            def handle(records: Sequence[DynamoDBRecord]) -> Mapping[int, Exception]:
                return function(records, dependency)

            def handle_again(record: SQSRecord) -> None:
                retries(record.json_body, dependency)

            if event["Records"][0].get("eventSource") == "aws:sqs":
                return process_partial_response(event, handle_again, _Processor(EventType.SQS), context)
            return process_partial_response(
                event, handle, _WholeBatchProcessor(EventType.DynamoDBStreams, DynamoDBRecord), context
            )

        return made_trigger(consume, uses, named_after=function)

    return decorate


def queue_trigger(
    *, uses: Callable[[Wiring], Dependency]
) -> Callable[[Callable[[Invocation[EventBridgeEvent], Dependency], None]], Trigger[Dependency]]:
    """Make a Lambda handler of a function that is given one event of the bus, out of a queue of them.

    An event for which the function raises an error is retried, and in the end goes to the dead-letter queue.
    """

    def decorate(
        function: Callable[[Invocation[EventBridgeEvent], Dependency], None],
    ) -> Trigger[Dependency]:
        def consume(event: Event, context: LambdaContext, dependency: Dependency) -> Answer:
            def handle(record: SQSRecord) -> None:
                function(Invocation(EventBridgeEvent(record.json_body), clock_of(context)), dependency)

            return process_partial_response(event, handle, _Processor(EventType.SQS), context)

        return made_trigger(consume, uses, named_after=function)

    return decorate


def batch_trigger(
    *, uses: Callable[[Wiring], Dependency]
) -> Callable[
    [Callable[[Sequence[Mapping[str, Any]], Dependency, Callable[[], float]], Mapping[int, Exception]]],
    Trigger[Dependency],
]:
    """Make a Lambda handler of a function that is given all messages of a batch at once, as JSON.

    With them comes a clock that says how many seconds the function has left. The function returns the errors
    of messages by their positions; these come again, and in the end go to the dead-letter queue.
    """

    def decorate(
        function: Callable[
            [Sequence[Mapping[str, Any]], Dependency, Callable[[], float]], Mapping[int, Exception]
        ],
    ) -> Trigger[Dependency]:
        def consume(event: Event, context: LambdaContext, dependency: Dependency) -> Answer:
            def handle(records: Sequence[SQSRecord]) -> Mapping[int, Exception]:
                return function([record.json_body for record in records], dependency, clock_of(context))

            return process_partial_response(
                event, handle, _WholeBatchProcessor(EventType.SQS, SQSRecord), context
            )

        return made_trigger(consume, uses, named_after=function)

    return decorate
