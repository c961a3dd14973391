"""The months that statistics are asked for."""

from datetime import datetime

from shared.domain.errors import BadParameter
from shared.domain.patterns import Pattern

MAX_MONTHS = 36
_USUAL_MONTHS = 12
_MONTH = Pattern(r"^(20[0-9]{2})-(0[1-9]|1[0-2])$")


def months(first: str | None, last: str | None, now: datetime) -> list[str]:
    """Return the months from the first to the last, such as 2026-01; without a first, the last twelve.

    Raises `BadParameter`.
    """
    end = _number("toYearMonth", last) if last is not None else now.year * 12 + now.month - 1
    begin = _number("fromYearMonth", first) if first is not None else end - _USUAL_MONTHS + 1
    if not 0 <= end - begin < MAX_MONTHS:
        raise BadParameter(
            f"Query parameters 'fromYearMonth' and 'toYearMonth' must span 1 to {MAX_MONTHS} months."
        )
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def _number(name: str, text: str) -> int:
    """Return the number of the month, counted from the first of all."""
    found = _MONTH.fullmatch(text)
    if not found:
        raise BadParameter(f"Query parameter '{name}' must be a month such as 2026-01.")
    return int(found[1]) * 12 + int(found[2]) - 1
