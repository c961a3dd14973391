"""The progress of an import, in a file next to its input, so that the import can be resumed."""

import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from cli.transfer.failures import TransferFailed
from cli.transfer.files import Place
from shared.domain import json_text


@dataclass(frozen=True, slots=True)
class Counts:
    """The lines that are done, by outcome; `reset_needed`: imported without a usable password."""

    imported: int = 0
    rejected: int = 0
    reset_needed: int = 0


@dataclass(frozen=True, slots=True)
class Undertaking:
    """The identity of an import: its input, its target, and the file of its rejects."""

    sha256: str
    target: str
    rejects: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything before `place` is done.

    `rejects_size`: bytes of the rejects file at that point. `latest`: the lines that the last batch imported,
    by number; their receipts must be there for the rest to be believed.
    """

    undertaking: Undertaking
    place: Place = field(default_factory=Place)
    counts: Counts = field(default_factory=Counts)
    rejects_size: int = 0
    latest: tuple[int, ...] = ()


def read_checkpoint(path: Path, undertaking: Undertaking) -> Checkpoint:
    """Return where to resume: without a file, at the start. Raises `TransferFailed` for another one's."""
    try:
        document = json_text.loads(path.read_text())
        found = Checkpoint(
            Undertaking(**document["undertaking"]),
            Place(**document["place"]),
            Counts(**document["counts"]),
            document["rejects_size"],
            tuple(document.get("latest", ())),
        )
    except FileNotFoundError:
        return Checkpoint(undertaking)
    except (ValueError, KeyError, TypeError):
        raise TransferFailed(f"{path} is damaged; start over with --restart") from None
    differs = _difference(found.undertaking, undertaking)
    if differs is not None:
        raise TransferFailed(
            f"{path} belongs to an unfinished import {differs}, or start over with --restart"
        )
    return found


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Replace the file atomically: at any time either the old or the new one is there, whole."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w") as file:
        file.write(json_text.dumps(asdict(checkpoint)))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _difference(found: Undertaking, wanted: Undertaking) -> str | None:
    if found == wanted:
        return None
    if found == replace(wanted, sha256=found.sha256):
        return "of a file that has changed since: restore that file"
    if found.target != wanted.target:
        return f"into {found.target}: finish that first"
    return f"with another rejects file: give --rejects {found.rejects}"
