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
    one, other = _where_they_differ(one, other)
    if not one or not other:
        return len(one) + len(other)
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


def may_be_near(letters: frozenset[str], word: str, at_most: int) -> bool:
    """Return whether a word may be so many edits from one of these letters: an edit takes and brings one."""
    others = frozenset(word)
    return len(others - letters) <= at_most and len(letters - others) <= at_most


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Return two words without what they have in common at the beginning and at the end."""
    shorter = min(len(one), len(other))
    same = 0
    while same < shorter and one[same] == other[same]:
        same += 1
    one, other = one[same:], other[same:]
    shorter -= same
    same = 0
    while same < shorter and one[-same - 1] == other[-same - 1]:
        same += 1
    return one[: len(one) - same], other[: len(other) - same]
