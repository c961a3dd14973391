"""Failures of commands, each as one line that says what to do."""

from shared.domain.errors import DomainError, StorageUnavailable


class CommandFailed(Exception):
    """A failure, and what to do, in one line."""


def explained(error: Exception) -> str | None:
    """Return the line about an error; None for one that is a fault of the program."""
    from local.bus.store import BusFailed
    from local.engine import EngineFailed
    from local.mailbox.store import MailboxFailed

    if isinstance(error, CommandFailed | BusFailed | EngineFailed | MailboxFailed):
        return str(error)
    if isinstance(error, StorageUnavailable) and isinstance(error.__cause__, Exception):
        return explained(error.__cause__)
    if isinstance(error, DomainError):
        problems = "; ".join(f"{p.field}: {p.message}" if p.field else p.message for p in error.problems)
        return problems or error.message
    if isinstance(error, OSError) and error.strerror is not None:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return _explained_of_aws(error)


def _explained_of_aws(error: Exception) -> str | None:
    from botocore.exceptions import BotoCoreError, ClientError

    from cli.terminal.aws_failures import sentence_of, sentence_of_call
    from shared.adapters.signed_calls import CallFailed

    if isinstance(error, CallFailed):
        return sentence_of_call(error)
    return sentence_of(error) if isinstance(error, BotoCoreError | ClientError) else None
