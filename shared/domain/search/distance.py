"""Edits between words: a letter too many, missing, or wrong, or two neighbours in the wrong order."""

ONE_EDIT_FROM, TWO_EDITS_FROM = 4, 8


def edits_allowed(word: str) -> int:
    """Return how many edits away a word may be that is meant: digits are never other digits."""
    if any(map(str.isdigit, word)) or len(word) < ONE_EDIT_FROM:
        return 0
    return 2 if len(word) >= TWO_EDITS_FROM else 1


def edits_between(one: str, other: str, at_most: int) -> int | None:
    """Return the fewest edits that make one word the other, each part edited once; None above `at_most`."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > at_most:
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, across in enumerate(other, 1):
            edits = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != across))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == across
            line.append(min(edits, before[column - 2] + 1) if swapped else edits)
        if min(line) > at_most:
            return None
        before, above = above, line
    return above[-1] if above[-1] <= at_most else None
