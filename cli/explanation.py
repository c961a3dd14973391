"""`customers explain`: an explanation of a list as people read it."""

from shared.domain.query.explanation import Cost, Explanation


def as_text(explanation: Explanation) -> str:
    """Return a line for each part, and one for each change that would make the list cheaper."""
    lines = [*explanation.words.items()]
    if explanation.estimated is not None:
        limit = "at least" if explanation.estimated.at_least else "at most"
        lines.append(("estimated", f"{limit} {_cost(explanation.estimated)}"))
    if explanation.actual is not None:
        lines.append(("actual", _cost(explanation.actual)))
    lines += [("cheaper", advice.text) for advice in explanation.cheaper]
    return "\n".join(f"{name:11}{text}" for name, text in lines)


def _cost(cost: Cost) -> str:
    parts = {
        "customers": cost.customers,
        "looked at": cost.scanned,
        "of them fetched whole": cost.documents,
        "requests": cost.requests,
        "read units": None if cost.units is None else f"{cost.units:.1f}",
    }
    told = ", ".join(f"{number} {name}" for name, number in parts.items() if number is not None)
    if cost.ends_early:
        told = f"{told}; the page ends early, and 'next' goes on"
    return told if cost.refused is None else f"{told}: {cost.refused}"
