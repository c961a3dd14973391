"""Makes the output of `sam build` ready to deploy: smaller, compiled, the same from the same sources.

It is run by a Python of the functions' version, whose byte code it writes, and needs no package.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.packaging.byte_code import compile_function, compile_layer
from tools.packaging.layer import cut
from tools.packaging.zips import zip_size

LARGEST_ZIPS = {"SharedLayer": 5_980_000, "CryptographyLayer": 4_900_000}
"""Bytes of each layer; see docs/performance.md."""
LARGEST_FUNCTION = 10_000  # bytes of a function's own zip
_MEGA = 1_000_000
_EPOCH = 315_619_200  # seconds; 1980-01-02, the first day that a zip can tell in any time zone


def main() -> None:
    """Pack the build folder in place. Exits with a message where a zip is too large."""
    parser = argparse.ArgumentParser(prog="packaging", description=__doc__)
    parser.add_argument("build", type=Path, help="the folder that `sam build` made")
    given = parser.parse_args()
    layers, functions = (sorted(given.build.glob(pattern)) for pattern in ("*Layer", "*Function"))
    pack(layers, functions)
    most = {layer: LARGEST_ZIPS[layer.name] for layer in layers}
    most |= dict.fromkeys(functions, LARGEST_FUNCTION)
    sizes = {folder: zip_size(folder) for folder in most}
    for layer in layers:
        sys.stdout.write(f"{layer}: {sizes[layer] / _MEGA:.2f} MB as a zip\n")
    for folder, size in sizes.items():
        if size > most[folder]:
            sys.exit(f"{folder} must not have more than {most[folder] / _MEGA:.2f} MB as a zip.")


def pack(layers: Sequence[Path], functions: Sequence[Path]) -> None:
    """Cut and compile the layers, and compile the functions."""
    for layer in layers:
        cut(layer / "python")
        compile_layer(layer)
    for function in functions:
        compile_function(function)
    for folder in (*layers, *functions):
        for path in folder.rglob("*"):
            # SAM's zips hold the times of files, and are uploaded again when they differ.
            os.utime(path, (_EPOCH, _EPOCH))


if __name__ == "__main__":
    main()
