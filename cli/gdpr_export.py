"""The command `gdpr-export`."""

from pathlib import Path

import click

from cli.terminal.command import Command
from cli.terminal.failures import CommandFailed
from cli.terminal.output import indented, json_option, print_json, say
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, with_place


@click.command("gdpr-export", cls=Command)
@click.argument("number", required=False)
@tenant_option
@click.option(
    "--email", metavar="ADDRESS", help="Instead of NUMBER: the customer's log-in or contact e-mail address."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Instead of standard output.")
@json_option
@with_place
def gdpr_export(
    place: Place,
    *,
    number: str | None,
    tenant: str,
    email: str | None,
    output: Path | None,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Print everything that is stored about one customer, as one JSON document.

    You can also export a deleted customer by its number: the document contains what is left. It says what it
    omits, and why. It holds personal data, so only its owner can read the FILE (mode 0600).
    """
    if (number is None) == (email is None):
        raise click.UsageError("Give either NUMBER or --email.")
    with place.environment():
        from cli.transfer.exporting import private_file
        from shared.runtime.wiring import wiring
        from shared.use_cases.customers.export_customer import export_customer

        if number is None:
            assert email is not None  # noqa: S101 - one of both is given
            number = _only_number(tenant, email)
        document = export_customer(wiring().holdings, tenant, number)
        if output is None:
            print_json(document)
            return
        with private_file(output) as file:
            file.write(f"{indented(document)}\n".encode())
    say(f"wrote the data of the customer {number} to {output}")


def _only_number(tenant: str, email: str) -> str:
    from shared.runtime.wiring import wiring
    from shared.use_cases.customers.export_customer import numbers_of

    numbers = list(numbers_of(wiring().directory, tenant, email))
    if not numbers:
        raise CommandFailed(f"tenant {tenant} has no customer with this e-mail address")
    if len(numbers) > 1:
        raise CommandFailed(
            f"several customers have this e-mail address; give one of their numbers: {', '.join(numbers)}"
        )
    return numbers[0]
