"""The commands `schedule`."""

import contextlib
import sys

import click

from cli.terminal.command import Group
from cli.terminal.failures import CommandFailed
from cli.terminal.output import done, json_option
from cli.terminal.place import Place, place_options, with_place


@click.group("schedule", cls=Group)
@place_options
def schedules() -> None:
    """Run scheduled functions by hand."""


@schedules.command("run")
@click.argument("function", metavar="NAME")
@json_option
@with_place
def run_schedule(place: Place, *, function: str, as_json: bool) -> None:
    """Run a scheduled function now, on this machine. NAME is, for example, OnPasswordMigrationDayFunction."""
    from local.machine.paths import FUNCTIONS
    from local.stack.invocation import InvocationFailed, invoke
    from local.stack.template import load_template
    from local.triggers.schedules import scheduled_event
    from local.triggers.topology import topology_of
    from shared.domain.instants import now

    scheduled = {each.function.name: each.function for each in topology_of(load_template()).schedules}
    if function not in scheduled:
        raise CommandFailed(f"{function} has no schedule; these do: {', '.join(scheduled)}")
    sys.path.insert(0, str(FUNCTIONS))
    # Functions print only their log.
    with place.environment(), contextlib.redirect_stdout(sys.stderr):
        try:
            invoke(scheduled[function], scheduled_event(now()))
        except InvocationFailed:
            raise CommandFailed(f"{function} failed; the lines above say why") from None
    done(f"{function} has run", {"function": function}, as_json=as_json)
