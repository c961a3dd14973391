"""`customers`: manages tenants, service clients, configuration and data, on the laptop or on AWS."""

import os
import sys
from collections.abc import Sequence

import click

from cli.changes import changes
from cli.clients import clients
from cli.completion import VARIABLE, completion
from cli.config import config
from cli.costs import print_costs
from cli.events import events
from cli.explain import explain
from cli.find import find_customers
from cli.gdpr_export import gdpr_export
from cli.history import history
from cli.issuers import issuers
from cli.keys import keys
from cli.mailbox import mailbox
from cli.reindex import reindex
from cli.schedules import schedules
from cli.search import search
from cli.tenants import tenants
from cli.terminal.command import CONTEXT_SETTINGS, Group
from cli.terminal.exit_code import ExitCode
from cli.terminal.failures import explained
from cli.terminal.place import place_options
from cli.tokens import token
from cli.transfer.commands import export_customers, import_customers
from cli.webhook_deliveries import webhooks

NAME = "customers"
_EPILOG = """\b
examples:
  customers tenant create acme --restriction DE --restriction FR --set token.accessSeconds=3600
  customers client create --tenant acme --name shop --scope "customer.customer_manage" --restriction DE
  customers token --client-id ID
  customers config get --tenant acme --stack customers-prod
  customers export acme.ndjson --tenant acme --with-password-hashes
  customers import acme.ndjson --tenant acme2
  customers events tail --tenant acme --name customer.created

Without --stack or --table, a command works on the state of `make run`, whether that is running or not; only
`token`, `webhooks retry` and `webhooks replay` need it running. The options below "Where the data is" can be
before or after a command, or in the environment, for example as CUSTOMERS_STACK."""


def _print_release(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's
    if asked and not context.resilient_parsing:
        from local.machine.release import release

        click.echo(f"{NAME} {release()}")
        context.exit()


@click.group(NAME, cls=Group, context_settings=CONTEXT_SETTINGS, epilog=_EPILOG)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_release,
    help="Print the release and exit.",
)
@place_options
def customers() -> None:
    """Manage tenants, service clients, configuration and data, on the laptop or on AWS."""


for _command in (
    tenants,
    clients,
    issuers,
    config,
    keys,
    token,
    import_customers,
    export_customers,
    gdpr_export,
    history,
    reindex,
    search,
    find_customers,
    changes,
    explain,
    print_costs,
    events,
    webhooks,
    mailbox,
    schedules,
    completion,
):
    customers.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; end with an `ExitCode` unless all is done."""
    if instruction := os.environ.get(VARIABLE):
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(customers, {}, NAME, VARIABLE, instruction))
    if code := _run(sys.argv[1:] if arguments is None else arguments):
        sys.exit(code)


def _run(arguments: Sequence[str]) -> int:
    try:
        with customers.make_context(NAME, list(arguments)) as context:
            code = customers.invoke(context) or ExitCode.DONE
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return _misunderstood(error)
    except BrokenPipeError:
        # The reader has seen enough. Flushing what is still buffered must not fail again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PIPE_CLOSED
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:
        sentence = explained(error)
        if sentence is None:
            raise
        print(f"{NAME}: {sentence}", file=sys.stderr)
        return ExitCode.FAILED
    return int(code)


def _misunderstood(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and error.ctx is not None:
        print(error.ctx.get_help(), file=sys.stderr)
        print(f"{NAME}: Missing command.", file=sys.stderr)
    else:
        usage, path = (error.ctx.get_usage(), error.ctx.command_path) if error.ctx else ("", NAME)
        print(f"{usage}\n{NAME}: {error.format_message()} See {path} --help.", file=sys.stderr)
    return ExitCode.USAGE


if __name__ == "__main__":
    main()
