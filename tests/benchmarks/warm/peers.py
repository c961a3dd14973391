"""The same get and create with two frameworks, from the same answers of DynamoDB."""

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.warm.measuring import cpu_seconds
from tests.benchmarks.warm.stub import Stub
from tools.rehearsal.rehearsing import Rehearsal

PEERS: Mapping[str, str] = {
    "FastAPI, Mangum, boto3's resource": "fastapi_function",
    "Powertools' resolver with validation, boto3's resource": "powertools_function",
}
_FOLDER = Path(__file__).parents[1] / "peers"
_OK = 300


def measure_peers(
    rehearsals: Mapping[str, Rehearsal], stub: Stub, rounds: int
) -> dict[tuple[str, str], float]:
    """CPU seconds of one request, by peer and operation."""
    os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = stub.url
    os.environ["POWERTOOLS_METRICS_NAMESPACE"] = "Peer"
    sys.path.insert(0, str(_FOLDER))
    found = {}
    for operation, rehearsal in rehearsals.items():
        stub.answer_like(rehearsal.recorded.exchanges)
        event = rehearsal.event
        called = {
            name: _calling(import_module(module).lambda_handler, event) for name, module in PEERS.items()
        }
        for name, seconds in cpu_seconds(called, rounds).items():
            found[name, operation] = seconds
    return found


def _calling(handler: Any, event: Any) -> Callable[[], object]:
    def call() -> object:
        answer = handler(event, None)
        assert answer["statusCode"] < _OK, answer
        return answer

    return call
