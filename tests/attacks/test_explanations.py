"""The explanation of a list tells a caller with restrictions nothing of customers that it does not see."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from tenant_managed.customers import explain_list
from tests.component.api import Api
from tests.component.search.residents import customer, settle
from tests.component.tenants import keep_search

COMPANY = LegalEntityReference("L1", "Muster")


def explained(api: Api, body: dict[str, str]) -> Any:
    answer = api.request(explain_list.lambda_handler, "POST /customer/{tenant}/customers/explain", body)
    assert answer.status == 200, answer.text
    return answer.json


@pytest.mark.usefixtures("restrictions")
@pytest.mark.parametrize(
    "body",
    [
        {"q": "id:hidden"},
        {"q": "id:(hidden,seen,nobody)"},
        {"q": "email:hidden@example.com"},
        {"q": "accounts.id:(hidden@example.com,seen@example.com)"},
        {"q": "b2b.legalEntities.id:L1"},
        {"q": "contactEmail:hidden@example.com"},
        {"q": "lastName:~^K", "sort": "lastName"},
        {"q": "lastName:Koch"},
        {"q": "company:ACME"},
        {"q": "active:true"},
        {"q": "addresses.city:Rome"},
        {"sort": "mixins.a.x"},
        {"sort": "contactEmail"},
        {},
    ],
    ids=str,
)
def test_it_is_the_same_whether_others_exist_or_not(
    api: Api, store: Callable[..., str], body: dict[str, str]
) -> None:
    german = api.as_("customer.customer_read--DE")
    seen = {"lastName": "Koch", "contactEmail": "seen@example.com", "restriction": "DE"}
    api.created({"id": "seen", **seen})
    before = explained(german, body)

    hidden = {"contactEmail": "hidden@example.com", "lastName": "Koch", "company": "ACME"}
    api.created({"id": "hidden", "restriction": "FR", "mixins": {"a": {"x": "x" * 20_000}}, **hidden})
    for _ in range(3):
        store(last_name="Koch", restriction="FR", legal_entities=(COMPANY,))

    assert explained(german, body) == before


@pytest.mark.usefixtures("restrictions")
def test_whoever_sees_all_customers_is_told_all_of_it(api: Api) -> None:
    api.created({"id": "german", "restriction": "DE"})

    assert explained(api, {"q": "id:(german,nobody)"})["actual"] == {
        "customers": 1,
        "requests": 1,
        "readUnits": 2.0,
    }


@pytest.mark.usefixtures("restrictions")
@pytest.mark.parametrize("search", ["weber", "waber", "lefebvra", "we", "weber rome", "hidden@example.com"])
def test_words_of_others_change_nothing_in_the_explanation_of_a_search(
    api: Api, configure: Callable[[str, object], None], search: str
) -> None:
    german = api.as_("customer.customer_read--DE")
    settle(api.tenant, [customer("seen", last_name="Weber", restriction="DE")])
    keep_search(api.tenant)
    configure("search", "on")
    before = explained(german, {"search": search})

    hidden = [customer(f"h{at}", at, last_name="Weber", restriction="FR", places=["Rome"]) for at in range(3)]
    other = customer("other", last_name="Lefebvre", contact_email="hidden@example.com", restriction="FR")
    settle(api.tenant, [*hidden, other])

    assert explained(german, {"search": search}) == before
