"""Names that have to be in two places, compared so that a failure says what is missing where."""

from collections import Counter
from collections.abc import Iterable


def differences(place: str, found: Iterable[str], expected: Iterable[str]) -> list[str]:
    """Return a line for each name that the place lacks, and for each that it should not have."""
    there, wanted = Counter(iter(found)), Counter(iter(expected))
    return [
        *(f"{place} lacks {name}" for name in sorted((wanted - there).elements())),
        *(f"{place} should not have {name}" for name in sorted((there - wanted).elements())),
    ]
