"""Makes the output of `sam build` ready to deploy: smaller, compiled, the same from the same sources.

It is run by a Python of the functions' version, whose byte code it writes, and needs no package.
"""

import argparse
import os
import sys
from pathlib import Path

from tools.packaging.byte_code import compile_function, compile_layer
from tools.packaging.layer import cut
from tools.packaging.zips import zip_size

LARGEST_ZIP = 10_500_000  # bytes; see docs/performance.md
_MEGA = 1_000_000
_EPOCH = 315_619_200  # seconds; 1980-01-02, the first day that a zip can tell in any time zone


def main() -> None:
    """Pack the build folder in place. Exits with a message where the layer is too large."""
    parser = argparse.ArgumentParser(prog="packaging", description=__doc__)
    parser.add_argument("build", type=Path, help="the folder that `sam build` made")
    build = parser.parse_args().build
    layer = build / "SharedLayer"
    pack(layer, sorted(build.glob("*Function")))
    size = zip_size(layer)
    sys.stdout.write(f"{layer}: {size / _MEGA:.1f} MB as a zip\n")
    if size > LARGEST_ZIP:
        sys.exit(f"{layer} must not have more than {LARGEST_ZIP / _MEGA:.1f} MB as a zip.")


def pack(layer: Path, functions: list[Path]) -> None:
    """Cut and compile the layer, and compile the functions."""
    cut(layer / "python")
    compile_layer(layer)
    for function in functions:
        compile_function(function)
    for folder in (layer, *functions):
        for path in folder.rglob("*"):
            # SAM's zips hold the times of files, and are uploaded again when they differ.
            os.utime(path, (_EPOCH, _EPOCH))


if __name__ == "__main__":
    main()
