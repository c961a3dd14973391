"""Byte code for the Python that runs this, which is loaded without a look at the source."""

import compileall
import marshal
import shutil
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from py_compile import PycInvalidationMode

from tools.packaging.ready_dataclasses import SUPPORT, with_methods

OURS = "python/shared"
_WITHOUT_DOCSTRINGS = 2
_UNCHECKED_HASH = (1).to_bytes(4, "little")  # PEP 552


class NotCompiled(Exception):
    """There is a file that Python cannot compile; it has said which."""


def compile_layer(layer: Path) -> None:
    """Replace the layer's sources by byte code, which still knows lines. Raises `NotCompiled`.

    It is that of `python -OO`: docstrings, which nothing reads there, are a tenth. The dataclasses of our own
    package have their methods.
    """
    ours = layer / OURS
    if ours.exists():
        shutil.copy(SUPPORT, ours)
    _compile(layer, "/opt", legacy=True, optimize=_WITHOUT_DOCSTRINGS)
    for source in ours.rglob("*.py"):
        _compile_dataclasses(source, f"/opt/{OURS}/{source.relative_to(ours)}")
    for source in layer.rglob("*.py"):
        source.unlink()


def compile_function(function: Path) -> None:
    """Put byte code next to a function's sources. Raises `NotCompiled`."""
    _compile(function, "/var/task", legacy=False)


def _compile_dataclasses(source: Path, deployed_as: str) -> None:
    """Write a module's byte code again, if it has dataclasses."""
    content = source.read_bytes()
    module = with_methods(content.decode())
    if module is not None:
        code = compile(module, deployed_as, "exec", dont_inherit=True, optimize=_WITHOUT_DOCSTRINGS)
        head = MAGIC_NUMBER + _UNCHECKED_HASH + source_hash(content)
        source.with_suffix(".pyc").write_bytes(head + marshal.dumps(code))


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
