"""A cold start: a fresh process that runs a handler by Lambda's own client until it has answered once."""

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.coldstart.runtime_api import runtime_api
from tests.benchmarks.coldstart.subjects import Subject

_SECONDS = 120  # which a start under valgrind needs
_CPU_CLOCK = 2  # of a process, as Linux numbers its clocks
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """CPU seconds until the first event was asked for, and from then until it was answered; peak bytes."""

    init: float
    call: float
    peak: int

    @property
    def total(self) -> float:
        """CPU seconds that a client waits for."""
        return self.init + self.call


def start(
    python: Path,
    subject: Subject,
    event: bytes,
    environment: Mapping[str, str],
    *,
    under: Sequence[str] = (),
) -> tuple[Start, bytes]:
    """Start it, call it once and end it; what that took, and its answer. Raises `Failed`.

    `under`: a command that runs the process.
    """
    with runtime_api() as (address, api):
        command = [*under, str(python), "-m", "awslambdaric", subject.handler]
        process = subprocess.Popen(
            command,
            cwd=subject.task,
            # What the template leaves empty for a deployment, such as endpoints, is this machine's here.
            env={**subject.variables, **environment, **_lambda_environment(subject, address)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            api.wait_for_start(_SECONDS)
            init = _cpu_seconds(process.pid)
            answer = api.answer_to(event, _SECONDS)
            total = _cpu_seconds(process.pid)
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        finally:
            process.terminate()
            process.wait()
    (peak,) = _PEAK.findall(status)
    return Start(init, total - init, int(peak) * 1024), answer


def _lambda_environment(subject: Subject, address: str) -> dict[str, str]:
    return {
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_FUNCTION_NAME": "measured",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "AWS_LAMBDA_RUNTIME_API": address,
        "LAMBDA_TASK_ROOT": str(subject.task),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONHASHSEED": "0",  # so that a start does the same as the last one
        "PYTHONPATH": os.pathsep.join(str(layer) for layer in subject.layers),
        "TZ": ":UTC",
        "_HANDLER": subject.handler,
    }


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process, all its threads."""
    return time.clock_gettime(~pid << 3 | _CPU_CLOCK)
