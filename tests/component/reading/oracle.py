"""The right contents of a page, worked out in memory from all customers of a population."""

from dataclasses import dataclass

from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer
from shared.domain.query.fields import Document
from tests.component.reading.cases import Case


@dataclass(frozen=True)
class Expected:
    """The numbers of the customers on a page, whether more follow, and all matches if asked for."""

    numbers: list[str]
    has_more: bool
    total: int | None


def sequence(case: Case) -> list[Customer]:
    """Every customer that the caller may see and the query selects, in order; all pages together."""
    seen = [
        customer
        for customer in case.population.customers
        if case.access.sees(customer) and case.query.matches(_document(case, customer))
    ]
    return sorted(seen, key=lambda customer: case.order.key(_document(case, customer)))


def expected(case: Case) -> Expected:
    """The page that this request has to give."""
    whole, page = sequence(case), case.page
    start = (page.number - 1) * page.size
    if page.after is not None:
        reached = case.order.key_of_position(page.after)
        start = sum(not reached < case.order.key(_document(case, customer)) for customer in whole)
    numbers = [customer.number for customer in whole]
    end = start + page.size
    return Expected(numbers[start:end], len(numbers) > end, len(numbers) if page.with_total else None)


def _document(case: Case, customer: Customer) -> Document:
    """Return what the caller may know of the customer."""
    if case.access.sees_all_of(customer):
        return case.population.documents[customer.number]
    return visible_document(customer, case.access)
