"""Clients of AWS and their configurations."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.session import Session

Client = Any
"""A client of an AWS service; botocore makes its class at run time."""
Shape = Any
"""The answer of such a client, which depends on the operation."""

ONE_RETRY = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
"""For calls that a queue or stream retries anyway: at most two tries, 12 s in all."""

ONE_TRY = ONE_RETRY.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
"""For calls that must not be repeated if an answer is lost."""


@cache
def aws_session() -> Session:
    """Return the session of this process: another one would take as long to make as a client."""
    return botocore.session.get_session()
