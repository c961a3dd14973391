"""The commands `config`."""

import difflib
import sys

import click

from cli.terminal.command import Group
from cli.terminal.failures import CommandFailed
from cli.terminal.output import done, json_option, print_json, print_text, say
from cli.terminal.parameters import JsonText, SettingKey, tenant_option
from cli.terminal.place import Place, place_options, with_place
from cli.terminal.secrets import STANDARD_INPUT
from shared.domain import json_text
from shared.domain.errors import ValidationFailed
from shared.domain.json_text import Json
from shared.domain.preconditions import Precondition
from shared.domain.tenants.configuration import DEFAULTS, SHARDS, SSO_PREFIX, TOKEN_EXCHANGE
from shared.domain.tenants.setting_rules import Setting, SettingChange, is_hidden, new_setting

ON_STANDARD_INPUT = (
    "{key} is secured, and arguments can be seen: give its value on standard input to "
    "`customers config set --tenant {tenant} {key} -`"
)


@click.group("config", cls=Group)
@place_options
def config() -> None:
    """Read and change the configuration of tenants."""


@config.command("get")
@click.argument("key", required=False, type=SettingKey())
@tenant_option
@json_option
@with_place
def get_config(place: Place, *, tenant: str, key: str | None, as_json: bool) -> None:  # noqa: ARG001 - it prints nothing else
    """Print all settings, or only KEY, as JSON. A secured setting is printed as {"secured": true}."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.configuration.list_configurations import list_configurations
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        stored = list_configurations(wiring().tenants, tenant, keys=())
    shown = {setting.key: {"secured": True} if is_hidden(setting) else setting.value for setting in stored}
    settings = {**DEFAULTS, **shown}
    if key is None:
        print_json(settings)
    elif key in settings:
        print_text(json_text.dumps(settings[key]))
    else:
        raise CommandFailed(f"tenant {tenant} has no setting {key}{_nearest_of(key)}")


@config.command("set")
@click.argument("key", type=SettingKey())
@click.argument("value")
@tenant_option
@click.option("--secured", is_flag=True, help="Encrypt the value and never show it again.")
@json_option
@with_place
def set_config(place: Place, *, tenant: str, key: str, value: str, secured: bool, as_json: bool) -> None:
    """Set one setting.

    VALUE is JSON, for example: false, '["DE", "FR"]', '"main"'; or - to read it from standard input, which a
    secured setting demands.
    """
    is_argument = value != STANDARD_INPUT
    wanted = JsonText().convert(value, None, None) if is_argument else _on_standard_input()
    change = SettingChange(tenant, key, wanted, secured or None, creates=True)
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.configuration.update_configuration import update_configuration
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        stored = wiring().tenants.setting(change.tenant, change.key)
        if (stored and stored.secured) or new_setting(key, wanted, secured=change.secured).secured:
            if is_argument:
                raise CommandFailed(ON_STANDARD_INPUT.format(key=key, tenant=tenant))
            place.demand_signing_key()
        if stored is None:
            warn_of_unknown_key(key)
        update_configuration(wiring().tenants, change)
    done(f"set {key} of the tenant {tenant}", {"tenant": tenant, "key": key}, as_json=as_json)


@config.command("unset")
@click.argument("key", type=SettingKey())
@tenant_option
@json_option
@with_place
def unset_config(place: Place, *, tenant: str, key: str, as_json: bool) -> None:
    """Reset the setting KEY to its default."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.configuration.delete_configuration import delete_configuration
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        delete_configuration(wiring().tenants, tenant, key, Precondition(), by_operator=True)
    done(
        f"reset {key} of the tenant {tenant} to its default", {"tenant": tenant, "key": key}, as_json=as_json
    )


def checked_setting(key: str, value: object) -> Setting:
    """Return the setting. Raises `CommandFailed` with the key if the service rejects the value."""
    try:
        return new_setting(key, value)
    except ValidationFailed as error:
        raise CommandFailed(f"{key}: {error.problems[0].message}") from None


def _on_standard_input() -> Json:
    try:
        return json_text.loads_strictly(sys.stdin.buffer.read())
    except ValueError:
        raise CommandFailed("what is on standard input is not JSON (a string needs quotes)") from None


def warn_of_unknown_key(key: str) -> None:
    """Say so when the service does not know a setting, which may have any value: it may be misspelt."""
    if key not in {*DEFAULTS, SHARDS, TOKEN_EXCHANGE} and not key.startswith(SSO_PREFIX):
        say(f"warning: the service does not know the setting {key}{_nearest_of(key)}")


def _nearest_of(key: str) -> str:
    known = {name.lower(): name for name in DEFAULTS}
    nearest = difflib.get_close_matches(key.lower(), known, n=1)
    return f"; did you mean {known[nearest[0]]}?" if nearest else ""
