"""The stage for rehearsed calls: an engine with an empty table, for this process alone."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.engine import start_engine
from local.environment import TABLE_NAME, adopt, function_environment
from local.machine.paths import FUNCTIONS
from local.stack.table import create_table
from shared.adapters.aws import aws_session


@contextmanager
def empty_table(issuer: str = "http://localhost") -> Iterator[None]:
    """Start an engine, and give this process the environment of functions that use it.

    Entry points read the environment when they are imported, so none may be imported before.
    """
    with tempfile.TemporaryDirectory() as folder, start_engine() as engine:
        become_function(function_environment(Path(folder), engine.endpoint, issuer))
        yield


def become_function(environment: dict[str, str]) -> None:
    """Give this process the environment and the entry points of functions, and create an empty table."""
    adopt(environment)
    sys.path.insert(0, str(FUNCTIONS))
    create_table(aws_session().create_client("dynamodb"), TABLE_NAME)
