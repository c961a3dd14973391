"""The script `customers` at the root runs the command of its checkout, from anywhere."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local.machine.paths import PROJECT_ROOT
from local.machine.release import release


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(command),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose folder has a space in its name, and whose command prints what it is given."""
    installed = tmp_path / "a check out" / ".venv" / "bin" / "customers"
    installed.parent.mkdir(parents=True)
    installed.write_text('#!/bin/sh\necho "PORT=$PORT in $PWD"\nprintf "<%s>" "$@"\nexit 3\n')
    installed.chmod(0o755)
    return Path(shutil.copy(PROJECT_ROOT / "customers", tmp_path / "a check out")).parent


def test_arguments_environment_folder_and_exit_code_are_passed_through(
    checkout: Path, tmp_path: Path
) -> None:
    done = run(checkout / "customers", "config", "set", "a b", '["*"]', "", folder=tmp_path, PORT="9000")

    assert done.stdout == f'PORT=9000 in {tmp_path}\n<config><set><a b><["*"]><>'
    assert (done.returncode, done.stderr) == (3, "")


@pytest.mark.parametrize("target", ["absolute", "relative", "twice"])
def test_it_can_be_linked_to(checkout: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin" / "customers"
    link.symlink_to(checkout / "customers" if target == "absolute" else "../a check out/customers")
    if target == "twice":
        (tmp_path / "link").symlink_to(link)
        link = tmp_path / "link"

    assert run(link, "x", folder=tmp_path).stdout.endswith("<x>")
    assert run("sh", link, "x", folder=tmp_path).stdout.endswith("<x>")


def test_before_anything_is_installed_it_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    shutil.rmtree(checkout / ".venv")

    done = run(checkout / "customers", "--help", folder=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"customers: nothing is installed yet; run 'make run' once in {checkout}\n"


def test_it_says_which_release_it_is(tmp_path: Path) -> None:
    done = run(PROJECT_ROOT / "customers", "--version", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"customers {release()}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_keys(tmp_path: Path, shell: str) -> None:
    script = run(PROJECT_ROOT / "customers", "completion", shell, folder=tmp_path).stdout
    assert "_CUSTOMERS_COMPLETE" in script

    if executable := shutil.which(shell):
        (tmp_path / "script").write_text(script)
        assert run(executable, "-n", "script", folder=tmp_path).returncode == 0

    words = "customers config get rest"
    asked = {"_CUSTOMERS_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}
    if shell == "fish":
        asked["COMP_CWORD"] = "rest"
    completed = run(PROJECT_ROOT / "customers", folder=tmp_path, **asked)
    assert "restrictions" in completed.stdout
