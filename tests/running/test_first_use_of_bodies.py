"""A body that several threads are the first to meet is what it is declared to be, whole and nested."""

import subprocess
import sys

from local.machine.paths import PROJECT_ROOT

PROCESSES = 3
SCRIPT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from pydantic import create_model

from shared.http.bodies.address import AddressCreate
from shared.http.bodies.body import Body, parsed

THREADS, BODIES = 8, 60
sys.setswitchinterval(1e-5)
address = {"contactName": "Anna", "floor": "third"}

for number in range(BODIES):
    nested = create_model(f"Address{number}", __base__=AddressCreate, floor=str)
    outer = create_model(f"Customer{number}", __base__=Body, home=nested)
    start = Barrier(THREADS)

    def members(thread):
        start.wait()
        if thread % 2:
            return parsed(nested, address).model_dump(by_alias=True, exclude_unset=True)
        return parsed(outer, {"home": address}).home.model_dump(by_alias=True, exclude_unset=True)

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(members, range(THREADS)):
            assert found == address, found
"""


def test_it_is_never_taken_for_its_parent_class() -> None:
    for _ in range(PROCESSES):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr
