"""The table of costs in the documents, as far as it says what is asked of DynamoDB."""

from pathlib import Path

from local.machine.paths import PROJECT_ROOT

COSTS = PROJECT_ROOT / "docs" / "costs.md"
_FIRST_COLUMNS = ["operation", "requests", "read units", "write units"]


def asked_of_dynamodb(document: Path) -> dict[str, tuple[float, ...]]:
    """Requests, read units and write units of each operation that the document's table has."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in document.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    header = next(at for at, row in enumerate(rows) if row[: len(_FIRST_COLUMNS)] == _FIRST_COLUMNS)
    columns = len(rows[header])
    table = [row for row in rows[header + 2 :] if len(row) == columns]
    return {name: tuple(map(float, figures)) for name, *figures in (row[:4] for row in table)}
