"""The commands below `search`."""

import click

from cli.terminal.command import Command, Group
from cli.terminal.exit_code import ExitCode
from cli.terminal.output import counted, done, json_option, say
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, with_place


@click.group("search", cls=Group)
def search() -> None:
    """Build, verify and clear the index of words by which staff search customers."""


@search.command("build", cls=Command)
@tenant_option
@json_option
@with_place
def build(place: Place, *, tenant: str, as_json: bool) -> None:
    """Put all customers of a tenant into its index of words, which is kept up from then on.

    Do this before you set `search` to `on`. It waits 90 seconds until all functions know of the index. If
    it was interrupted, run it again to resume.
    """
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.search.search_index import build_search_index

        walked = build_search_index(wiring().standings, wiring().search_indexes, tenant, progress=say)
    document = {"tenant": tenant, "customers": walked}
    done(f"the index of {tenant} is built, {counted(walked, 'customer')} walked", document, as_json=as_json)


@search.command("verify", cls=Command)
@tenant_option
@json_option
@with_place
def verify(place: Place, *, tenant: str, as_json: bool) -> ExitCode:
    """Compare the index of words of a tenant with its customers, both ways, and mend what differs.

    The exit code is 4 if something was mended.
    """
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.search.search_index import verify_search_index

        walked, mended = verify_search_index(
            wiring().standings, wiring().search_indexes, tenant, progress=say
        )
    counts = mended._asdict()
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    sentence = f"{counted(walked, 'customer')} compared, " + (
        f"mended: {told}" if told else "nothing to mend"
    )
    done(sentence, {"tenant": tenant, "customers": walked, "mended": counts}, as_json=as_json)
    return ExitCode.MENDED if told else ExitCode.DONE


@search.command("clear", cls=Command)
@tenant_option
@json_option
@with_place
def clear(place: Place, *, tenant: str, as_json: bool) -> None:
    """Remove the index of words of a tenant, which is not kept up any more.

    Set `search` to `off` before. It waits 90 seconds until no function writes to the index any more. If it
    was interrupted, run it again to resume.
    """
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.search.search_index import clear_search_index

        removed = clear_search_index(wiring().standings, wiring().search_indexes, tenant, progress=say)
    document = {"tenant": tenant, "itemsRemoved": removed}
    done(f"{tenant} has no index any more, {counted(removed, 'item')} removed", document, as_json=as_json)
