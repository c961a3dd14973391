"""Has ministack read an expression once, not for every item, and copy items as the JSON that they are."""

import copy
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from ministack.services import dynamodb

_EXPRESSIONS = 4096
"""How many are remembered: the service has a few hundred."""


def remember_expressions() -> None:
    """Have ministack in this process do so; called once."""
    tokenize = lru_cache(_EXPRESSIONS)(dynamodb._tokenize)
    dynamodb._tokenize = lambda expression: list(tokenize(expression))
    dynamodb._condition_syntax_error = lru_cache(_EXPRESSIONS)(dynamodb._condition_syntax_error)
    dynamodb._evaluate_condition = _evaluated_by(dynamodb._evaluate_condition)
    dynamodb.copy = SimpleNamespace(deepcopy=_copied, copy=copy.copy)


def _evaluated_by(evaluate: Any) -> Any:  # noqa: ANN401 - ministack's
    """Return an evaluation that checks an expression once, not for every item, as it is sound or is not.

    `BETWEEN` is sound or not by its values, so ministack checks that each time.
    """
    sound: dict[tuple[str, str], list[Any]] = {}

    def evaluated(expression: Any, item: Any, *given: Any, slot: str = "ConditionExpression") -> Any:  # noqa: ANN401
        tokens = sound.get((expression, slot))
        if tokens is not None:
            try:
                return dynamodb._ExprEval(tokens, item, *given).evaluate()
            except Exception:  # noqa: BLE001 - ministack fails once more, and says of what
                return evaluate(expression, item, *given, slot)
        holds = evaluate(expression, item, *given, slot)
        if expression and "between" not in expression.lower() and len(sound) < _EXPRESSIONS:
            sound[expression, slot] = dynamodb._tokenize(expression)
        return holds

    return evaluated


def _copied(value: Any) -> Any:  # noqa: ANN401 - JSON, mostly
    kind = type(value)
    if kind is dict:
        return {name: _copied(part) for name, part in value.items()}
    if kind is list:
        return [_copied(part) for part in value]
    if kind is str or kind is bool or value is None:
        return value
    return copy.deepcopy(value)
