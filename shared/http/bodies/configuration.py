"""Request bodies of the operations on tenant configuration."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.setting_rules import Annotations, Setting, SettingChange, new_setting
from shared.http.bodies.body import Body, EmptyIsAbsent, SchemaUrl, Text, each_read, parsed
from shared.http.request import Request

MAX_CREATED_AT_ONCE = 50


class ConfigurationBody(Body):
    """Members that create and update have in common."""

    value: Annotated[Any, Field(repr=False)] = None
    secured: bool | None = None
    description: Text | None = None
    restricted: bool | None = None
    read_only: bool | None = None
    schema_url: Annotated[SchemaUrl | None, EmptyIsAbsent] = None

    @property
    def annotations(self) -> Annotations:
        """The members about the setting itself."""
        return Annotations(self.description, self.restricted, self.read_only, self.schema_url)


class ConfigurationCreate(ConfigurationBody):
    """One element of the body of create."""

    key: str


class ConfigurationUpdate(ConfigurationBody):
    """Body of update."""

    key: str | None = None
    version: int | None = None


def new_settings(request: Request, *, client: str | None = None) -> list[Setting]:
    """Return the settings in a POST. Raises the errors of reading the request; problems name the element."""

    def new(element: object) -> Setting:
        body = parsed(ConfigurationCreate, element)
        return new_setting(
            body.key, body.value, secured=body.secured, client=client, annotations=body.annotations
        )

    return each_read(request.json_list(at_most=MAX_CREATED_AT_ONCE), new)


def setting_change(request: Request, *, client: str | None = None) -> SettingChange:
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
        client=client,
        annotations=body.annotations,
    )
