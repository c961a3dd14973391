"""What ends an import or an export before its time."""

from cli.failures import CommandFailed


class TransferFailed(CommandFailed):
    """What went wrong and what to do, in one line."""
