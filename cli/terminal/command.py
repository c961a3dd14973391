"""The kinds of commands: their help has a section for the options that say where the data is."""

import click

CONTEXT_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110, "show_default": True}


class PlaceOption(click.Option):
    """An option that says where the data is."""


class Command(click.Command):
    """A command that does something."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then those that say where the data is."""
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """A command that has commands; all of them are of these two kinds."""

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands before the options, since most readers look for a command."""
        self.format_commands(ctx, formatter)
        _write_options(self, ctx, formatter)


def _write_options(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    own: list[tuple[str, str]] = []
    of_place: list[tuple[str, str]] = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            (of_place if isinstance(parameter, PlaceOption) else own).append(record)
    for title, records in (("Options", own), ("Where the data is", of_place)):
        if records:
            with formatter.section(title):
                formatter.write_dl(records)
