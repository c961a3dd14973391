"""What a request costs is bounded, whatever is in it: the worst takes a quarter of a second of CPU."""

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from local.stack.template import http_api, load_templates
from shared.domain.callers.access import EVERYWHERE
from shared.domain.callers.requirements import Principal
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import replaced
from shared.domain.tenants.configuration import Configuration
from shared.http.bodies.customer import MAX_SHOWN_MIXINS
from shared.http.operation import Operation
from shared.runtime.wiring import wiring
from tests.attacks.worst_requests import SIZE, VISITORS_SIZE, WorstRequest, encoded_container, worst_requests
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import EntryPoint, Sample, samples
from tools.rehearsal.scene import Scene

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


def is_for_visitors(handler: EntryPoint) -> bool:
    """Return whether anybody may call it, with a visitor's token or none."""
    if not isinstance(handler, Operation):
        return True
    return handler.requires is None or Principal.ANONYMOUS in handler.requires.principals


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


TAKING_BODIES = [
    name
    for name, sample in SAMPLES.items()
    if not is_for_visitors(sample.handler) and sample.event("acme").get("body")
]


@pytest.fixture(scope="module", autouse=True)
def only_what_requests_make_is_collected() -> Iterator[None]:
    """A request does not pay for a look at all objects of the tests, which a function does not have."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module", autouse=True)
def no_large_texts_afterwards() -> Iterator[None]:
    """Large texts that requests have in common do not stay in memory."""
    yield
    encoded_container.cache_clear()


@pytest.fixture
def scene(tenant: str, rehearsed_provider: Provider) -> Scene:
    return Scene(SAMPLES, rehearsed_provider, tenant)


def too_costly(scene: Scene, operation: str, size: int) -> dict[str, Cost]:
    sample = SAMPLES[operation]
    requests = worst_requests(operation, scene.event_of(sample), size=size)
    costs = {worst.name: cost_of(sample.handler, worst) for worst in requests}
    return {name: cost for name, cost in costs.items() if cost.is_too_much}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("operation", SAMPLES)
def test_no_small_request_costs_much(scene: Scene, operation: str) -> None:
    assert too_costly(scene, operation, VISITORS_SIZE) == {}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("operation", TAKING_BODIES)
def test_no_large_request_costs_much(scene: Scene, operation: str) -> None:
    assert too_costly(scene, operation, SIZE) == {}


def test_many_names_of_mixins_cost_little_however_many_the_customer_has(api: Api) -> None:
    number = api.created({"mixins": {f"m{n}": {} for n in range(4_000)}})
    names = [f"another{n}" for n in range(MAX_SHOWN_MIXINS)]
    stored = wiring().customers.find(api.tenant, number)
    assert isinstance(stored, Customer)
    members = {"mixins": {}, "metadata": {"expandedMixins": names}}

    begun = time.thread_time()
    after = replaced(
        stored, members, configuration=Configuration(), access=EVERYWHERE, now=stored.modified_at
    )
    seconds = time.thread_time() - begun

    assert len(after.mixins) == 4_000
    assert seconds < MOST_CPU_SECONDS
    answer = api.put(number, {"mixins": {}, "metadata": {"expandedMixins": [*names, "one too many"]}})
    assert (answer.status, {*answer.problems}) == (400, {"metadata.expandedMixins"})


@pytest.mark.parametrize("operation", SAMPLES)
def test_nobody_sends_more_than_is_taken(scene: Scene, operation: str) -> None:
    sample = SAMPLES[operation]
    event = scene.event_of(sample)
    if not isinstance(sample.handler, Operation) or event["requestContext"]["http"]["method"] == "DELETE":
        pytest.skip("looks at no body")
    size = VISITORS_SIZE if is_for_visitors(sample.handler) else SIZE

    answer = sample.handler({**event, "body": "x" * (size + 1), "isBase64Encoded": False}, None)

    assert answer["statusCode"] == 413
