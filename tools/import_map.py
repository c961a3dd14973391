"""Draws the imports of the project, as Mermaid, into docs/architecture.md (`make import-map`).

A room is a folder with Python files; a floor is a folder of rooms of one kind. An arrow leads
from a room to a room that it imports from. Rooms from which arrows lead back to themselves form a circle.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from local.machine.paths import PROJECT_ROOT
from tools.sections import write_section

DOCUMENT = PROJECT_ROOT / "docs" / "architecture.md"
TARGET = "import-map"
_HOUSE = ("functions", "shared", "local", "cli", "tools")
_ROOTS = ("", "functions")  # where Python looks for modules
_FLOORED = "shared"  # the folder whose folders are floors; each other one is a floor itself

Arrows = Mapping[str, frozenset[str]]
"""The rooms that each room imports from."""


def import_arrows(project: Path) -> Arrows:
    """Return every room of the project, with the rooms that it imports from."""
    found: dict[str, set[str]] = {}
    for folder in _HOUSE:
        for module in sorted((project / folder).rglob("*.py")):
            room = _room(module.relative_to(project))
            imported = (_module_file(project, name) for name in _imports(module))
            rooms = {_room(file.relative_to(project)) for file in imported if file is not None}
            found.setdefault(room, set()).update(rooms - {room})
    return {room: frozenset(rooms) for room, rooms in found.items()}


def circles(arrows: Arrows) -> list[list[str]]:
    """Return the rooms of each circle, in alphabetical order."""
    reached = {room: _reachable(arrows, room) for room in arrows}
    found = {
        tuple(sorted({room, *(other for other in reached[room] if room in reached[other])}))
        for room in arrows
        if room in reached[room]
    }
    return [list(circle) for circle in sorted(found)]


def import_map(arrows: Arrows) -> str:
    """Return a picture of the floors, one of each floor that has arrows within it, and all circles."""
    of_floors: dict[str, set[str]] = {}
    for room, imported in arrows.items():
        floor = _floor(room)
        of_floors.setdefault(floor, set()).update({_floor(other) for other in imported} - {floor})
    parts = [
        f"{len(arrows)} rooms, {sum(map(len, arrows.values()))} arrows. {_circles_in_words(circles(arrows))}",
        _picture({floor: frozenset(others) for floor, others in of_floors.items()}),
    ]
    for floor in of_floors:
        within = {room: _within(floor, others) for room, others in arrows.items() if _floor(room) == floor}
        if any(within.values()):
            parts += [f"Within `{floor}`:", _picture(within)]
    return "\n\n".join(parts)


def _within(floor: str, rooms: Iterable[str]) -> frozenset[str]:
    return frozenset(room for room in rooms if _floor(room) == floor)


def _circles_in_words(found: list[list[str]]) -> str:
    if not found:
        return "There are no circles."
    return "Circles: " + "; ".join(", ".join(f"`{room}`" for room in circle) for circle in found) + "."


def _picture(arrows: Arrows) -> str:
    """Draw the rooms that an arrow leads to or from."""
    names = sorted({name for room, rooms in arrows.items() if rooms for name in (room, *rooms)})
    ids = {name: f"r{position}" for position, name in enumerate(names)}
    lines = [f'  {ids[name]}["{name}"]' for name in names]
    lines += [f"  {ids[room]} --> {ids[other]}" for room in names for other in sorted(arrows.get(room, ()))]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def _room(module: Path) -> str:
    """Return the module's folder; a module directly among the floors is a room itself."""
    lies_among_floors = module.parent == Path(_FLOORED) and module.stem != "__init__"
    return (module.with_suffix("") if lies_among_floors else module.parent).as_posix()


def _floor(room: str) -> str:
    parts = room.split("/")
    return "/".join(parts[:2]) if parts[0] == _FLOORED else parts[0]


def _imports(module: Path) -> Iterator[str]:
    """Yield the names of imported modules, and of the names that are imported from them."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _module_file(project: Path, name: str) -> Path | None:
    """Return the file of a module of the house; None for any other name."""
    for root in _ROOTS:
        place = project / root / name.replace(".", "/")
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file() and file.relative_to(project).parts[0] in _HOUSE:
                return file
    return None


def _reachable(arrows: Arrows, room: str) -> set[str]:
    """Return the rooms that arrows lead to from this one, itself included if it is on a circle."""
    found: set[str] = set()
    waiting = [room]
    while waiting:
        new = arrows.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


if __name__ == "__main__":
    drawn = import_map(import_arrows(PROJECT_ROOT))
    if sys.argv[1:] == ["--print"]:
        print(drawn)
    else:
        write_section(DOCUMENT, TARGET, drawn)
