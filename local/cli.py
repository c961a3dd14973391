"""`customers`: tenants, service clients, configuration and tokens, on the laptop or on AWS."""

import argparse
import contextlib
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import simplejson
from botocore.exceptions import BotoCoreError, ClientError

from local.bus.commands import add_commands as add_event_commands
from local.bus.store import BusFailed
from local.costs.commands import CostsFailed
from local.costs.commands import add_commands as add_costs_commands
from local.engine import EngineFailed, engine_for
from local.environment import adopt, function_environment
from local.gdpr_export import GdprExportFailed
from local.gdpr_export import add_commands as add_gdpr_export_command
from local.mailbox.commands import add_commands as add_mailbox_commands
from local.mailbox.store import MailboxFailed
from local.paths import STATE_DIR
from local.transfer.commands import add_commands as add_transfer_commands
from local.transfer.failures import TransferFailed
from local.triggers.commands import ScheduleFailed
from local.triggers.commands import add_commands as add_schedule_commands
from shared.domain import fields, json_text
from shared.domain.access import Access, Grant
from shared.domain.configuration import DEFAULTS, SHARD_COUNTS
from shared.domain.customer_rules import Precondition
from shared.domain.errors import DomainError, Problem, ValidationFailed
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.domain.setting_rules import Setting, SettingChange, new_setting
from shared.ports import PageRequest

DEFAULT_URL = "http://127.0.0.1:8080"
_EPILOG = """examples:
  customers tenant create acme --restriction DE --restriction FR --set token.accessSeconds=3600
  customers client create --tenant acme --name shop --scope "customer.customer_manage" --restriction DE
  customers token --client-id ID --client-secret SECRET
  customers --table customers-prod config get --tenant acme
  customers export acme.ndjson --tenant acme --with-password-hashes
  customers import acme.ndjson --tenant acme2
  customers gdpr-export --tenant acme --email anna@example.com --output anna.json
  customers mailbox --to demo@example.com
  customers events tail --tenant acme --name customer.created
  customers costs get_customer create_customer

Without --table it works on the state of `make run`, whether that is running or not."""


class CommandFailed(Exception):
    """What went wrong, in one line."""


_FAILURES = (
    CommandFailed,
    BusFailed,
    CostsFailed,
    EngineFailed,
    GdprExportFailed,
    MailboxFailed,
    ScheduleFailed,
    TransferFailed,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Exit code 1: it failed and one line says why; 2: the command is not understood."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except _FAILURES as error:
        sys.exit(f"customers: {error}")
    except DomainError as error:
        problems = "; ".join(f"{p.field}: {p.message}" if p.field else p.message for p in error.problems)
        sys.exit(f"customers: {problems or error.message}")
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"customers: the table cannot be used: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="customers",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    where = parser.add_argument_group("where the data is")
    where.add_argument("--state-dir", type=Path, default=STATE_DIR, help="state of `make run` (%(default)s)")
    where.add_argument("--table", help="a DynamoDB table on AWS, with the usual AWS credentials and region")
    where.add_argument("--endpoint-url", help="another DynamoDB endpoint, with --table")
    where.add_argument("--kms-key", help="the key that protects keys and secrets, with --table")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    tenant = commands.add_parser("tenant", help="tenants").add_subparsers(required=True, metavar="ACTION")
    create = tenant.add_parser("create", help="make a tenant ready for use")
    create.add_argument("tenant", help="3 to 16 lower-case letters and digits")
    create.add_argument("--restriction", action="append", default=[], help="a restriction; may be repeated")
    create.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=JSON",
        type=_setting,
        help="a setting; may be repeated",
    )
    create.add_argument(
        "--shards",
        type=int,
        default=1,
        choices=SHARD_COUNTS,
        help="index partitions per restriction, of 1,000 writes a second each; fixed for good (%(default)s)",
    )
    create.set_defaults(command=_create_tenant)

    _add_client(commands)
    _add_config(commands)
    add_transfer_commands(commands, _environment)
    add_gdpr_export_command(commands, _environment)
    add_mailbox_commands(commands)
    add_event_commands(commands)
    add_schedule_commands(commands, _environment)
    add_costs_commands(commands)

    explain = commands.add_parser("explain", help="show how a list is answered, and what it costs")
    explain.add_argument("--tenant", required=True)
    explain.add_argument("--q", help="a filter, as in the API")
    explain.add_argument("--sort", help="an order, as in the API")
    explain.add_argument("--page-number", type=int, default=1, metavar="N")
    explain.add_argument("--page-size", type=int, default=60, metavar="N")
    explain.add_argument("--restriction", action="append", help="as a caller limited to it; may be repeated")
    explain.add_argument("--analyze", action="store_true", help="also carry it out and show the actual cost")
    explain.set_defaults(command=_explain)

    keys = commands.add_parser("keys", help="keys that sign tokens").add_subparsers(
        required=True, metavar="ACTION"
    )
    rotate = keys.add_parser("rotate", help="sign with a new key from now on; the one before stays valid")
    rotate.set_defaults(command=_rotate_keys)

    token = commands.add_parser("token", help="get an access token from the service and print it")
    token.add_argument("--client-id", required=True)
    token.add_argument("--client-secret", required=True)
    token.add_argument("--scope", help="fewer scopes than the client has")
    token.add_argument("--url", default=DEFAULT_URL, help="where the service runs (%(default)s)")
    token.set_defaults(command=_print_token)
    return parser


