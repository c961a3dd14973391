"""`customers explain`: how a list is read, and its estimated and actual cost."""

from typing import Any

from cli.plan_words import plan_words
from shared.adapters.dynamodb.lists.plan import plan
from shared.domain.callers.access import Access
from shared.domain.query.evaluation import Query
from shared.domain.query.order import Order
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tools.costs.estimate import estimate

Document = dict[str, Any]


def explanation(
    tenant: str, access: Access, query: Query, order: Order, request: PageRequest, *, analyze: bool
) -> Document:
    """Return the plan by its parts, with the estimated cost, and with `analyze` the actual one."""
    chosen = plan(query, order, access, wiring().tenants.text_entries(tenant))
    guess = estimate(
        wiring().table,
        wiring().tenants,
        chosen,
        tenant=tenant,
        access=access,
        request=request,
    )
    document: Document = dict(plan_words(chosen, complete=request.complete))
    document["estimated"] = _cost(guess.customers, guess.requests, guess.units, documents=guess.documents)
    if analyze:
        page, budget = wiring().directory.metered_page(tenant, access, query, order, request)
        found = sum(1 for _ in page.customers)
        document["actual"] = _cost(found, budget.requests, budget.units)
    return document


def as_text(document: Document) -> str:
    """Return an explanation as people read it: a line for each part."""
    shown = dict(document)
    for name, limit in (("estimated", "at most "), ("actual", "")):
        if cost := document.get(name):
            fetched = f"{cost['documents']} of them fetched whole, " if "documents" in cost else ""
            shown[name] = (
                f"{limit}{cost['customers']} customers, {fetched}{cost['requests']} requests, "
                f"{cost['readUnits']:.1f} read units"
            )
    return "\n".join(f"{name:11}{text}" for name, text in shown.items())


def _cost(customers: int, requests: int, units: float, **more: int) -> Document:
    return {"customers": customers, **more, "requests": requests, "readUnits": units}
