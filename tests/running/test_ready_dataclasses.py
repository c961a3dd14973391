"""Dataclasses whose methods `make build` compiles are the classes that Python would make of them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import shared
from local.machine.paths import PROJECT_ROOT
from tests.differences import differences
from tools.packaging import as_dataclass
from tools.packaging.byte_code import OURS, compile_layer
from tools.packaging.ready_dataclasses import NotExpected, with_methods

DESCRIBING = """
import copy, dataclasses, importlib, inspect, json, pathlib, pickle, sys, time

time.perf_counter = float  # which some fields begin with

def tried(action, *given):
    try:
        return repr(action(*given))
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"

def described(cls):
    fields = dataclasses.fields(cls)
    made = cls(**{field.name: (field.name,) for field in fields})
    others = [dataclasses.replace(made, **{field.name: "another"}) for field in fields]
    needed = {field.name: 1 for field in fields
              if field.default is field.default_factory is dataclasses.MISSING}
    return {
        "signature": [(each.name, str(each.kind), repr(each.default)) for each in
                      inspect.signature(cls).parameters.values()],
        "parameters": repr(cls.__dataclass_params__),
        "fields": [repr(each) for each in fields],
        "slots": getattr(cls, "__slots__", None), "match_args": cls.__match_args__,
        "annotations": repr(cls.__annotations__), "class values": [hasattr(cls, f.name) for f in fields],
        "repr": repr(made), "with defaults": repr(cls(**needed)), "replaced": repr(others),
        "itself within itself": repr(recursive(cls)),
        "too few": tried(lambda: cls(**{name: 1 for name in list(needed)[1:]})),
        "equal": [made == other for other in (made, copy.copy(made), *others, "another", cls(**needed))],
        "hash": tried(hash, made), "hashes": [tried(hash, other) for other in others],
        "pickled": [repr(pickle.loads(pickle.dumps(made, at))) for at in (2, 5)],
        "deep copy": copy.deepcopy(made) == made, "as a dictionary": repr(dataclasses.asdict(made)),
        "assigned": [tried(setattr, copy.copy(made), f.name, 1) for f in fields],
        "deleted": [tried(delattr, copy.copy(made), f.name) for f in fields],
        "unknown assigned": tried(setattr, copy.copy(made), "unknown", 1) == "None",
        "other members": sorted(name for name in vars(cls) if name.strip("_") == name),
    }

def recursive(cls):
    fields = dataclasses.fields(cls)
    within = []
    made = cls(**{field.name: within for field in fields})
    within.append(made)
    return made

def name_of(path):
    return ".".join(path.relative_to(root.parent).with_suffix("").parts)

root = pathlib.Path(sys.argv[1])
found, made_here, inheriting = {}, [], []
for path in sorted(root.rglob("*.py*")):
    if path.suffix in {".py", ".pyc"} and "__pycache__" not in path.parts:
        module = importlib.import_module(name_of(path))
        for cls in vars(module).values():
            if isinstance(cls, type) and cls.__module__ == module.__name__ and dataclasses.is_dataclass(cls):
                found[f"{cls.__module__}.{cls.__qualname__}"] = described(cls)
                if cls.__init__.__code__.co_filename == "<string>":
                    made_here.append(cls.__qualname__)
                if any(map(dataclasses.is_dataclass, cls.__bases__)):
                    inheriting.append(cls.__qualname__)
print(json.dumps([found, made_here, inheriting]))
"""
OF_THIS_PROCESS = re.compile(r" at 0x[0-9a-f]+|\w+\.(?=<lambda>)")
USED_AT_A_START = """
import sys
from shared.domain.customers import customer
from shared.domain.tenants import configuration
from shared.runtime import wiring
print(sorted(sys.modules.keys() & {"dataclasses", "inspect"}))
"""
REPLACING = """
from dataclasses import dataclass, replace

@dataclass(slots=True, kw_only=True)
class A:
    a: int
    b: int = 2

@dataclass(kw_only=True)
class B(A):
    c: int

changed = replace(A(a=1), b=3), replace(B(a=1, c=2), c=3)
try:
    replace(A(a=1), c=1)
except TypeError as error:
    refused = error
"""
HEAD = "from dataclasses import dataclass, field\nfrom typing import ClassVar, InitVar\n"


def described(shared: Path) -> tuple[dict[str, object], list[str], list[str]]:
    """Every dataclass below a folder; the names of those that Python has made, and of those with bases."""
    printed = printed_in(shared.parent, DESCRIBING, str(shared))
    found, made_there, inheriting = json.loads(OF_THIS_PROCESS.sub("", printed))
    return found, made_there, inheriting


def printed_in(folder: Path, script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own package as a layer has it."""
    layer = tmp_path_factory.mktemp("layer")
    shutil.copytree(PROJECT_ROOT / "shared", layer / OURS, ignore=shutil.ignore_patterns("__pycache__"))
    compile_layer(layer)
    return layer / OURS


def test_deployed_dataclasses_are_those_of_the_sources(built: Path) -> None:
    expected, _, inheriting = described(PROJECT_ROOT / "shared")
    found, made_at_start, _ = described(built)

    assert made_at_start == inheriting
    assert differences("dataclasses", expected, found) == []
    assert found == expected


def test_no_start_loads_pythons_own_module_of_dataclasses_for_ours(built: Path) -> None:
    assert printed_in(built.parent, USED_AT_A_START) == "[]\n"


def test_entry_points_have_no_dataclasses_because_those_would_be_made_at_each_start() -> None:
    entry_points = [*(PROJECT_ROOT / "functions").rglob("*.py")]

    assert len(entry_points) > 100
    assert [path for path in entry_points if "import dataclass" in path.read_text(encoding="utf-8")] == []


def test_copies_with_changes_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shared.as_dataclass", as_dataclass)
    monkeypatch.setattr(shared, "as_dataclass", as_dataclass, raising=False)
    compiled = with_methods(REPLACING)
    assert compiled is not None
    expected: dict[str, object] = {"__name__": "original"}
    found: dict[str, object] = {"__name__": "compiled"}

    exec(REPLACING, expected)  # noqa: S102 - a text of this module
    exec(compile(compiled, "compiled", "exec"), found)  # noqa: S102

    assert found["replace"] is as_dataclass.replace
    assert [repr(found[name]) for name in ("changed", "refused")] == [
        repr(expected[name]) for name in ("changed", "refused")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "@dataclass(order=True)\nclass A:\n a: int",
        "@final\n@dataclass\nclass A:\n a: int",
        "@dataclass\nclass A:\n a: int = field(init=False)",
        "@dataclass\nclass A:\n a: int = field(compare=True)",
        "@dataclass\nclass A:\n a: ClassVar[int] = 1",
        "@dataclass\nclass A:\n a: InitVar[int]",
        "@dataclass\nclass A:\n a: int\n def __post_init__(self): ...",
        "@dataclass\nclass A:\n a: int\n def __eq__(self, other): ...",
    ],
)
def test_what_is_not_provided_for_fails_the_build(written: str) -> None:
    with pytest.raises(NotExpected, match=r"\bA\b"):
        with_methods(HEAD + written)


def test_a_module_without_dataclasses_is_compiled_as_it_is() -> None:
    assert with_methods("class A:\n a: int") is None
    assert with_methods(f"{HEAD}@dataclass\nclass B(A):\n b: int") is None
