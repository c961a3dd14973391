"""`python -m local.engine.compaction FOLDER LOG FILE`: write the next snapshot, with the logs before LOG.

It is a process of its own, so that the engine goes on answering. It ends with the engine: at the end of its
standard input.
"""

import os
import sys
import threading
from itertools import chain
from pathlib import Path

from local.engine.journal import log_file, logs_of, read_log
from local.engine.snapshot import BrokenState, write_next


def main() -> None:
    """Write the file; the exit code is 1 if it cannot be written, and a sentence says why."""
    folder, log, file = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    os.nice(10)
    threading.Thread(target=_end_with_engine, daemon=True).start()
    logs = (read_log(log_file(folder, number), is_last=False) for number in logs_of(folder) if number < log)
    try:
        write_next(folder, file, log, chain.from_iterable(logs))
    except BrokenState as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The engine cannot save to {folder}: {error.strerror}; its log grows until it can.")


def _end_with_engine() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
