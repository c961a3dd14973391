"""`customers explain`: how a list is answered, what that may cost, and what it has cost."""

from dataclasses import fields, is_dataclass
from typing import Any

from shared.adapters.dynamodb.estimate import estimate
from shared.domain.access import Access
from shared.domain.query.evaluation import Query
from shared.domain.query.order import Order
from shared.domain.query.plan import Plan, plan
from shared.ports import PageRequest
from shared.runtime import wiring

Document = dict[str, Any]


def explanation(
    tenant: str, access: Access, query: Query, order: Order, request: PageRequest, *, analyze: bool
) -> Document:
    """Return the plan by its parts, with the estimated and (if it is carried out) the actual cost."""
    chosen = plan(query, order, access)
    guess = estimate(
        wiring.table(),
        wiring.tenants(),
        chosen,
        tenant=tenant,
        access=access,
        query=query,
        order=order,
        request=request,
    )
    document = _plan_parts(chosen)
    document["estimated"] = _cost(guess.customers, guess.requests, guess.units)
    if analyze:
        page, budget = wiring.directory().metered_page(tenant, access, query, order, request)
        found = sum(1 for _ in page.customers)
        document["actual"] = _cost(found, budget.requests, budget.units)
    return document


def as_text(document: Document) -> str:
    """Return an explanation as people read it: a line for each part."""
    shown = dict(document)
    for name, limit in (("estimated", "at most "), ("actual", "")):
        if cost := document.get(name):
            shown[name] = (
                f"{limit}{cost['customers']} customers, {cost['requests']} requests, "
                f"{cost['readUnits']:.1f} read units"
            )
    return "\n".join(f"{name:11}{text}" for name, text in shown.items())


def _plan_parts(chosen: Plan) -> Document:
    way = "as asked for" if chosen.ordered else "sorted in memory"
    test = "tested for every customer" if chosen.filtered else "nothing to test"
    parts = {
        "source": _shown(chosen.source),
        "order": f"{way}{', descending' if chosen.descending else ''}",
        "filter": test,
    }
    return {**parts, "and": _shown(chosen.own)} if chosen.own is not None else parts


def _shown(value: Any) -> str:  # noqa: ANN401 - any part of a plan
    if is_dataclass(value):
        members = ((field.name, getattr(value, field.name)) for field in fields(value))
        shown = ", ".join(f"{name}={_shown(member)}" for name, member in members if member not in (None, ()))
        return f"{type(value).__name__}({shown})"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return str(value)


def _cost(customers: int, requests: int, units: float) -> Document:
    return {"customers": customers, "requests": requests, "readUnits": units}
