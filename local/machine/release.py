"""The release that runs here, by its name in git."""

import subprocess
import tomllib

from local.machine.paths import PROJECT_ROOT

_COMMAND = ("git", "describe", "--always", "--dirty")


def release() -> str:
    """Return the output of `git describe`, or the project's version if this is not a clone."""
    if not (PROJECT_ROOT / ".git").exists():  # git would look for one in the folders above
        return _version()
    try:
        described = subprocess.run(  # noqa: S603 - a constant
            _COMMAND, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return _version()
    return described.stdout.strip()


def _version() -> str:
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version: str = project["version"]
    return version
