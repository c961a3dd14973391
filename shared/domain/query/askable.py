"""The fields that callers may filter and sort by: none that an `_own` scope does not show of colleagues."""

from collections.abc import Iterator

from shared.domain.callers.access import Access
from shared.domain.customers.colleagues import is_shown_of_colleagues
from shared.domain.errors import Forbidden
from shared.domain.query.conditions import Equals, OneOf, Term, terms_of
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import Field
from shared.domain.query.order import Order

_LEGAL_ENTITY = ("b2b", "legalEntities", "id")


def check_asked(query: Query, order: Order, access: Access) -> None:
    """Raise `Forbidden` for a filter or an order by what the caller may not know.

    Lists test and sort only what the caller may know of a customer, so this is to be told so, and not to find
    that nothing matches. Where a wide grant reaches some customers, a filter by any field makes sense.
    """
    if access.wide is not None:
        return
    for term in terms_of(query.where):
        _check(term.field)
        foreign = set(_legal_entities(term)) - access.companies
        if foreign:
            raise Forbidden(f"The caller does not belong to the legal entity '{min(foreign)}'.")
    for sort in order.fields:
        _check(sort.field)


def _check(field: Field) -> None:
    if not is_shown_of_colleagues(field.path):
        raise Forbidden(f"'{'.'.join(field.path)}' cannot be asked for with an _own scope.")


def _legal_entities(term: Term) -> Iterator[str]:
    if term.field.path != _LEGAL_ENTITY:
        return
    match term.condition:
        case Equals(operand):
            yield operand.text
        case OneOf(operands):
            yield from (operand.text for operand in operands)
