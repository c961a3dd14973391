"""Where a log tells the changes of a customer."""

from shared.domain.feed.changes import CustomerChange, Row


def first_told(rows: list[Row], life: list[CustomerChange]) -> list[int]:
    """Where each change of a customer was told first. Fails if one was not, or an older one comes after."""
    told: list[int] = []
    before = [row for row in rows if life[0].version > 1 and row.version < life[0].version]
    for place, row in enumerate(rows):
        if told and is_of(row, life[len(told) - 1]):
            continue  # once more
        if len(told) < len(life) and is_of(row, life[len(told)]):
            told.append(place)
        elif told or row not in before:
            raise AssertionError(f"{row} after {len(told)} of {[(c.version, str(c.event)) for c in life]}")
    assert len(told) == len(life), f"{len(told)} of {[(c.version, str(c.event)) for c in life]} in {rows}"
    return told


def is_of(row: Row, change: CustomerChange) -> bool:
    """Whether a row tells the change, perhaps in the place of its own record."""
    return (row.version, row.event) == (change.version, change.event)
