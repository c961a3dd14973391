"""The progress of an import, in a file next to its input, so that the import can be resumed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from cli.terminal.files import write_whole
from cli.transfer.failures import TransferFailed
from cli.transfer.lines import Place
from cli.transfer.modes import Mode
from shared.domain import json_text


@dataclass(frozen=True, slots=True)
class Counts:
    """The lines that are done, by outcome; `reset_needed`: imported without a usable password.

    `passwords_left`: updated or unchanged customers whose line has a password hash, which is not imported.
    """

    imported: int = 0
    rejected: int = 0
    reset_needed: int = 0
    updated: int = 0
    unchanged: int = 0
    passwords_left: int = 0


@dataclass(frozen=True, slots=True)
class Undertaking:
    """The identity of an import: its input, its target, the file of its rejects, and its mode.

    `reading`: the options that say how the file is read.
    """

    sha256: str
    target: str
    rejects: str
    mode: str = Mode.CREATE
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything before `place` is done.

    `rejects_size`: bytes of the rejects file at that point. `latest`: the lines that the last batch imported,
    by number; their receipts must be there for the rest to be believed. `versions`: those that the last batch
    has left known customers with, by customer number; none may have an earlier one.
    """

    undertaking: Undertaking
    place: Place = field(default_factory=Place)
    counts: Counts = field(default_factory=Counts)
    rejects_size: int = 0
    latest: tuple[int, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)


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
            dict(document.get("versions", {})),
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
    """Replace the file atomically."""
    write_whole(path, json_text.dumps(asdict(checkpoint)))


def _difference(found: Undertaking, wanted: Undertaking) -> str | None:
    if found == wanted:
        return None
    if found == replace(wanted, sha256=found.sha256):
        return "of a file that has changed since: restore that file"
    if found.target != wanted.target:
        return f"into {found.target}: finish that first"
    if found.mode != wanted.mode:
        return f"in another mode: give --mode {found.mode}"
    if found.reading != wanted.reading:
        return f"with other options: give {found.reading or 'none'} for how the file is read"
    return f"with another rejects file: give --rejects {found.rejects}"
