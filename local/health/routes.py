"""The requests of the last hour over HTTP, at /_local/requests: how many, how they ended, their costs."""

import json
from collections.abc import Mapping
from functools import cache

from local.health.log_figures import Figures, LogFigures
from local.http.messages import Request, Response, message
from local.machine.paths import PROJECT_ROOT

_COSTS = PROJECT_ROOT / "docs" / "costs.md"
_NAME, _DOLLARS = "operation", "together"


def requests_answer(figures: LogFigures, request: Request) -> Response:
    """Return the figures of each operation, and of all together."""
    if request.method != "GET":
        return message(405, "Method Not Allowed")
    found = figures.of_last_hour()
    dollars = dollars_of_a_million()
    together = Figures()
    for each in found.values():
        together += each
    costs = {name: _cost(each, dollars.get(name)) for name, each in found.items()}
    content = {
        "operations": [
            {"operation": name, **_shown(each), "dollars": costs[name]}
            for name, each in sorted(found.items())
        ],
        "together": {**_shown(together), "dollars": sum(cost or 0 for cost in costs.values())},
    }
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    return Response(200, headers, json.dumps(content).encode())


@cache
def dollars_of_a_million() -> Mapping[str, float]:
    """Return what a million calls of each operation cost on AWS, by the documents; of typical ones."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in _COSTS.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    at = next(place for place, row in enumerate(rows) if {_NAME, _DOLLARS} <= set(row))
    name, dollars = rows[at].index(_NAME), rows[at].index(_DOLLARS)
    table = [row for row in rows[at + 2 :] if len(row) == len(rows[at])]
    return {row[name]: float(row[dollars]) for row in table}


def _shown(figures: Figures) -> dict[str, float | None]:
    return {
        "requests": figures.requests,
        "refused": figures.refused,
        "failed": figures.failed,
        "storageRequests": figures.storage_requests,
        "p50": _rounded(figures.quantile(0.5)),
        "p95": _rounded(figures.quantile(0.95)),
    }


def _cost(figures: Figures, dollars: float | None) -> float | None:
    return None if dollars is None else figures.requests * dollars / 1_000_000


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 1)
