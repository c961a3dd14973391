"""The commands `keys`."""

import click

from cli.command import Group
from cli.output import json_option, report, say
from cli.place import Place, place_options, with_place


@click.group("keys", cls=Group)
@place_options
def keys() -> None:
    """Look after the keys that sign tokens."""


@keys.command("rotate")
@json_option
@with_place
def rotate_keys(place: Place, *, as_json: bool) -> None:
    """Sign with a new key from now on, and print its id. The key before it stays valid."""
    place.demand_signing_key()
    with place.environment():
        from shared.runtime import wiring

        key_id = wiring.token_signer().rotate()
    report({"kid": key_id}, key_id, as_json=as_json)
    say(f"tokens are signed with the key {key_id} from now on")
