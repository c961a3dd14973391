"""Which release this is."""

import importlib.metadata
import subprocess

from local.paths import PROJECT_ROOT

_DISTRIBUTION = "customer-service"


def release() -> str:
    """Return the version, and of a checkout also the commit, as `git describe` names it."""
    version = importlib.metadata.version(_DISTRIBUTION)
    if not (PROJECT_ROOT / ".git").exists():
        return version
    try:
        described = subprocess.run(
            ["git", "describe", "--tags", "--always", "--dirty"],  # noqa: S607 - the git that is found
            cwd=PROJECT_ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return version
    return f"{version} ({described.stdout.strip()})"
