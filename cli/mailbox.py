"""The commands `mailbox`."""

import click

from cli.terminal.command import Group
from cli.terminal.failures import CommandFailed
from cli.terminal.output import counted, done, json_option, print_json, print_text, report
from cli.terminal.place import Place, place_of, place_options, with_place
from local.mailbox.store import Mailbox

_to_option = click.option("--to", metavar="ADDRESS", help="Only messages to this e-mail address.")


@click.group("mailbox", cls=Group, invoke_without_command=True)
@_to_option
@json_option
@place_options
@click.pass_context
def mailbox(context: click.Context, *, to: str | None, as_json: bool) -> None:
    """Read the messages to customers that `make run` keeps instead of sending them.

    Without a command, list them.
    """
    if context.invoked_subcommand is None:
        _list(place_of(context), to, as_json=as_json)


@mailbox.command("list")
@_to_option
@json_option
@with_place
@click.pass_context
def list_messages(context: click.Context, place: Place, *, to: str | None, as_json: bool) -> None:
    """List the messages, newest first."""
    assert context.parent is not None  # noqa: S101 - the group
    before = context.parent.params
    _list(place, to or before["to"], as_json=as_json or before["as_json"])


@mailbox.command("show")
@click.argument("id_", metavar="ID")
@json_option
@with_place
def show_message(place: Place, *, id_: str, as_json: bool) -> None:
    """Show one message."""
    found = _mailbox(place).message(id_)
    if found is None:
        raise CommandFailed(f"there is no message {id_}; see `customers mailbox list`")
    heading = "".join(f"{name.capitalize()}: {found[name]}\n" for name in ("from", "to", "subject"))
    report(found, f"{heading}Date: {found['receivedAt']}\n\n{found['text']}", as_json=as_json)


@mailbox.command("clear")
@json_option
@with_place
def clear_mailbox(place: Place, *, as_json: bool) -> None:
    """Delete all messages."""
    store = _mailbox(place)
    count = len(store.messages())
    store.clear()
    done(f"deleted {counted(count, 'message')}", {"removed": count}, as_json=as_json)


def _list(place: Place, to: str | None, *, as_json: bool) -> None:
    messages = _mailbox(place).messages(to)
    if as_json:
        print_json(messages)
    elif messages:
        lines = (f"{each['receivedAt']}  {each['id']}  {each['to']}  {each['subject']}" for each in messages)
        print_text("\n".join(lines))


def _mailbox(place: Place) -> Mailbox:
    if place.on_aws:
        raise CommandFailed(
            "on AWS, SES sends the messages and stores none; `customers events dead --stack NAME` shows "
            "those that could not be sent, `aws sesv2 list-suppressed-destinations` the bounced addresses"
        )
    return Mailbox(place.local_state())
