"""Zips as SAM makes them."""

import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile


def zip_size(folder: Path) -> int:
    """Bytes of a folder's zip."""
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        return file.tell()
