"""Secrets for commands. None is an argument: the list of processes and the shell's history would show it."""

import getpass
import sys

import click
from click.core import ParameterSource

STANDARD_INPUT = "-"


class Secret(click.ParamType[str]):
    """`-` for a line on standard input; in the environment, the secret itself."""

    name = "secret"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the secret."""
        if ctx is not None and param is not None and param.name is not None:
            source = ctx.get_parameter_source(param.name)
            if source in {ParameterSource.ENVIRONMENT, ParameterSource.DEFAULT_MAP}:
                return value
        if value != STANDARD_INPUT:
            # The value is not repeated.
            self.fail("must be -, so that the secret is read from standard input and no other user sees it")
        secret = sys.stdin.readline().strip()
        if not secret:
            self.fail("there is no secret on standard input")
        return secret


def secret_or_asked(secret: str | None, *, option: str, variable: str) -> str:
    """Return the secret that was given, or that a person types now. Raises `click.UsageError` without one."""
    if secret is None and sys.stdin is not None and sys.stdin.isatty():
        secret = getpass.getpass("Secret: ")
    if not secret:
        raise click.UsageError(f"Give the secret on standard input with '{option} -', or in {variable}.")
    return secret
