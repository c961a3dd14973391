"""The make files install complete lock files with each Python's own pip, whatever the index has by now.

The index here is a folder with two versions of every package, of which the older ones are pinned; one package
needs an extra of another, which pip 23.2 wants to look up in the newest version.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from local.machine.paths import PROJECT_ROOT

VERSIONS = ["3.11", "3.12", "3.13"]
TARGETS = [".venv/.dev", ".venv/.bench"]
OTHER_ENVIRONMENTS = [".venv-sam/.sam", ".venv-lock/.lock", ".venv-runtime/.runtime", ".venv-peers/.peers"]
# Every environment is a copy of one that this Python's own `venv` made: making each would take longest.
PYTHON3 = """#!/bin/sh
if [ "$*" = "-m venv $3" ]; then
    [ -d "{made}" ] || "{python}" making.py "{made}"
    cp -Rp "{made}" "$3" && exec sed -i.before "s|{made}|$PWD/$3|" "$3"/bin/pip*
fi
exec "{python}" "$@"
"""
# It has the pip that this Python brings, from its wheel: to have pip install itself would take as long again.
MAKING = """
import ensurepip
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

made = Path(sys.argv[1])
wheels = [*Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")]
venv.create(made, with_pip=not wheels, symlinks=True)
for wheel in wheels:
    (packages,) = made.glob("lib/python*/site-packages")
    zipfile.ZipFile(wheel).extractall(packages)
    pip = made / "bin" / "pip"
    pip.write_text(f"#!{made}/bin/python3\\nimport runpy\\nrunpy.run_module('pip', run_name='__main__')\\n")
    pip.chmod(0o755)
# What it loads is compiled once, not for each copy.
command = [made / "bin" / "python", "-m", "pip", "install", "--help"]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
"""
BACKEND = """
import shutil


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "project-1.0-py3-none-any.whl"
    shutil.copy(f"index/{name}", wheel_directory)
    return name
"""


@cache
def interpreter(version: str) -> str | None:
    """Return the interpreter of this version, if any; pyenv's shims answer only where a version is chosen."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [f"python{version}", *map(str, pyenv.glob(f"versions/{version}*/bin/python{version}"))]
    for candidate in filter(shutil.which, candidates):
        command = [candidate, "-c", "import sys; print(sys.executable)"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.strip()
    return None


def python_of(version: str) -> str:
    """Return the interpreter of this version; without one, the test is skipped."""
    return interpreter(version) or pytest.skip(f"Python {version} is not installed")


@cache
def pip_of(version: str) -> str:
    """The version of the pip that this Python brings."""
    command = [python_of(version), "-c", "import ensurepip; print(ensurepip.version())"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def skip_if_an_earlier_one_brings_its_pip(version: str) -> None:
    """Skip a test of a Python whose pip, which does all the work, is that of an earlier one."""
    brought = pip_of(version)
    for earlier in VERSIONS[: VERSIONS.index(version)]:
        if interpreter(earlier) and pip_of(earlier) == brought:
            pytest.skip(f"Python {version} brings pip {brought}, like Python {earlier}")


def wheel(folder: Path, name: str, version: str, *metadata: str) -> str:
    """Make a package of nothing but metadata; its pin as a lock file has it."""
    file = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *metadata, ""]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{info}/METADATA", "\n".join(lines))
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


class Clone:
    """The make files in a folder of their own, with one Python, the index, and lock files of old versions."""

    def __init__(self, folder: Path, python: str, made: Path) -> None:
        self.folder = folder
        self.index = folder / "index"
        for make_file in (PROJECT_ROOT / "Makefile", *PROJECT_ROOT.glob("*.mk")):
            shutil.copy(make_file, folder)
        bounds = next(
            line
            for line in (PROJECT_ROOT / "pyproject.toml").read_text().splitlines()
            if line.startswith("requires-python")
        )
        (folder / "pyproject.toml").write_text(
            f'[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
            f'[project]\nname = "project"\nversion = "1.0"\n{bounds}\n'
        )
        (folder / "backend.py").write_text(BACKEND)
        (folder / "making.py").write_text(MAKING)
        (folder / "bin").mkdir()
        python3 = folder / "bin" / "python3"
        python3.write_text(PYTHON3.format(python=python, made=made))
        python3.chmod(0o755)
        self.index.mkdir()
        wheel(self.index, "project", "1.0")
        self.pins = {}
        for version in ("2.0", "1.0"):
            measured = wheel(self.index, "measured", version, "Provides-Extra: toml")
            plugin = wheel(self.index, "plugin", version, "Requires-Dist: measured[toml]>=1.0")
            self.pins = {"measured": measured, "plugin": plugin}
        self.lock("measured", "plugin")

    def lock(self, *names: str) -> None:
        """Have all lock files pin these packages and nothing else."""
        (self.folder / "requirements").mkdir(exist_ok=True)
        for group in ("local", "dev", "bench", "sam", "runtime", "peers", "lock"):
            text = "".join(self.pins[name] for name in names)
            (self.folder / "requirements" / f"{group}.txt").write_text(text)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))}
        environment = {
            **ours,
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
        }
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def installed(self, python: str) -> set[str]:
        packages = Path(python).parent.parent.glob("lib/python*/site-packages/*.dist-info")
        return {info.name.removesuffix(".dist-info") for info in packages}


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Clone]:
    """Makes a clone that has this Python."""
    environments = tmp_path_factory.mktemp("environments")

    def clone(python: str) -> Clone:
        made = environments / hashlib.sha256(os.fsencode(Path(python).resolve())).hexdigest()[:8]
        return Clone(tmp_path_factory.mktemp("clone"), python, made)

    return clone


