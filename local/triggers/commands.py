"""The command `schedule`."""

import argparse
import contextlib
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from local.invocation import InvocationFailed, invoke
from local.paths import FUNCTIONS
from local.template import load_template
from local.triggers.schedules import scheduled_event
from local.triggers.topology import topology_of
from shared.domain.instants import now

Environment = Callable[[argparse.Namespace], AbstractContextManager[None]]


class ScheduleFailed(Exception):
    """The function cannot be run, or has failed; the message is one line."""


def add_commands(commands: Any, environment: Environment) -> None:  # noqa: ANN401 - argparse's own
    """Add it; `environment` is what the functions need, for the options given."""
    actions = commands.add_parser("schedule", help="functions that run at certain times").add_subparsers(
        required=True, metavar="ACTION"
    )
    run = actions.add_parser("run", help="run one now, on this machine")
    run.add_argument("function", metavar="NAME", help="for example OnPasswordMigrationDayFunction")
    run.set_defaults(command=partial(_run, environment))


def _run(environment: Environment, options: argparse.Namespace) -> None:
    scheduled = {each.function.name: each.function for each in topology_of(load_template()).schedules}
    if options.function not in scheduled:
        raise ScheduleFailed(f"{options.function} is none of those on a schedule: {', '.join(scheduled)}")
    sys.path.insert(0, str(FUNCTIONS))
    # What functions print is log.
    with environment(options), contextlib.redirect_stdout(sys.stderr):
        try:
            invoke(scheduled[options.function], scheduled_event(now()))
        except InvocationFailed:
            raise ScheduleFailed(f"{options.function} has failed; the lines above say why") from None
