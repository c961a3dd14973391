import subprocess
from pathlib import Path

import pytest

from local.machine import release


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main")
    command = ["git", *identity, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder: Path) -> None:
    """Make the folder a clone with one commit."""
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "The first")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the project is in."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n')
    monkeypatch.setattr(release, "PROJECT_ROOT", folder)
    return folder


def test_a_clone_is_named_by_its_commit_and_by_the_release_that_was_tagged(project: Path) -> None:
    repository(project)
    assert release.release() == git(project, "rev-parse", "--short", "HEAD")

    git(project, "tag", "--annotate", "v1.2.3", "--message", "1.2.3")
    assert release.release() == "v1.2.3"


def test_a_clone_with_changes_says_so(project: Path) -> None:
    repository(project)
    git(project, "add", "pyproject.toml")

    assert release.release().endswith("-dirty")


def test_what_is_not_a_clone_goes_by_the_projects_version(project: Path) -> None:
    assert release.release() == "0.1.0"


def test_a_repository_around_the_project_is_not_its_own(project: Path) -> None:
    repository(project.parent)

    assert release.release() == "0.1.0"


def test_without_git_a_clone_goes_by_the_projects_version(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(project)
    monkeypatch.setenv("PATH", "")

    assert release.release() == "0.1.0"
