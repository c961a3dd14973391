"""The commands `import` and `export`."""

import argparse
import os
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import botocore.session

from local.transfer.columns import COLUMNS
from local.transfer.failures import TransferFailed
from local.transfer.files import FORMATS, NDJSON
from shared.domain.errors import StorageUnavailable

Environment = Callable[[argparse.Namespace], AbstractContextManager[None]]
SOME_REJECTED = 3
_INTERRUPTED = 130
_WORKERS, _MOST_WORKERS = 8, 32
_STDOUT = "-"

_FORMATS = """formats:
  .ndjson  one JSON object a line: the item of an import by the API, and also addresses, b2b.legalEntities,
           account.providerId, account.initialPassword, restrictionSynced, metadataCreatedAt and lastLogin.
           A customer without a log-in has no account; one without a hash needs a password reset.
  .csv     the same members in columns named by the first line: id, account.email, firstName, mixins, ...
           account.legacyAuth, b2b.legalEntities, mixins, metadata.mixins and addresses are JSON in a cell.
           An empty cell is an absent member; a cell with "" (two quote characters) is the empty text."""
_COLUMNS = textwrap.fill(
    ", ".join(COLUMNS),
    width=110,
    initial_indent="columns: ",
    subsequent_indent=" " * 9,
    break_on_hyphens=False,
)
_IMPORT = f"""Import customers from a file, each exactly once.

A run that was ended, however it was, is gone on with by the same command: FILE.progress says how far it came.
Lines that cannot be imported go to the rejects file with the reason, and without password hashes.

{_FORMATS}
{_COLUMNS}"""
_IMPORT_EPILOG = f"""exit code: 0 all is imported, {SOME_REJECTED} some lines were rejected, 1 it failed

mended rejects can be imported again:
  jq -c .record customers.ndjson.rejects.ndjson > mended.ndjson"""
_EXPORT = f"""Export all customers of a tenant, ordered by id.

Imported into a tenant with the same configuration and exported from there, the file is the same again, byte
by byte. It holds personal data, so that only its owner can read it (mode 0600).

{_FORMATS}
{_COLUMNS}"""


def add_commands(commands: Any, environment: Environment) -> None:  # noqa: ANN401 - argparse's own
    """Add both; `environment` is what the adapters need, for the options given."""
    import_ = commands.add_parser(
        "import",
        help="import customers from a file",
        description=_IMPORT,
        epilog=_IMPORT_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    import_.add_argument("file", type=Path, metavar="FILE", help="its name ends in .ndjson or .csv")
    import_.add_argument("--tenant", required=True)
    import_.add_argument(
        "--rejects", type=Path, metavar="FILE", help="where rejected lines go (FILE.rejects.ndjson)"
    )
    import_.add_argument(
        "--workers",
        type=int,
        default=_WORKERS,
        choices=range(1, _MOST_WORKERS + 1),
        metavar="N",
        help=f"customers written at a time, up to {_MOST_WORKERS} (%(default)s)",
    )
    import_.add_argument(
        "--restart",
        action="store_true",
        help="begin with the first line again; what was imported in the last 24 hours is not imported twice",
    )
    import_.set_defaults(command=partial(_import, environment))

    export = commands.add_parser(
        "export",
        help="export the customers of a tenant to a file",
        description=_EXPORT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument(
        "file", nargs="?", default=_STDOUT, metavar="FILE", help="without one, or -: standard output"
    )
    export.add_argument("--tenant", required=True)
    export.add_argument("--format", choices=FORMATS, help="by the name of FILE, else ndjson")
    export.add_argument(
        "--with-password-hashes",
        action="store_true",
        help="so that customers keep their passwords where the file is imported; without, they need a reset",
    )
    export.set_defaults(command=partial(_export, environment))


def _import(environment: Environment, options: argparse.Namespace) -> None:
    with environment(options):
        from local.transfer.importing import Job, import_file
        from shared.runtime import wiring

        _check_tenant(options.tenant)
        rejects = options.rejects or options.file.with_name(f"{options.file.name}.rejects.ndjson")
        job = Job(
            path=options.file,
            tenant=options.tenant,
            target=_target(options),
            rejects=rejects,
            workers=options.workers,
            restart=options.restart,
        )
        started = time.monotonic()
        try:
            report = import_file(job, wiring.customer_importing(), wiring.table())
        except OSError as error:
            raise TransferFailed(_told(error)) from None
        except StorageUnavailable:
            problem = "the table does not keep up; run the same command again to go on, with fewer --workers"
            raise TransferFailed(problem) from None
        except KeyboardInterrupt:
            print("customers: interrupted; run the same command again to go on", file=sys.stderr)
            sys.exit(_INTERRUPTED)
    seconds = time.monotonic() - started
    counts = f"{report.imported}, rejected {report.rejected}, already imported {report.already_imported}"
    print(f"imported {counts} in {_seconds_and_rate(report.imported, seconds)}", file=sys.stderr)
    if report.reset_needed:
        print(f"{report.reset_needed} need a password reset: no hash that can be verified", file=sys.stderr)
    if report.rejected:
        print(f"what was rejected, and why, is in {rejects}", file=sys.stderr)
        sys.exit(SOME_REJECTED)


def _export(environment: Environment, options: argparse.Namespace) -> None:
    path = None if options.file == _STDOUT else Path(options.file)
    suffix = path.suffix.lower().removeprefix(".") if path is not None else ""
    format_ = options.format or (suffix if suffix in FORMATS else NDJSON)
    with environment(options):
        from local.transfer.exporting import export_to, private_file

        _check_tenant(options.tenant)
        export = partial(
            export_to,
            tenant=options.tenant,
            format_=format_,
            with_password_hashes=options.with_password_hashes,
        )
        started = time.monotonic()
        try:
            if path is None:
                exported = export(sys.stdout.buffer)
                sys.stdout.flush()
            else:
                with private_file(path) as file:
                    exported = export(file)
        except BrokenPipeError:
            # Whoever read has seen enough. What is still buffered must not fail once more at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            raise TransferFailed(_told(error)) from None
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
    seconds = time.monotonic() - started
    print(f"exported {exported} customers in {_seconds_and_rate(exported, seconds)}", file=sys.stderr)


def _check_tenant(tenant: str) -> None:
    from shared.runtime import wiring

    if not wiring.tenants().settings(tenant):
        raise TransferFailed(f"there is no tenant {tenant}; make it with `customers tenant create {tenant}`")


def _target(options: argparse.Namespace) -> str:
    if options.table is None:
        return f"tenant {options.tenant} of {options.state_dir.resolve()}"
    session = botocore.session.get_session()
    where = options.endpoint_url or session.get_config_variable("region")
    return f"tenant {options.tenant} of table {options.table}, {where}, {session.profile or 'no'} profile"


def _told(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def _seconds_and_rate(count: int, seconds: float) -> str:
    return f"{seconds:.1f} seconds, {count / max(seconds, 0.001):.0f} customers per second"
