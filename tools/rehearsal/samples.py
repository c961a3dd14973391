"""The API's functions from the templates, with their samples from events/."""

import importlib
import json
from dataclasses import dataclass
from typing import Any

from local.machine.paths import PROJECT_ROOT
from local.stack.template import Document, Function, HttpApi, functions_of

TRIGGERS = "triggers"
ALWAYS_REFUSED = frozenset({"get_dashboard_access"})
"""Operations that have no answer except a refusal."""
_EVENTS = PROJECT_ROOT / "events"

EntryPoint = Any
"""An operation, a trigger or the authorizer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A function of the API, and a sample of its events."""

    function: Function
    text: str

    @property
    def audience(self) -> str:
        """The audience of the function."""
        return self.function.audience

    @property
    def operation(self) -> str:
        """The operation of the function."""
        return self.function.operation

    @property
    def handler(self) -> EntryPoint:
        """The entry point, loaded."""
        return importlib.import_module(self.function.module).lambda_handler

    def event(self, tenant: str) -> Document:
        """Return the event, for this tenant instead of the sample's."""
        event: Document = json.loads(self.text.replace("acme", tenant))
        return event


def samples(api: HttpApi) -> list[Sample]:
    """Return the samples of functions that the gateway calls: the authorizer's, then in templates' order."""
    functions = [route.function for route in api.routes]
    if api.authorizer is not None:
        functions.insert(0, api.authorizer.function)
    return [_sample(function) for function in dict.fromkeys(functions)]


def trigger_samples(*templates: Document) -> list[Sample]:
    """Return the samples of all functions that the gateway does not call, in the templates' order."""
    return [
        _sample(function) for function in functions_of(*templates).values() if function.audience == TRIGGERS
    ]


def _sample(function: Function) -> Sample:
    file = _EVENTS / function.audience / f"{function.operation}.json"
    return Sample(function, file.read_text(encoding="utf-8"))
