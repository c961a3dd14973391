"""The commands `keys`."""

import click

from cli.terminal.command import Group
from cli.terminal.confirmation import check_confirmed
from cli.terminal.output import done, instant_or_none, json_option, report, say
from cli.terminal.place import Place, place_options, with_place
from shared.domain.callers.signing_keys import KEY_SET_KEPT, KeyUse, uses


@click.group("keys", cls=Group)
@place_options
def keys() -> None:
    """Rotate, list, seal, encrypt and drop the keys that sign tokens."""


@keys.command("rotate")
@json_option
@with_place
def rotate_keys(place: Place, *, as_json: bool) -> None:
    """Create a new key, and print its id. It signs once everyone can have it; older keys stay valid."""
    place.demand_signing_key()
    with place.environment():
        from shared.runtime.wiring import wiring

        key_id = wiring().token_signer.rotate()
    report({"kid": key_id}, key_id, as_json=as_json)
    minutes = int(KEY_SET_KEPT.total_seconds() / 60)
    say(f"the key {key_id} signs tokens from {minutes} minutes from now; see `customers keys list`")


@keys.command("list")
@json_option
@with_place
def list_keys(place: Place, *, as_json: bool) -> None:
    """List the keys, and when each of them signs and verifies tokens."""
    with place.environment():
        from shared.runtime.wiring import wiring

        found = [_document(use) for use in uses(wiring().signing_keys.read())]
    lines = [
        f"{each['kid']}  signs {each['signsFrom']} - {each['signsUntil'] or 'next rotation'}"
        f"  verifies until {each['verifiesUntil'] or 'a day after that'}"
        for each in found
    ]
    report(found, "\n".join(lines) or "no keys yet: the first token makes one", as_json=as_json)


@keys.command("seal")
@json_option
@with_place
def seal_keys(place: Place, *, as_json: bool) -> None:
    """Seal the public keys: before a release without seals is updated, or when their seal was lost."""
    place.demand_signing_key()
    with place.environment():
        from shared.runtime.wiring import wiring

        count = len(wiring().token_signer.seal())
    done(f"{count} keys are sealed", {"keys": count}, as_json=as_json)


@keys.command("encrypt")
@json_option
@with_place
def encrypt_keys(place: Place, *, as_json: bool) -> None:
    """Encrypt the keys and all secured settings again, each for its use; older releases cannot read them."""
    place.demand_signing_key()
    with place.environment():
        from shared.runtime.wiring import wiring

        wiring().hash_key.encrypt_again()
        count = wiring().token_signer.encrypt_again()
        tenants = [tenant for tenant, _ in wiring().standings.tenants()]
        secrets = sum(wiring().tenants.encrypt_again(tenant) for tenant in tenants)
    said = f"{count} keys and {secrets} secured settings were encrypted again"
    done(said, {"keys": count, "settings": secrets}, as_json=as_json)


@keys.command("drop")
@click.argument("kid")
@click.option("--yes", "confirmed", metavar="KID", help="The key's id again, to skip the question.")
@json_option
@with_place
def drop_key(place: Place, *, kid: str, confirmed: str | None, as_json: bool) -> None:
    """Drop the key KID, for example because it leaked. All tokens that it signed become void."""
    place.demand_signing_key()
    warning = "All tokens that this key has signed will be void; their holders must get new ones."
    check_confirmed(kid, confirmed, warning=warning, question="Type its id to continue")
    with place.environment():
        from shared.runtime.wiring import wiring

        wiring().token_signer.drop(kid)
    done(f"dropped the key {kid}; its tokens are rejected within two minutes", {"kid": kid}, as_json=as_json)


def _document(use: KeyUse) -> dict[str, str | None]:
    return {
        "kid": use.key.kid,
        "createdAt": instant_or_none(use.key.created_at),
        "signsFrom": instant_or_none(use.signs_from),
        "signsUntil": instant_or_none(use.signs_until),
        "verifiesUntil": instant_or_none(use.verifies_until),
    }
