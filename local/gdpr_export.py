"""The command `gdpr-export`."""

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import simplejson

Environment = Callable[[argparse.Namespace], AbstractContextManager[None]]

_DESCRIPTION = """Print everything that is held about one customer, as one JSON document.

Also what is left of a deleted one can be asked for, by its number. The document says what it omits, and why.
It holds personal data: a file is for its owner alone (mode 0600)."""


class GdprExportFailed(Exception):
    """What went wrong, in one line."""


def add_commands(commands: Any, environment: Environment) -> None:  # noqa: ANN401 - argparse's own
    """Add it; `environment` is what the adapters need, for the options given."""
    export = commands.add_parser(
        "gdpr-export",
        help="print everything that is held about one customer",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("--tenant", required=True)
    which = export.add_mutually_exclusive_group(required=True)
    which.add_argument("number", nargs="?", metavar="NUMBER", help="the customer's number")
    which.add_argument("--email", metavar="ADDRESS", help="or what it logs in with, or is reached by")
    export.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")
    export.set_defaults(command=partial(_export, environment))


def _export(environment: Environment, options: argparse.Namespace) -> None:
    with environment(options):
        from local.transfer.exporting import private_file
        from shared.runtime import wiring
        from shared.use_cases.customers.export_customer import export_customer

        number = options.number or _only_number(options.tenant, options.email)
        document = export_customer(wiring.holdings(), options.tenant, number)
        text = simplejson.dumps(document, indent=2, ensure_ascii=False, use_decimal=True) + "\n"
        if options.output is None:
            sys.stdout.write(text)
            return
        try:
            with private_file(options.output) as file:
                file.write(text.encode())
        except OSError as error:
            raise GdprExportFailed(f"{error.filename}: {error.strerror}") from None


def _only_number(tenant: str, email: str) -> str:
    from shared.runtime import wiring
    from shared.use_cases.customers.export_customer import numbers_of

    numbers = list(numbers_of(wiring.directory(), tenant, email))
    if not numbers:
        raise GdprExportFailed(f"tenant {tenant} has no customer with this e-mail address")
    if len(numbers) > 1:
        raise GdprExportFailed(f"several customers have this e-mail address: {', '.join(numbers)}")
    return numbers[0]
