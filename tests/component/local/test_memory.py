"""The memory of password hashes is given back, in any thread."""

import subprocess
import sys

from local.machine.paths import PROJECT_ROOT

_HASHES = """
import re, threading
from pathlib import Path
from argon2 import PasswordHasher
from local.machine.memory import give_back_large_blocks

def memory():
    return int(re.search(r"VmRSS:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

give_back_large_blocks()
hasher = PasswordHasher(time_cost=1, memory_cost=19 * 1024, parallelism=1)
hasher.hash("")
before = memory()
together = threading.Barrier(8)
done = threading.Barrier(9)
def work():
    together.wait()
    for _ in range(3):
        hasher.hash("")
    done.wait()
    done.wait()
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
done.wait()
print(memory() - before)
done.wait()
"""


def test_threads_that_have_hashed_keep_none_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HASHES], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 19 * 1024, done.stdout
