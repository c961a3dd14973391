"""The process that the operations under test run in."""

from dataclasses import replace
from typing import Any

import pytest

from shared.runtime.environment import environment
from shared.runtime.wiring import wiring


def forget(*parts: str) -> None:
    """Have the process make these parts of its wiring again, or all of it, as if it had just started."""
    made = vars(wiring())
    if not parts:
        environment.cache_clear()
        made.clear()
    for part in parts:
        made.pop(part, None)


def change_environment(patch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Let the operations and the authorizer have an environment that differs in this."""
    patch.setattr(wiring(), "environment", replace(wiring().environment, **changes))
    forget("token_verifier")
