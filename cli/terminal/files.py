"""Files that are there as a whole, whenever a command ends."""

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replace the file atomically: at any time either the old or the new one is there, whole."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
