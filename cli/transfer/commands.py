"""The commands `import` and `export`."""

import csv
import sys
import textwrap
import time
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import click

from cli.terminal.command import Command
from cli.terminal.exit_code import ExitCode
from cli.terminal.failures import explained
from cli.terminal.output import counted, json_option, print_json, say
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, with_place
from cli.transfer.columns import COLUMNS, IMPORTED_COLUMNS
from cli.transfer.failures import TransferFailed
from cli.transfer.files import FORMATS, NDJSON
from cli.transfer.modes import Mode
from shared.domain.errors import StorageUnavailable
from shared.domain.json_text import Json

_WORKERS, _MOST_WORKERS = 8, 32
_STDOUT = "-"

_FORMATS = """\b
formats:
  .ndjson  one JSON object per line: an item of the API's import, and also addresses, b2b.legalEntities,
           account.providerId, account.initialPassword, restrictionSynced, metadataCreatedAt and lastLogin.
           A customer without a log-in has no account; one without a password hash needs a password reset.
  .csv     the same members in columns, named in the first line: id, account.email, firstName, mixins, ...
           account.legacyAuth, b2b.legalEntities, mixins, metadata.mixins and addresses are JSON in a cell.
           An empty cell is an absent member, a cell with \\N is null, and one with "" (two quote characters)
           is the empty string.
           Text that a spreadsheet would run as a formula, such as +49 or =1, has an apostrophe in front.
           --raw leaves such text as it is."""
_RECOGNISED = """\b
recognised in a file to import:
  format     .jsonl is read as .ndjson; .tsv and .txt are read as .csv
  encoding   UTF-8 and UTF-16, with or without a byte order mark, and UTF-32 with one; a file that is not
             UTF-8 is Windows-1252, or Mac Roman where lines end with CR
  delimiter  , ; tab or |, as the first line shows it; a line sep=; before that
  columns    in any case and with blanks: "First Name" is firstName; empty ones at the end are left out
  flags      true, 1, yes, on; false, 0, no, off; and what spreadsheets write in German, French, ..."""
_MODES = """\b
modes:
  create   every record is a new customer; one who is known is rejected
  update   customers who are known are changed; a record of nobody who is known is rejected
  upsert   customers who are known are changed, and others are created
A known customer is found by id, or without one by account.email. Only what the record names is changed: an
empty cell or an absent member leaves what is there, and null (\\N in a cell) clears it. mixins are merged; an
address is changed or added, and never removed. Password and lastLogin of a known customer stay; a record with
another log-in, legal entities, metadataCreatedAt or restrictionSynced is rejected. With metadata.version in
the record, only that version is changed."""


def _columns(names: Sequence[str]) -> str:
    return textwrap.fill(
        ", ".join(names),
        width=106,
        initial_indent="columns: ",
        subsequent_indent=" " * 9,
        break_on_hyphens=False,
    )


_IMPORT = f"""Import customers from a file, each exactly once. The name of FILE ends in .ndjson or .csv.

Run the same command again to resume, however the last run ended: FILE.progress records how far it came. Lines
that cannot be imported go to the rejects file with the reason, and without password hashes.

{_MODES}

{_FORMATS}

{_RECOGNISED}

\b
{_columns(IMPORTED_COLUMNS)}"""
_IMPORT_EPILOG = f"""\b
exit: {ExitCode.DONE} all imported, {ExitCode.SOME_REJECTED} some lines rejected, {ExitCode.FAILED} failed

\b
correct the rejected records (remove "guessed" from those that you have checked), and import them with the
same --mode:
  jq -c .record customers.ndjson.rejects.ndjson > mended.ndjson"""
_EXPORT = f"""Export all customers of a tenant, ordered by id, to FILE, or to standard output (no FILE, or -).

If you import the file into a tenant with the same configuration and export that tenant, the two files are
identical. The file holds personal data, so only its owner can read it (mode 0600).

{_FORMATS}

\b
{_columns(COLUMNS)}"""


class _Delimiter(click.ParamType[str]):
    name = "delimiter"

    def convert(self, value: Json, param: click.Parameter | None, ctx: click.Context | None) -> str:
        delimiter = "\t" if value in ("tab", "\\t") else str(value)
        if len(delimiter) != 1 or delimiter.isalnum() or delimiter in '"\r\n ':
            self.fail("must be one character, such as ';', or tab.", param, ctx)
        return delimiter


