"""Conditions and changes as parameters of DynamoDB's requests, with placeholders for names and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.expressions.update import Update as UpdateExpression

from shared.adapters.dynamodb.writes import Put, Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pynamodb.expressions.condition import Condition

    from shared.adapters.dynamodb.writes import Write


def expressions(**conditions: Condition | None) -> dict[str, Any]:
    """Return the conditions of a read by their parameters, with what they name and compare with."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    parameters: dict[str, Any] = {
        name: condition.serialize(names, values)
        for name, condition in conditions.items()
        if condition is not None
    }
    return _with_placeholders(parameters, names, values)


def _with_placeholders(
    parameters: dict[str, Any], names: Mapping[str, str], values: Mapping[str, Any]
) -> dict[str, Any]:
    if names:
        parameters["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in names.items()}
    if values:
        parameters["ExpressionAttributeValues"] = dict(values)
    return parameters


def parameters_of(write: Write) -> dict[str, Any]:
    """Return the parameters of a write, all except the table; a condition that fails says what it found."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    parameters: dict[str, Any] = {"Item": write.item} if isinstance(write, Put) else {"Key": write.key.raw()}
    if isinstance(write, Update):
        parameters["UpdateExpression"] = UpdateExpression(*write.actions).serialize(names, values)
    if write.condition is not None:
        parameters["ConditionExpression"] = write.condition.serialize(names, values)
        parameters["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return _with_placeholders(parameters, names, values)
