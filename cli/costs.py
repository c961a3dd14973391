"""The command `costs`."""

import click

from cli.terminal.command import Command
from cli.terminal.failures import CommandFailed
from cli.terminal.output import print_text
from cli.terminal.place import Place, with_place

_FORMATS = ("table", "json", "markdown")


@click.command("costs", cls=Command)
@click.argument("operations", metavar="[OPERATION]...", nargs=-1)
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="table", help="The output format.")
@click.option("--json", "format_", flag_value="json", help="The same as --format json.")
@with_place
def print_costs(place: Place, *, operations: tuple[str, ...], format_: str) -> None:
    """Show the DynamoDB requests of each operation, and the price of a million calls.

    Name an OPERATION to see only that one, for example get_customer.
    """
    if place.on_aws:
        raise CommandFailed("costs are measured on an engine of their own; leave out --stack and --table")
    from local.stack.template import functions_of, http_api, load_templates
    from tools.costs.costing import costs
    from tools.costs.indexing import indexing_costs
    from tools.costs.prices import prices
    from tools.costs.report import as_json, as_markdown, as_table, of_index, of_searches, of_stream
    from tools.rehearsal.rehearsing import RehearsalFailed, rehearse
    from tools.rehearsal.samples import samples
    from tools.rehearsal.stage import empty_table

    api, charged = http_api(*load_templates()), prices()
    if missing := set(operations) - {sample.operation for sample in samples(api)}:
        named = ", ".join(sorted(missing))
        raise CommandFailed(f"there is no operation {named}; docs/costs.md lists them")
    with empty_table():
        # The modules of lines of the log read the environment when they are imported.
        from tools.costs.following import following_costs

        try:
            found = costs(rehearse(api, metered=True, only=set(operations)), api, charged)
            is_whole = format_ == "markdown" and not operations
            indexings = indexing_costs() if is_whole else []
            followings = following_costs(functions_of(*load_templates()), charged) if is_whole else []
        except RehearsalFailed as error:
            raise CommandFailed(str(error)) from None
    shown = {"table": as_table, "json": as_json, "markdown": as_markdown}[format_]
    print_text(shown(found, charged))
    if indexings:
        print_text(f"\n{of_index(indexings)}")
        print_text(f"\n{of_searches(found, charged)}")
        print_text(f"\n{of_stream(followings, charged)}")
