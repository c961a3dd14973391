"""Exit codes of the command `customers`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """An exit code; docs/cli.md lists them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SOME_REJECTED = 3
    MENDED = 4
    INTERRUPTED = 130
    PIPE_CLOSED = 141
