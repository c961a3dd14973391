"""Settings of the tests' process, before any entry point is imported."""

import atexit
import gc
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from local.machine.memory import give_back_large_blocks

# What is started in the background inherits that Ctrl-C is ignored, and hands it on to what the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})

_STATE = tempfile.mkdtemp(prefix="customer-service-tests-")
atexit.register(shutil.rmtree, _STATE, ignore_errors=True)

os.environ.update(
    REFUSAL_FLOOR_SECONDS="0.001",
    TABLE_NAME=f"customers-test-{os.environ.get('PYTEST_XDIST_WORKER', 'only')}",  # on one engine
    KEY_FILE=str(Path(_STATE) / "key"),
    TOKEN_ISSUER="https://customers.test",
    EVENT_BUS_NAME="customers-test",
    API_URL="https://customers.test",
    LOG_LEVEL="INFO",
    POWERTOOLS_SERVICE_NAME="customer-service",
    POWERTOOLS_METRICS_NAMESPACE="CustomerService",
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="eu-central-1",
    AWS_EC2_METADATA_DISABLED="true",
)

# How long one example takes says more about the machine's other users than about the code.
# The same examples at each run: what passed here passes elsewhere. `make test-random` looks for others.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=25)  # of 100
settings.register_profile("random", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


# Bodies of megabytes and hashes of passwords: each worker would keep the room of its largest.
give_back_large_blocks()
# The larger the heap, the more often it would be searched in vain: what is collected stays until the end.
gc.disable()
_LONGEST = [
    "tests/running/test_events.py",
    "tests/running/test_installing.py",
    "tests/running/test_readme.py",
    "tests/attacks/test_cpu.py",
    "tests/running/",
    "tests/component/reading/",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: the last would run alone."""
    items.sort(key=lambda item: [not item.nodeid.startswith(name) for name in _LONGEST])


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Let the garbage collector look only at what the tests make, and less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Forget what no summary shows of a test that passed: the process that reports would keep it of all."""
    if report.passed:
        report.keywords = {}
