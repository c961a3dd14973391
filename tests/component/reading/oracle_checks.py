"""Pages that are compared with the oracle's, and how many of them."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from shared.domain.customers.customer import customer_document
from shared.ports.lists import Page, PageRequest
from tests.component.reading import oracle
from tests.component.reading.cases import Case

EXAMPLES = int(os.environ.get("READING_EXAMPLES", "250"))
PHASES = [phase for phase in Phase if phase is not Phase.explain]  # each example is a number of requests
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], phases=PHASES)


def assert_is_the_oracles(page: Page, case: Case) -> None:
    documents = [customer_document(customer) for customer in page.customers]
    expected = oracle.expected(case)
    assert [document["id"] for document in documents] == expected.numbers
    assert (page.next_position is not None) is expected.has_more
    assert page.total == expected.total
    for document in documents:
        whole = case.population.documents[document["id"]]
        assert shown(document, case.page) == shown(whole, case.page)


def shown(document: dict[str, Any], request: PageRequest) -> dict[str, Any]:
    """Return the members that a page has to show: addresses and mixins only on request."""
    hidden = set() if request.complete else {"addresses", "mixins"}
    return {name: value for name, value in document.items() if name not in hidden}
