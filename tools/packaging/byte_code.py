"""Byte code for the Python that runs this, which is loaded without a look at the source."""

import compileall
from pathlib import Path
from py_compile import PycInvalidationMode

OURS = "python/shared"
_WITHOUT_DOCSTRINGS = 2


class NotCompiled(Exception):
    """There is a file that Python cannot compile; it has said which."""


def compile_layer(layer: Path) -> None:
    """Replace the layer's sources by byte code, which still knows lines. Raises `NotCompiled`.

    That of our own package is without docstrings, a fifth of it: nothing reads them there. Packages may.
    """
    _compile(layer, "/opt", legacy=True)
    ours = layer / OURS
    if ours.exists():
        _compile(ours, f"/opt/{OURS}", legacy=True, optimize=_WITHOUT_DOCSTRINGS)
    for source in layer.rglob("*.py"):
        source.unlink()


def compile_function(function: Path) -> None:
    """Put byte code next to a function's sources. Raises `NotCompiled`."""
    _compile(function, "/var/task", legacy=False)


def _compile(folder: Path, deployed_as: str, *, legacy: bool, optimize: int = -1) -> None:
    compiled = compileall.compile_dir(
        folder,
        quiet=1,
        force=True,
        stripdir=str(folder),
        prependdir=deployed_as,
        legacy=legacy,
        optimize=optimize,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise NotCompiled
