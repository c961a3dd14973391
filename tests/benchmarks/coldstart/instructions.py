"""Instructions of a cold start, counted by valgrind: hardly any two counts differ by a thousandth."""

import re
import shutil
import tempfile
from pathlib import Path

from tests.benchmarks.coldstart.measuring import Stage
from tests.benchmarks.coldstart.subjects import Subject

COUNTED = frozenset(
    {
        "hello",
        "client",
        "authorize_request",
        "get_customer",
        "list_customers",
        "create_customer",
        "update_customer",
    }
)
"""The functions that are worth the half minute that each count takes."""
VALGRIND = shutil.which("valgrind")
_COUNT = re.compile(r"I\s+refs:\s+([\d,]+)")


def instructions(stage: Stage, subject: Subject) -> int:
    """From the start of the process to the end that it is brought to after its answer."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
        counted = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
        stage.start(subject, under=(str(VALGRIND), *counted, f"--log-file={log.name}"))
        (count,) = _COUNT.findall(Path(log.name).read_text(encoding="utf-8"))
    return int(count.replace(",", ""))
