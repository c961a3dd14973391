"""What a request costs is bounded, whatever is in it: the worst takes a quarter of a second of CPU."""

import gc
import time
from collections.abc import Iterator

import pytest

from shared.domain.callers.access import EVERYWHERE
from shared.domain.customers.customer_rules import replaced
from shared.domain.tenants.configuration import Configuration
from shared.http.bodies.customer import MAX_SHOWN_MIXINS
from shared.http.operation import Operation
from tests.attacks.processor_time import (
    MOST_CPU_SECONDS,
    SAMPLES,
    TAKING_BODIES,
    Cost,
    cost_of,
    is_for_visitors,
)
from tests.attacks.worst_requests import SIZE, VISITORS_SIZE, encoded_container, worst_requests
from tests.component.api import Api
from tests.component.stored_customers import customer_of
from tools.rehearsal.provider import Provider
from tools.rehearsal.scene import Scene


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
    stored = customer_of(api.tenant, number)
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
