"""Settings of the tests' process, before any entry point is imported."""

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# What is started in the background inherits that Ctrl-C is ignored, and hands it on to what the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})

_STATE = tempfile.mkdtemp(prefix="customer-service-tests-")
atexit.register(shutil.rmtree, _STATE, ignore_errors=True)

os.environ.update(
    REFUSAL_FLOOR_SECONDS="0.001",
    TABLE_NAME="customers-test",
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
settings.register_profile("untimed", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)  # of 100
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that start services: their files take longest, and the last would run alone."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/running/"))
