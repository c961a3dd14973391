"""The context that Lambda passes to a function with the event."""

import math

from aws_lambda_powertools.utilities import typing


class LambdaContext(typing.LambdaContext):
    """A context whose time runs out after so many looks at it; as given here, it never does.

    The first look, with which a trigger sets its deadline, is not counted.
    """

    _aws_request_id = "an-invocation"

    def __init__(self, looks: float = math.inf) -> None:
        self._looks = looks + 1

    def get_remaining_time_in_millis(self) -> int:  # type: ignore[override] # Powertools declares it static
        """A quarter of an hour, and in the end nothing."""
        self._looks -= 1
        return 900_000 if self._looks >= 0 else 0
