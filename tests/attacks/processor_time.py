"""The processor time of a request, for each operation's sample."""

import time
from dataclasses import dataclass

from local.stack.template import http_api, load_templates
from shared.domain.callers.requirements import Principal
from shared.http.operation import Operation
from tests.attacks.worst_requests import WorstRequest
from tests.component.lambda_context import LambdaContext
from tools.rehearsal.samples import EntryPoint, Sample, samples

MOST_CPU_SECONDS = 0.25
RUNS = 3
"""Whatever costs too much does so each time; what the machine does beside it does not."""

SAMPLES: dict[str, Sample] = {sample.operation: sample for sample in samples(http_api(*load_templates()))}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request took of this thread, and its answer."""

    seconds: float
    status: int

    @property
    def is_too_much(self) -> bool:
        """Whether the request is a fault of the service."""
        return self.seconds > MOST_CPU_SECONDS or self.status >= 500


def cost_of(handler: EntryPoint, worst: WorstRequest) -> Cost:
    """Call it, again where that seems to cost too much: the least counts."""
    least, status = float("inf"), 0
    for _ in range(RUNS):
        begun = time.thread_time()
        answer = handler(worst.event, LambdaContext())
        least = min(least, time.thread_time() - begun)
        status = max(status, int(answer.get("statusCode", 200)))
        if least <= MOST_CPU_SECONDS:
            break
    return Cost(least, status)


def is_for_visitors(handler: EntryPoint) -> bool:
    """Return whether anybody may call it, with a visitor's token or none."""
    if not isinstance(handler, Operation):
        return True
    return handler.requires is None or Principal.ANONYMOUS in handler.requires.principals


TAKING_BODIES = [
    name
    for name, sample in SAMPLES.items()
    if not is_for_visitors(sample.handler) and sample.event("acme").get("body")
]