class _Encoding(click.ParamType[str]):
    name = "encoding"

    def convert(self, value: Json, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from cli.transfer.encodings import named_encoding

        try:
            return named_encoding(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class _Names(click.ParamType[Sequence[str]]):
    """Names in a row of CSV: one that has a comma has quotes around it."""

    name = "names"

    def convert(self, value: Json, param: click.Parameter | None, ctx: click.Context | None) -> Sequence[str]:
        try:
            names = [name.strip() for name in next(csv.reader([value], strict=True), [])]
        except csv.Error:
            names = []
        if not all(names) or not names:
            self.fail(f"{value!r} is not a list of names, such as notes,score.", param, ctx)
        return names


@click.command(
    "import", cls=Command, help=_IMPORT, short_help="Import customers from a file.", epilog=_IMPORT_EPILOG
)
@click.argument("file", type=click.Path(path_type=Path))
@tenant_option
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.CREATE.value,
    help="What to do with customers who are known, and with those who are not.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where rejected lines go (FILE.rejects.ndjson).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, _MOST_WORKERS),
    default=_WORKERS,
    metavar="N",
    help="How many customers are written at the same time.",
)
@click.option(
    "--restart",
    is_flag=True,
    help="Start over with the first line. Lines that created a customer in the last 24 hours are not imported"
    " again; updates are applied again.",
)
@click.option(
    "--delimiter", type=_Delimiter(), metavar="CHARACTER", help="Between the cells of CSV (tab for a tab)."
)
@click.option("--encoding", "codec", type=_Encoding(), metavar="NAME", help="Of the file, such as cp850.")
@click.option(
    "--ignore-columns",
    "ignored",
    multiple=True,
    type=_Names(),
    metavar="NAME,...",
    help="Columns of CSV, or members of NDJSON, that are not imported.",
)
@click.option("--raw", is_flag=True, help="Keep an apostrophe in front of text in CSV.")
@json_option
@with_place
def import_customers(
    place: Place,
    *,
    file: Path,
    tenant: str,
    mode: str,
    rejects: Path | None,
    workers: int,
    restart: bool,
    delimiter: str | None,
    codec: str | None,
    ignored: Sequence[Sequence[str]],
    raw: bool,
    as_json: bool,
) -> ExitCode:
    """Import the file."""
    rejects = rejects or file.with_name(f"{file.name}.rejects.ndjson")
    with place.environment():
        from cli.transfer.importing import Job, import_file
        from shared.runtime.wiring import wiring

        _check_tenant(tenant)
        job = Job(
            path=file,
            tenant=tenant,
            target=_target(place, tenant),
            rejects=rejects,
            workers=workers,
            restart=restart,
            raw=raw,
            mode=Mode(mode),
            codec=codec,
            delimiter=delimiter,
            ignored=tuple(chain.from_iterable(ignored)),
        )
        started = time.monotonic()
        try:
            report = import_file(job, wiring().import_ports, wiring().table)
        except StorageUnavailable as error:
            resumes = "run the same command again to resume, with fewer --workers if the table is throttled"
            raise TransferFailed(f"{explained(error)}: {resumes}") from None
        except KeyboardInterrupt:
            say("customers: interrupted; run the same command again to resume")
            raise
    seconds = time.monotonic() - started
    known = "" if job.mode == Mode.CREATE else f"updated {report.updated}, unchanged {report.unchanged}, "
    counts = (
        f"{report.imported}, {known}rejected {report.rejected}, already imported {report.already_imported}"
    )
    done = report.imported + report.updated + report.unchanged
    say(f"imported {counts} in {_seconds_and_rate(done, seconds)}")
    if report.reset_needed:
        customers = counted(report.reset_needed, "customer")
        say(f"{customers} must reset the password: there is no hash that can be verified")
    if report.passwords_left:
        say(f"of {counted(report.passwords_left, 'known customer')}, the password was left as it is")
    if report.rejected:
        say(f"rejected lines, with the reasons, are in {rejects}")
    if as_json:
        print_json(
            {
                "imported": report.imported,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "alreadyImported": report.already_imported,
                "rejected": report.rejected,
                "resetNeeded": report.reset_needed,
                "rejects": str(rejects) if report.rejected else None,
            }
        )
    return ExitCode.SOME_REJECTED if report.rejected else ExitCode.DONE


@click.command("export", cls=Command, help=_EXPORT, short_help="Export the customers of a tenant to a file.")
@click.argument("file", default=_STDOUT, metavar="[FILE]")
@tenant_option
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Default: as FILE is named, else ndjson."
)
@click.option(
    "--with-password-hashes",
    is_flag=True,
    help="Also export password hashes. Without them, imported customers need a password reset.",
)
@click.option("--raw", is_flag=True, help="Write text in CSV as it is, even if a spreadsheet would run it.")
@json_option
@with_place
def export_customers(
    place: Place,
    *,
    file: str,
    tenant: str,
    format_: str | None,
    with_password_hashes: bool,
    raw: bool,
    as_json: bool,
) -> None:
    """Export to the file."""
    path = None if file == _STDOUT else Path(file)
    if path is None and as_json:
        raise click.UsageError("--json needs a FILE: without one, standard output has the customers.")
    suffix = path.suffix.lower().removeprefix(".") if path is not None else ""
    with place.environment():
        from cli.transfer.exporting import export_to, private_file

        _check_tenant(tenant)
        export = partial(
            export_to,
            tenant=tenant,
            format_=format_ or (suffix if suffix in FORMATS else NDJSON),
            with_password_hashes=with_password_hashes,
            raw=raw,
        )
        started = time.monotonic()
        if path is None:
            exported = export(sys.stdout.buffer)
            sys.stdout.flush()
        else:
            with private_file(path) as target:
                exported = export(target)
    seconds = time.monotonic() - started
    say(f"exported {exported} customers in {_seconds_and_rate(exported, seconds)}")
    if as_json:
        print_json({"exported": exported, "file": str(path)})


def _check_tenant(tenant: str) -> None:
    from shared.runtime.wiring import wiring

    if not wiring().tenants.settings(tenant):
        raise TransferFailed(
            f"there is no tenant {tenant}; create it with `customers tenant create {tenant}`"
        )


def _target(place: Place, tenant: str) -> str:
    if not place.on_aws:
        return f"tenant {tenant} of {place.state_dir.resolve()}"
    import botocore.session

    session = botocore.session.get_session()
    where = place.endpoint_url or session.get_config_variable("region")
    return f"tenant {tenant} of table {place.table_name}, {where}, {session.profile or 'no'} profile"


def _seconds_and_rate(count: int, seconds: float) -> str:
    return f"{seconds:.1f} seconds, {count / max(seconds, 0.001):.0f} customers per second"
