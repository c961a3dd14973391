"""`make test-dynamodb-local`: the component tests on DynamoDB Local, twice in a row on one engine."""

import os
import subprocess
import sys

from local.machine.paths import PROJECT_ROOT
from tests.dynamodb_local.engine import EngineMissing, dynamodb_local

_TESTS = ("tests/component", "tests/attacks")
_OF_THE_LAPTOP = ("tests/component/local", "tests/component/cli", "tests/attacks/test_local_engine.py")

_SECONDS_OF_A_TEST = "600"
"""The engine takes a few times as long as the embedded one, above all to load what a file of tests shares."""


def main() -> None:
    """Run them; the exit code is pytest's. Without the engine, nothing is run, and a sentence says why."""
    chosen = sys.argv[1:] or [*_TESTS, *(f"--ignore={each}" for each in _OF_THE_LAPTOP)]
    parallel = ["--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *parallel, "--timeout", _SECONDS_OF_A_TEST, *chosen]
    try:
        with dynamodb_local() as url:
            for _ in range(2):
                done = subprocess.run(
                    command, cwd=PROJECT_ROOT, env={**os.environ, "ENGINE_URL": url}, check=False
                )
                if done.returncode != 0:
                    sys.exit(done.returncode)
    except EngineMissing as error:
        sys.stdout.write(f"{error} So nothing was run.\n")


if __name__ == "__main__":
    main()
