"""What an answer shows can be sent back, and nothing changes (api.md §1 and §4, PUT and PATCH)."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.callers.access import Access, Grant
from shared.domain.customers.address import Address
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import patched, replaced
from shared.http.answers import Expansion, for_customer, for_seller
from shared.http.bodies.body import parsed
from shared.http.bodies.customer import CustomerUpdateBySeller, ProfileBody, members
from tests.unit.generated_customers import COMPANY, EVERYONE, change, configurations, stored_customers

COLLEAGUE = Access(
    own=Grant(),
    number="1002",
    legal_entities=(COMPANY,),
    companies=frozenset({"L1"}),
    administered=frozenset({"L1"}),
)
ACCESSES = st.sampled_from([EVERYONE, Access(own=Grant(), number="1001"), COLLEAGUE])
EXPANSIONS = st.builds(
    Expansion,
    st.frozensets(st.sampled_from("*BS")),
    st.booleans(),
    st.frozensets(st.sampled_from("*abz")),
)


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    """Stored customers, with addresses."""
    addresses = tuple(
        Address(id=name, texts={"contactName": "Anna"}, tags=tags, mixins={"m": {"n": None}})
        for name, tags in draw(st.dictionaries(st.sampled_from("xy"), st.sampled_from([(), ("B",)]))).items()
    )
    default = draw(st.sampled_from([None, *(address.id for address in addresses)]))
    return replace(draw(stored_customers()), addresses=addresses, default_address_id=default)


def sent_back(document: dict[str, Any]) -> Any:
    """The answer as a client has it: JSON, parsed again."""
    return json_text.loads_strictly(json_text.dumps(document).encode())


@given(customers(), EXPANSIONS, ACCESSES, configurations)
def test_by_put_whatever_was_expanded(
    customer: Customer, expand: Expansion, access: Access, configuration: Any
) -> None:
    body = members(parsed(CustomerUpdateBySeller, sent_back(for_seller(customer, expand, access))))

    assert change(replaced, customer, body, access, configuration) is customer


@given(customers(), EXPANSIONS, ACCESSES, configurations)
def test_by_patch_too(customer: Customer, expand: Expansion, access: Access, configuration: Any) -> None:
    """`null` within a mixin is left out: in a merge patch it means that the member goes."""
    customer = replace(customer, mixins=without_nulls(customer.mixins))
    body = members(parsed(CustomerUpdateBySeller, sent_back(for_seller(customer, expand, access))))

    assert change(patched, customer, body, access, configuration) is customer


@given(customers(), EXPANSIONS, configurations)
def test_by_customers_themselves(customer: Customer, expand: Expansion, configuration: Any) -> None:
    customer = replace(customer, mixins=without_nulls(customer.mixins))
    body = members(parsed(ProfileBody, sent_back(for_customer(customer, expand))))
    oneself = Access(own=Grant(), number=customer.number)

    assert change(patched, customer, body, oneself, configuration) is customer


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return value
