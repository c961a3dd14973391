"""Failures that end an import or an export early."""

from cli.terminal.failures import CommandFailed


class TransferFailed(CommandFailed):
    """A failure, and what to do, in one line."""
