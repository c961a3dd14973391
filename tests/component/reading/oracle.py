"""The right contents of a page, worked out in memory from all customers of a population."""

from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from tests.component.reading.cases import Case


@dataclass(frozen=True)
class Expected:
    """The numbers of the customers on a page, whether more follow, and all matches if asked for."""

    numbers: list[str]
    has_more: bool
    total: int | None


def sequence(case: Case) -> list[Customer]:
    """Every customer that the caller may see and the query selects, in order; all pages together."""
    documents = case.population.documents
    seen = [
        customer
        for customer in case.population.customers
        if case.access.sees(customer) and case.query.matches(documents[customer.number])
    ]
    return sorted(seen, key=lambda customer: case.order.key(documents[customer.number]))


def expected(case: Case) -> Expected:
    """The page that this request has to give."""
    whole, page = sequence(case), case.page
    start = (page.number - 1) * page.size
    if page.after is not None:
        reached = case.order.key_of_position(page.after)
        start = sum(
            not reached < case.order.key(case.population.documents[customer.number]) for customer in whole
        )
    numbers = [customer.number for customer in whole]
    end = start + page.size
    return Expected(numbers[start:end], len(numbers) > end, len(numbers) if page.with_total else None)
