"""Byte code for the Python that runs this, which is loaded without a look at the source."""

import compileall
from pathlib import Path
from py_compile import PycInvalidationMode


class NotCompiled(Exception):
    """There is a file that Python cannot compile; it has said which."""


def compile_layer(layer: Path) -> None:
    """Put byte code in the place of the layer's sources: lines are still known. Raises `NotCompiled`."""
    _compile(layer, "/opt", legacy=True)
    for source in layer.rglob("*.py"):
        source.unlink()


def compile_function(function: Path) -> None:
    """Put byte code beside a function's sources. Raises `NotCompiled`."""
    _compile(function, "/var/task", legacy=False)


def _compile(folder: Path, deployed_as: str, *, legacy: bool) -> None:
    compiled = compileall.compile_dir(
        folder,
        quiet=1,
        force=True,
        stripdir=str(folder),
        prependdir=deployed_as,
        legacy=legacy,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise NotCompiled
