"""The command `completion`."""

import click
from click.shell_completion import get_completion_class

from cli.terminal.command import Command
from cli.terminal.output import print_text

VARIABLE = "_CUSTOMERS_COMPLETE"
"""The environment variable in which the shell's function asks for completions."""
_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> None:
    """Print the script that lets a shell complete commands, options and settings.

    \b
      bash, zsh:  eval "$(./customers completion bash)"
      fish:       ./customers completion fish | source
    """
    root = context.find_root()
    completes = get_completion_class(shell)
    assert completes is not None  # noqa: S101 - click has all three
    print_text(completes(root.command, {}, str(root.info_name), VARIABLE).source())
