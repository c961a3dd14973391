"""The byte code of layers and functions, and libraries without their symbols (`make build`)."""

import runpy
import shutil
import zlib
from pathlib import Path

import pytest

from tests.running.packages import INSTALLED, failing, run
from tools.packaging.byte_code import NotCompiled, compile_function, compile_layer
from tools.packaging.symbols import blank_symbols


def test_a_traceback_of_the_layer_shows_the_line(tmp_path: Path) -> None:
    module = failing(tmp_path)

    compile_layer(tmp_path)

    told = run(
        "import failing, traceback\ntry: failing.fail()\nexcept ValueError: print(traceback.format_exc())",
        module.parent,
    )
    assert 'File "/opt/python/failing.py", line 4, in fail' in told
    assert [path.name for path in module.parent.iterdir()] == ["failing.pyc"]


def test_docstrings_stay_at_home(tmp_path: Path) -> None:
    module = tmp_path / "python" / "package" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text('"""What it is for."""\n')

    compile_layer(tmp_path)

    assert runpy.run_path(str(module.with_suffix(".pyc")))["__doc__"] is None


def test_functions_keep_their_sources_but_python_need_not_look_at_them(tmp_path: Path) -> None:
    module = failing(tmp_path)

    compile_function(tmp_path)

    (compiled,) = module.parent.glob("__pycache__/*.pyc")
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # by hash, unchecked
    assert module.exists()


def test_what_cannot_be_compiled_fails_the_build(tmp_path: Path) -> None:
    failing(tmp_path).write_text("def\n")

    with pytest.raises(NotCompiled):
        compile_function(tmp_path)


def test_the_same_sources_make_the_same_files_wherever_they_lie(tmp_path: Path) -> None:
    made = []
    for name in ("here", "there"):
        failing(tmp_path / name)
        compile_layer(tmp_path / name)
        made.append((tmp_path / name / "python" / "failing.pyc").read_bytes())

    assert made[0] == made[1]


def test_a_library_is_as_good_without_its_symbols(tmp_path: Path) -> None:
    installed = next(INSTALLED.glob("re2/_re2*.so")).parent
    shutil.copytree(installed, tmp_path / "re2")
    (library,) = (tmp_path / "re2").glob("*.so")
    before = library.read_bytes()

    blank_symbols(library)

    after = library.read_bytes()
    assert len(after) == len(before)
    assert len(zlib.compress(after)) < len(zlib.compress(before))
    assert run("import re2; print(re2.search('a+', 'baa').group())", tmp_path) == "aa\n"


def test_a_library_is_as_good_without_what_debuggers_read(tmp_path: Path) -> None:
    shutil.copytree(INSTALLED / "simplejson", tmp_path / "simplejson")
    (library,) = (tmp_path / "simplejson").glob("*.so")
    before = library.read_bytes()

    blank_symbols(library)

    after = library.read_bytes()
    assert len(after) == len(before)
    assert 3 * len(zlib.compress(after)) < len(zlib.compress(before))
    written = run("import simplejson; print(simplejson.encoder.c_make_encoder.__module__)", tmp_path)
    assert written == "simplejson._speedups\n"


def test_a_file_that_is_not_a_library_is_left_alone(tmp_path: Path) -> None:
    script = tmp_path / "linked.so"
    script.write_text("INPUT(libother.so)")

    blank_symbols(script)

    assert script.read_text() == "INPUT(libother.so)"
