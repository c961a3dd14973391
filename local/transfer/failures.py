"""What ends an import or an export before its time."""


class TransferFailed(Exception):
    """What went wrong and what to do, in one line."""
