"""Kinds of values on the command line, and options that several commands take."""

from typing import Any

import click
from click.shell_completion import CompletionItem

from shared.domain import fields, json_text
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.json_text import Json
from shared.domain.tenants.configuration import DEFAULTS


class Tenant(click.ParamType[str]):
    """The name of a tenant."""

    name = "tenant"

    def convert(self, value: Json, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """Return the name. Raises `ValidationFailed`, as for every other wrong value."""
        try:
            return fields.tenant(value)
        except ValueError as error:
            raise ValidationFailed(Problem(str(error), "tenant")) from None


class JsonText(click.ParamType[Any]):
    """Any JSON value."""

    name = "json"

    def convert(self, value: Json, param: click.Parameter | None, ctx: click.Context | None) -> Json:
        """Return the value."""
        try:
            return json_text.loads_strictly(value.encode())
        except ValueError:
            self.fail(f"{value!r} is not JSON (a string needs quotes: '\"main\"')", param, ctx)


class Setting(JsonText):
    """A key and its JSON value, as in `token.accessSeconds=3600`."""

    name = "setting"

    def convert(
        self,
        value: Json,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, Any]:
        """Return key and value."""
        key, equals, text = value.partition("=")
        if not (key and equals):
            self.fail(f"{value!r} is not KEY=JSON", param, ctx)
        return key, super().convert(text, param, ctx)


class SettingKey(click.ParamType[str]):
    """The key of a setting."""

    name = "key"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the keys that the service knows."""
        return [CompletionItem(key) for key in DEFAULTS if key.startswith(incomplete)]


tenant_option = click.option(
    "--tenant", required=True, type=Tenant(), metavar="NAME", help="The tenant's name."
)
restriction_option = click.option(
    "--restriction", "restrictions", multiple=True, metavar="NAME", help="A restriction; may be repeated."
)
