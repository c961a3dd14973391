"""The command `mailbox`."""

import argparse
from typing import Any

from local.mailbox.store import Mailbox, MailboxFailed


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add it; without an action it lists."""
    mailbox = commands.add_parser("mailbox", help="messages to customers that `make run` has not sent")
    mailbox.set_defaults(command=_list)
    mailbox.add_argument("--to", metavar="ADDRESS", help="only messages to this e-mail address")
    actions = mailbox.add_subparsers(metavar="ACTION")
    every = actions.add_parser("list", help="list the messages, newest first")
    # As a default, `None` would undo a --to before the action.
    every.add_argument(
        "--to", metavar="ADDRESS", default=argparse.SUPPRESS, help="only messages to this e-mail address"
    )
    show = actions.add_parser("show", help="show one message")
    show.add_argument("id", metavar="ID")
    show.set_defaults(command=_show)
    actions.add_parser("clear", help="remove all messages").set_defaults(command=_clear)


def _list(options: argparse.Namespace) -> None:
    for each in _mailbox(options).messages(options.to):
        print(f"{each['receivedAt']}  {each['id']}  {each['to']}  {each['subject']}")


def _show(options: argparse.Namespace) -> None:
    found = _mailbox(options).message(options.id)
    if found is None:
        raise MailboxFailed(f"there is no message {options.id}")
    heading = "".join(f"{name.capitalize()}: {found[name]}\n" for name in ("from", "to", "subject"))
    print(f"{heading}Date: {found['receivedAt']}\n\n{found['text']}")


def _clear(options: argparse.Namespace) -> None:
    _mailbox(options).clear()


def _mailbox(options: argparse.Namespace) -> Mailbox:
    if options.table is not None:
        raise MailboxFailed("the mailbox is of `make run`, so it does not go with --table")
    if not options.state_dir.is_dir():
        raise MailboxFailed(f"{options.state_dir} has no state yet; start the service once with `make run`")
    return Mailbox(options.state_dir)