def _add_client(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    client = commands.add_parser("client", help="service clients").add_subparsers(
        required=True, metavar="ACTION"
    )
    create = client.add_parser("create", help="make a client and print its id and secret as JSON")
    create.add_argument("--tenant", required=True)
    create.add_argument("--name", required=True, help="what the client is for")
    create.add_argument(
        "--scope", required=True, help="scopes separated by spaces, each perhaps with --RESTRICTION"
    )
    create.add_argument(
        "--restriction", action="append", default=[], help="limits every scope; may be repeated"
    )
    create.add_argument("--public", action="store_true", help="a client without a secret, for storefronts")
    create.set_defaults(command=_create_client)

    adopt = client.add_parser("adopt", help="make a client of the stack's user pool known to the service")
    adopt.add_argument("--client-id", required=True, help="the id that it has in the pool")
    adopt.add_argument("--tenant", required=True)
    adopt.add_argument("--name", required=True, help="what the client is for")
    adopt.add_argument(
        "--scope", required=True, help="scopes separated by spaces, the most that its tokens get"
    )
    adopt.add_argument(
        "--restriction", action="append", default=[], help="limits every scope; may be repeated"
    )
    adopt.set_defaults(command=_adopt_client)


def _add_config(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    config = commands.add_parser("config", help="tenant configuration").add_subparsers(
        required=True, metavar="ACTION"
    )
    get = config.add_parser(
        "get", help='print all settings, or one, as JSON; of a secured one nothing but {"secured": true}'
    )
    get.add_argument("key", nargs="?", help="for example restrictions")
    get.add_argument("--tenant", required=True)
    get.set_defaults(command=_get_config)
    put = config.add_parser("set", help="set or change one setting")
    put.add_argument("key", help="for example customerActiveOnCreation")
    put.add_argument("value", type=_json, help='JSON, for example false or \'["DE", "FR"]\'')
    put.add_argument("--tenant", required=True)
    put.add_argument("--secured", action="store_true", help="encrypt the value and never show it again")
    put.set_defaults(command=_set_config)
    unset = config.add_parser("unset", help="leave one setting to its default")
    unset.add_argument("key", help="for example customerActiveOnCreation")
    unset.add_argument("--tenant", required=True)
    unset.set_defaults(command=_unset_config)


def _create_tenant(options: argparse.Namespace) -> None:
    tenant = _tenant(options.tenant)
    with _environment(options):
        from shared.runtime import wiring

        settings = dict(options.set)
        if any(_checked_setting(key, value).secured for key, value in settings.items()):
            _demand_kms_key(options)
        wiring.tenants().create(tenant, restrictions=options.restriction, shards=options.shards)
        for key, value in settings.items():
            wiring.tenants().put(tenant, key, value)


def _create_client(options: argparse.Namespace) -> None:
    with _environment(options):
        from shared.runtime import wiring
        from shared.use_cases.identity.create_service_client import create_service_client

        client, secret = create_service_client(
            wiring.service_clients(),
            tenant=_tenant(options.tenant),
            name=options.name,
            scope=options.scope,
            restrictions=tuple(options.restriction),
            public=options.public,
        )
        print(json.dumps({"client_id": client.id, "client_secret": secret}))


def _adopt_client(options: argparse.Namespace) -> None:
    with _environment(options):
        from shared.runtime import wiring
        from shared.use_cases.identity.adopt_client import adopt_client

        adopt_client(
            wiring.service_clients(),
            client_id=options.client_id,
            tenant=_tenant(options.tenant),
            name=options.name,
            scope=options.scope,
            restrictions=tuple(options.restriction),
        )


def _get_config(options: argparse.Namespace) -> None:
    tenant = _tenant(options.tenant)
    with _environment(options):
        from shared.runtime import wiring
        from shared.use_cases.configuration.list_configurations import list_configurations

        stored = list_configurations(wiring.tenants(), tenant, keys=())
        shown = {setting.key: {"secured": True} if setting.secured else setting.value for setting in stored}
        settings = {**DEFAULTS, **shown}
        if options.key is None:
            print(simplejson.dumps(settings, indent=2, use_decimal=True))
        elif options.key in settings:
            print(json_text.dumps(settings[options.key]))
        else:
            raise CommandFailed(f"tenant {tenant} has no setting {options.key}")


def _set_config(options: argparse.Namespace) -> None:
    secured = True if options.secured else None
    change = SettingChange(_tenant(options.tenant), options.key, options.value, secured, creates=True)
    with _environment(options):
        from shared.runtime import wiring
        from shared.use_cases.configuration.update_configuration import update_configuration

        stored = wiring.tenants().setting(change.tenant, change.key)
        if (stored and stored.secured) or new_setting(change.key, change.value, secured=secured).secured:
            _demand_kms_key(options)
        update_configuration(wiring.tenants(), change)


def _unset_config(options: argparse.Namespace) -> None:
    tenant = _tenant(options.tenant)
    with _environment(options):
        from shared.runtime import wiring
        from shared.use_cases.configuration.delete_configuration import delete_configuration

        delete_configuration(wiring.tenants(), tenant, options.key, Precondition())


def _explain(options: argparse.Namespace) -> None:
    tenant = _tenant(options.tenant)
    query, order = parse_query(options.q), parse_order(options.sort)
    access = Access(wide=Grant(frozenset(options.restriction) if options.restriction else None))
    request = PageRequest(max(options.page_number, 1), max(options.page_size, 1))
    with _environment(options):
        from local.explain import explanation

        print(explanation(tenant, access, query, order, request, analyze=options.analyze))


def _rotate_keys(options: argparse.Namespace) -> None:
    _demand_kms_key(options)
    with _environment(options):
        from shared.runtime import wiring

        print(wiring.token_signer().rotate())


def _demand_kms_key(options: argparse.Namespace) -> None:
    if options.table is not None and options.kms_key is None:
        raise CommandFailed("--kms-key is needed: see the stack's output SigningKeyId")


def _print_token(options: argparse.Namespace) -> None:
    form = {"grant_type": "client_credentials", **({"scope": options.scope} if options.scope else {})}
    identity = "".join(
        (urllib.parse.quote(options.client_id), ":", urllib.parse.quote(options.client_secret))
    )
    request = urllib.request.Request(  # noqa: S310 - the user names the service
        f"{options.url.rstrip('/')}/oauth/token",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Authorization": f"Basic {b64encode(identity.encode()).decode()}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            print(json.load(answer)["access_token"])
    except urllib.error.HTTPError as error:
        refusal = json.loads(error.read() or b"{}")
        reason = refusal.get("error_description") or refusal.get("error") or error.reason
        raise CommandFailed(f"no token: {reason}") from None
    except (urllib.error.URLError, TimeoutError, ValueError):
        reason = f"no service answers at {options.url}; start it with `make run`, or give its --url"
        raise CommandFailed(reason) from None


@contextlib.contextmanager
def _environment(options: argparse.Namespace) -> Iterator[None]:
    """The environment of the functions, for the adapters that are made from now on."""
    if options.table is not None:
        os.environ["TABLE_NAME"] = options.table
        if options.endpoint_url is not None:
            os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = options.endpoint_url
        if options.kms_key is not None:
            os.environ["SIGNING_KMS_KEY_ID"] = options.kms_key
        yield
        return
    if options.endpoint_url is not None:
        raise CommandFailed("--endpoint-url goes with --table")
    if not options.state_dir.is_dir():
        raise CommandFailed(f"{options.state_dir} has no state yet; start the service once with `make run`")
    with engine_for(options.state_dir) as url:
        adopt(function_environment(options.state_dir, url, DEFAULT_URL))
        yield


def _tenant(name: str) -> str:
    try:
        return fields.tenant(name)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "tenant")) from None


def _checked_setting(key: str, value: object) -> Setting:
    try:
        return new_setting(key, value)
    except ValidationFailed as error:
        raise CommandFailed(f"{key}: {error.problems[0].message}") from None


def _setting(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=JSON")
    return key, _json(value)


def _json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json_text.loads_strictly(text.encode())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not JSON (texts take quotes: '\"main\"')") from None


if __name__ == "__main__":
    main()