@pytest.fixture(scope="module")
def installing(cloned: Callable[[str], Clone]) -> Callable[[str], Clone]:
    """Installs with one version of Python, once for all tests."""

    @cache
    def clone(version: str) -> Clone:
        clone = cloned(python_of(version))
        done = clone.run("make", *targets_of(version))
        assert done.returncode == 0, done.stderr
        return clone

    return clone


def targets_of(version: str) -> list[str]:
    return [*TARGETS, *(OTHER_ENVIRONMENTS if version == "3.13" else ())]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_pinned_versions_are_installed_though_newer_ones_are_out(
    installing: Callable[[str], Clone], version: str
) -> None:
    skip_if_an_earlier_one_brings_its_pip(version)
    clone = installing(version)

    for target in targets_of(version):
        environment = clone.folder / Path(target).parent
        assert {"measured-1.0", "plugin-1.0"} <= clone.installed(str(environment / "bin" / "python"))


@pytest.mark.parametrize("version", ["3.11", "3.12"])
def test_their_pip_would_not_install_them_if_it_resolved(
    installing: Callable[[str], Clone], version: str
) -> None:
    skip_if_an_earlier_one_brings_its_pip(version)
    clone = installing(version)

    pip = ".venv/bin/pip"
    brought = clone.run(pip, "--version").stdout.split()[1]
    done = clone.run(pip, "install", "--target", "resolved", "--require-hashes", "-r", "requirements/dev.txt")

    if brought != "23.2.1":
        pytest.skip(f"the pip that this Python {version} brings is {brought}")
    assert done.returncode != 0
    assert "In --require-hashes mode, all requirements must have their versions pinned" in done.stderr


def test_a_lock_file_that_lacks_a_package_is_found_out(cloned: Callable[[str], Clone]) -> None:
    clone = cloned(sys.executable)
    clone.lock("plugin")

    done = clone.run("make", ".venv-sam/.sam")

    assert done.returncode != 0
    assert "plugin 1.0 requires measured, which is not installed" in done.stderr
    assert not (clone.folder / ".venv-sam" / ".sam").exists()


@pytest.mark.parametrize("found", ["3 10", "3 15", "3 16", "4 0", "2 7", ""])
def test_a_python_that_the_pins_are_not_for_is_one_sentence(
    cloned: Callable[[str], Clone], found: str
) -> None:
    clone = cloned(sys.executable)
    (clone.folder / "bin" / "python3").write_text(f"#!/bin/sh\necho '{found}'\n")

    done = clone.run("make", ".venv/.dev")

    assert done.returncode != 0
    first, *rest = done.stderr.splitlines()
    says = found.replace(" ", ".") or "none"
    assert first == f"Python 3.11 to 3.14 is needed, as 'python3'; found: {says}."
    assert all(line.startswith("make: ***") for line in rest)
    assert not (clone.folder / ".venv").exists()
