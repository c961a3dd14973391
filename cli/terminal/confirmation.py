"""A last question before something is lost for good."""

import sys

from cli.terminal.failures import CommandFailed
from cli.terminal.output import say


def check_confirmed(name: str, given: str | None, *, warning: str, question: str) -> None:
    """Raise `CommandFailed` unless the name of what will be lost was given, or is typed now."""
    if given is None:
        say(warning)
        print(f"{question}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            say("")
            raise CommandFailed(f"this must be confirmed; give --yes {name}")
        given = line.strip()
    if given != name:
        raise CommandFailed(f"{given!r} is not {name}; nothing was changed")
