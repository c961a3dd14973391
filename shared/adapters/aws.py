"""What all clients of AWS are made from."""

from functools import cache

import botocore.session
from botocore.session import Session


@cache
def aws_session() -> Session:
    """The session of this process: another one would take as long to make as a client."""
    return botocore.session.get_session()
