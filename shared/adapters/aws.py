"""What all clients of AWS are made from."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.session import Session

Client = Any
"""A client of an AWS service; botocore makes its class at run time."""
Shape = Any
"""What such a client answers, which depends on the operation."""

ONE_RETRY = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
"""For what a queue or stream brings again anyway: a call ends after 12 seconds and a pause, come what may."""


@cache
def aws_session() -> Session:
    """The session of this process: another one would take as long to make as a client."""
    return botocore.session.get_session()
