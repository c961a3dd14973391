"""The output of commands: results on standard output, messages on standard error."""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from cli.terminal.failures import CommandFailed
from shared.domain.instants import instant_text

_C = TypeVar("_C", bound=Callable[..., Any])


def json_option(command: _C) -> _C:
    """Let a command take `--json`, which reaches its function as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(command)


def report(document: object, text: str, *, as_json: bool) -> None:
    """Print a result, as the text for people, or as the JSON document."""
    if as_json:
        print_json(document)
    else:
        print_text(text)


def print_json(document: object) -> None:
    """Print a result that is a JSON document."""
    print_text(indented(document))


def indented(document: object) -> str:
    """Return a document as JSON that people can read, too."""
    import simplejson

    return simplejson.dumps(document, indent=2, ensure_ascii=False, use_decimal=True)


def print_text(text: str) -> None:
    """Print a result and flush it, so that a failure to write it shows before the next step."""
    if sys.stdout is None:  # Python's own way to say that it was closed, where print() does nothing
        raise CommandFailed("standard output is closed")
    print(text, flush=True)


def say(sentence: str) -> None:
    """Tell people what was done, on standard error, where no program reads it."""
    print(sentence, file=sys.stderr, flush=True)


def done(sentence: str, document: object, *, as_json: bool) -> None:
    """Say what was done; programs that ask for it get the document."""
    say(sentence)
    if as_json:
        print_json(document)


def counted(count: int, thing: str) -> str:
    """Return `1 message`, `2 messages`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def instant_or_none(at: datetime | None) -> str | None:
    """Return an instant as the API writes it, or None where there is none."""
    return instant_text(at) if at is not None else None
