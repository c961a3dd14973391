"""The requests of the last hour over HTTP, at /_local/requests: how many, how they ended, their costs."""

import json
from collections.abc import Mapping
from functools import cache

from local.health.log_figures import Figures, LogFigures
from local.http.messages import Request, Response, message
from local.machine.paths import PROJECT_ROOT

_COSTS = PROJECT_ROOT / "docs" / "costs.md"
_NAME, _DOLLARS, _GATEWAY, _AUTHORIZER = "operation", "together", "gateway", "authorize_request"


def requests_answer(figures: LogFigures, request: Request) -> Response:
    """Return the figures of each operation, and of all together."""
    if request.method != "GET":
        return message(405, "Method Not Allowed")
    found = figures.of_last_hour()
    together = Figures()
    for each in found.values():
        together += each
    costs = {name: _cost(name, each) for name, each in found.items()}
    content = {
        "operations": [
            {"operation": name, **_shown(each), "dollars": costs[name]}
            for name, each in sorted(found.items(), key=lambda item: item[0] or "")
        ],
        "together": {**_shown(together), "dollars": sum(cost or 0 for cost in costs.values())},
    }
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    return Response(200, headers, json.dumps(content).encode())


@cache
def dollars_of_a_million(part: str = _DOLLARS) -> Mapping[str, float]:
    """Return what a million calls of each operation cost on AWS, by the documents; of typical ones.

    `part`: of these costs, otherwise all of them together.
    """
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in _COSTS.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    at = next(place for place, row in enumerate(rows) if {_NAME, _DOLLARS} <= set(row))
    name, dollars = rows[at].index(_NAME), rows[at].index(part)
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


def _cost(operation: str | None, figures: Figures) -> float | None:
    """Return the costs; of requests without a function, those of the gateway and the authorizer."""
    served = figures.requests - figures.unserved
    each = dollars_of_a_million().get(operation or "")
    if served and each is None:
        return None
    of_gateway = figures.unserved * max(dollars_of_a_million(_GATEWAY).values())
    of_authorizer = figures.asked * dollars_of_a_million()[_AUTHORIZER]
    return (served * (each or 0) + of_gateway + of_authorizer) / 1_000_000


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 1)
