"""What every function has in common that something else than a request sets off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from shared.runtime.observability import log_unforeseen, recorded
from shared.runtime.wiring import Wiring, wiring

if TYPE_CHECKING:
    from collections.abc import Callable

Dependency = TypeVar("Dependency")
Answer = Mapping[str, Any]
_OK, _PARTLY_FAILED = 200, 500


class InvocationFailed(Exception):
    """The event is to come again. Lambda logs the message, so that it says but the kind of error."""


class LambdaContext(Protocol):
    """What is used of the context that Lambda passes."""

    @property
    def aws_request_id(self) -> str:
        """The id of the invocation."""
        ...

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the process."""
        ...


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a handler is given: the event, and a clock that says how many seconds it has left."""

    event: Mapping[str, Any]
    seconds_left: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Trigger(Generic[Dependency]):
    """A Lambda handler. `uses`: the part of the wiring that the function talks to."""

    name: str
    function: Callable[[Invocation, Dependency], Answer | None]
    uses: Callable[[Wiring], Dependency]
    wiring: Wiring

    def of(self, wiring: Wiring) -> Trigger[Dependency]:
        """Return the same trigger with another wiring."""
        return replace(self, wiring=wiring)

    def prepare(self) -> None:
        """Make what the function uses, so that no event waits for it."""
        self.uses(self.wiring)

    def __call__(self, event: Mapping[str, Any], context: LambdaContext) -> Answer | None:
        """Deal with one event; what Lambda is answered, if anything. Raises `InvocationFailed`."""
        with recorded(self.name) as record:
            record.request_id = context.aws_request_id
            invocation = Invocation(event, lambda: context.get_remaining_time_in_millis() / 1000)
            try:
                answer = self.function(invocation, self.uses(self.wiring))
            except Exception as error:  # noqa: BLE001 - any error is for Lambda to try again, but may quote data
                log_unforeseen(error)
                raise InvocationFailed(type(error).__qualname__) from None
            record.status = _PARTLY_FAILED if answer and answer.get("batchItemFailures") else _OK
            return answer


def trigger(
    *, uses: Callable[[Wiring], Dependency], named_after: Callable[..., object] | None = None
) -> Callable[[Callable[[Invocation, Dependency], Answer | None]], Trigger[Dependency]]:
    """Make a Lambda handler of a function that deals with an event; see `Trigger`.

    In Lambda, what it uses is built now, at init. It is named after the module of a function, by default its
    own.
    """

    def decorate(function: Callable[[Invocation, Dependency], Answer | None]) -> Trigger[Dependency]:
        name = (named_after or function).__module__.rpartition(".")[2]
        made = Trigger(name, function, uses, wiring())
        if made.wiring.environment.in_lambda:
            made.prepare()
        return made

    return decorate
