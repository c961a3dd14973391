"""Requests to DynamoDB that were recorded: made once more, or answered without being made."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError

from tools.rehearsal.recording import Exchange

Outcome = dict[str, Any] | ClientError


class Replay:
    """Stands in for botocore's client: answers as recorded, in no time; what is left is our own work."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        by_method: defaultdict[str, list[tuple[dict[str, Any], Outcome]]] = defaultdict(list)
        for exchange in exchanges:
            by_method[xform_name(exchange.operation)].append((exchange.parameters, _outcome(exchange)))
        for name, recorded in by_method.items():
            setattr(self, name, _answering(recorded))


def calls(client: Any, exchanges: Sequence[Exchange]) -> Callable[[], None]:
    """A client that makes the same requests one after the other, and nothing else."""
    made = [(getattr(client, xform_name(each.operation)), each.parameters) for each in exchanges]

    def make() -> None:
        for method, parameters in made:
            with suppress(ClientError):
                method(**parameters)

    return make


def _answering(recorded: list[tuple[dict[str, Any], Outcome]]) -> Callable[..., dict[str, Any]]:
    asked = -1

    def answer(**parameters: Any) -> dict[str, Any]:
        nonlocal asked
        asked += 1
        same = [outcome for each, outcome in recorded if each == parameters] if len(recorded) > 1 else []
        outcome = same[0] if same else recorded[asked % len(recorded)][1]
        if isinstance(outcome, ClientError):
            raise outcome
        return outcome

    return answer


def _outcome(exchange: Exchange) -> Outcome:
    answer: dict[str, Any] = json.loads(exchange.answer)
    if exchange.status == HTTPStatus.OK:
        return answer
    response: Any = {**answer, "Error": {"Code": answer["__type"].rpartition("#")[2]}}
    return ClientError(response, exchange.operation)
