"""The file that shells source: the service's address, and the secrets of the demo's clients."""

import shlex
from pathlib import Path

SHELL_FILE = "demo.env"
_ADDRESS = "SERVICE_URL="


def note_address(state_dir: Path, url: str) -> None:
    """Write the service's present address next to the secrets of the demo's clients, if they are known."""
    kept = state_dir.resolve() / SHELL_FILE
    if not kept.exists():
        return
    secrets = [line for line in kept.read_text().splitlines() if "_SECRET=" in line]
    address = [f"{_ADDRESS}{url}", f"export CUSTOMERS_STATE_DIR={shlex.quote(str(kept.parent))}"]
    kept.write_text("\n".join([*address, *secrets]) + "\n")


def noted_address(state_dir: Path) -> str | None:
    """Return the address at which the service was last started with the folder, if it is known."""
    kept = state_dir / SHELL_FILE
    lines = kept.read_text().splitlines() if kept.exists() else []
    return next((line.removeprefix(_ADDRESS) for line in lines if line.startswith(_ADDRESS)), None)
