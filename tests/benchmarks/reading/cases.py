"""The queries and callers that are measured."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from shared.domain.callers.access import Access, Grant
from shared.domain.customers.customer import Customer, customer_document
from shared.domain.instants import instant_text
from shared.domain.query.order import parse_order
from shared.ports.lists import PageRequest
from tests.benchmarks.reading.population import Population

UNLIMITED, LIMITED = "unlimited", "limited to DE"
CALLERS = {UNLIMITED: Access(wide=Grant()), LIMITED: Access(wide=Grant(frozenset({"DE"})))}
_SHARE_VISIBLE = {UNLIMITED: 1.0, LIMITED: 0.5}
_CREATED_WITHIN = 100  # customers


@dataclass(frozen=True, slots=True)
class Case:
    """A list that a caller asks for."""

    name: str
    q: str | None = None
    sort: str | None = None
    page: PageRequest = field(default_factory=PageRequest)

    def has_customers(self, population: Population, caller: str) -> bool:
        """Whether the page is not altogether behind the end."""
        return (self.page.number - 1) * self.page.size < population.size * _SHARE_VISIBLE[caller]


def cases(population: Population) -> Iterator[Case]:
    """All cases; the customer they look for lies in the middle of the tenant, and within DE."""
    someone = population.middle("DE")
    colleague = population.middle("DE", business=True)
    (company,) = colleague.legal_entities
    since = population.created_at(population.size // 2)
    until = population.created_at(min(population.size // 2 + _CREATED_WITHIN, population.size))
    yield Case("first page")
    yield Case("page 100", page=PageRequest(number=100))
    yield Case("page 1,000", page=PageRequest(number=1000))
    yield Case("next cursor, from the middle", page=PageRequest(after=_position_of(someone, None)))
    yield Case("total count", page=PageRequest(with_total=True))
    yield Case("id", q=f"id:({someone.number},{colleague.number})")
    yield Case("contact e-mail", q=f"contactEmail:{someone.contact_email}")
    yield Case("log-in e-mail", q=f"email:{someone.email}")
    yield Case("last name", q="lastName:Müller")
    yield Case("last name, prefix", q="lastName:~^Schm")
    yield Case("company", q=f'company:"{company.name}"')
    yield Case("legal entity", q=f'b2b.legalEntities.id:"{company.id}"')
    created = f'(>="{instant_text(since)}" AND <"{instant_text(until + timedelta(milliseconds=1))}")'
    yield Case("created range of 100", q=f"metadataCreatedAt:{created}")
    yield Case("sort by last name", sort="lastName")
    yield Case("sort by last name, page 100", sort="lastName", page=PageRequest(number=100))
    yield Case("sort by last name, descending", sort="lastName:desc")
    yield Case(
        "sort by last name, next cursor",
        sort="lastName",
        page=PageRequest(after=_position_of(someone, "lastName")),
    )
    yield Case("sort by creation, descending", sort="metadataCreatedAt:desc")
    yield Case("unindexed: phone", q=f'contactPhone:"{someone.contact_phone}"')
    yield Case("unindexed: regular expression", q="lastName:~berg")
    number = (someone.contact_phone or "").rpartition(" ")[2]
    yield Case("unindexed: regular expression, rare", q=f"contactPhone:~{number}$")
    yield Case("unindexed: mixin", q="mixins.loyalty.tier:gold")
    points = someone.mixins["loyalty"]["points"]
    yield Case(
        "unindexed: mixin, rare", q=f"mixins.loyalty.points:{points}", page=PageRequest(may_end_early=True)
    )


def _position_of(customer: Customer, sort: str | None) -> list[object]:
    return parse_order(sort).position(customer_document(customer))
