"""Request bodies of the operations on tenant configuration."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.setting_rules import Setting, SettingChange, new_setting
from shared.http.bodies.body import Body, parsed
from shared.http.request import Request

MAX_CREATED_AT_ONCE = 50


class ConfigurationCreate(Body):
    """One element of the body of create."""

    key: str
    value: Annotated[Any, Field(repr=False)] = None
    secured: bool | None = None


class ConfigurationUpdate(Body):
    """Body of update."""

    key: str | None = None
    value: Annotated[Any, Field(repr=False)] = None
    secured: bool | None = None
    version: int | None = None


def new_settings(request: Request) -> list[Setting]:
    """Return the settings in a POST. Raises the errors of reading the request; problems name the element."""
    settings, problems = [], []
    for position, element in enumerate(request.json_list(at_most=MAX_CREATED_AT_ONCE)):
        try:
            body = parsed(ConfigurationCreate, element)
            settings.append(new_setting(body.key, body.value, secured=body.secured))
        except ValidationFailed as error:
            problems += [_of_element(position, problem) for problem in error.problems]
    if problems:
        raise ValidationFailed(*problems)
    return settings


def setting_change(request: Request) -> SettingChange:
    """Return the change that a PUT makes to its setting. Raises the errors of reading the request."""
    body = parsed(ConfigurationUpdate, request.json_object())
    key = request.property_key
    if body.key not in {None, key}:
        raise ValidationFailed(Problem("must equal the key in the path", "key"))
    return SettingChange(
        tenant=request.tenant,
        key=key,
        value=body.value,
        secured=body.secured,
        precondition=replace(request.precondition(body.version), version_field="version"),
    )


def _of_element(position: int, problem: Problem) -> Problem:
    return replace(problem, field=f"{position}.{problem.field}" if problem.field else str(position))
