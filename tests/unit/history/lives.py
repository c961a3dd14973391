"""Lives of customers, as Hypothesis makes them: a creation, and writes by every rule there is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import Writer
from shared.domain.customers import address_rules
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import log_in_changed, patched, replaced, restored
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.errors import Conflict, NotFound, ValidationFailed
from shared.domain.preconditions import Precondition
from tests.unit.generated_customers import LATER, change, json_values, members, names, stored_customers

Write = Callable[[Customer], Customer]
ANY = Precondition()

_ids = st.sampled_from(["home", "work", "a.b", "a\\", ""])
_mixins = st.dictionaries(st.sampled_from(["a", "a.b", "b\\", "", "metadata"]), json_values, max_size=2)
_address = st.fixed_dictionaries(
    {"contactName": st.sampled_from(["Anna", "Bo"])},
    optional={
        "city": names,
        "isDefault": st.booleans(),
        "tags": st.lists(st.sampled_from(["BILLING", "SHIPPING"]), max_size=2, unique=True),
        "mixins": _mixins,
    },
)
_companies = st.lists(st.sampled_from(["L1", "L.2", "L3"]), max_size=3, unique=True)


def _of_profile(rule: Any) -> st.SearchStrategy[Write]:
    bodies = st.builds(lambda body, mixins: body | ({"mixins": mixins} if mixins else {}), members, _mixins)
    return bodies.map(lambda body: lambda customer: change(rule, customer, body))


def _version(customer: Customer, **changes: Any) -> Customer:
    return replace(customer, **changes, version=customer.version + 1, modified_at=LATER)


writes: st.SearchStrategy[Write] = st.one_of(
    _of_profile(patched),
    _of_profile(replaced),
    _of_profile(restored),
    st.builds(
        lambda each, body: lambda customer: address_rules.address_added(customer, each, body, now=LATER),
        _ids,
        _address,
    ),
    st.builds(
        lambda each, body: (
            lambda customer: address_rules.address_replaced(customer, each, body, precondition=ANY, now=LATER)
        ),
        _ids,
        _address,
    ),
    st.builds(
        lambda each, body: (
            lambda customer: address_rules.address_patched(customer, each, body, precondition=ANY, now=LATER)
        ),
        _ids,
        _address,
    ),
    st.builds(
        lambda each: (
            lambda customer: address_rules.address_removed(customer, each, precondition=ANY, now=LATER)
        ),
        _ids,
    ),
    st.builds(
        lambda ids, name: (
            lambda customer: _version(
                customer, legal_entities=tuple(LegalEntityReference(each, name, each + "-1") for each in ids)
            )
        ),
        _companies,
        names,
    ),
    st.builds(
        lambda email, syncs: (
            lambda customer: (
                log_in_changed(customer, email, syncs_contact_email=syncs, now=LATER)
                if customer.accounts
                else customer
            )
        ),
        st.sampled_from(["new@example.com", "newer@example.com"]),
        st.booleans(),
    ),
    st.just(lambda customer: replace(customer, session_epoch=customer.session_epoch + 1)),
    st.just(lambda customer: replace(customer, last_login=LATER)),
    st.just(
        lambda customer: (
            customer
            if customer.unconfirmed_until is None
            else replace(
                customer,
                unconfirmed_until=None,
                contact_email=customer.email,
                session_epoch=customer.session_epoch + 1,
            )
        )
    ),
)


@st.composite
def lives(draw: st.DrawFn) -> Sequence[ProfileWritten]:
    """Every write of a customer's life, its creation first; writes that a rule refuses are none."""
    customer = draw(stored_customers())
    if draw(st.booleans()):
        customer = replace(customer, unconfirmed_until=1_800_000_000)
    life = [written(None, customer)]
    for write in draw(st.lists(writes, max_size=12)):
        try:
            after = write(customer)
        except (ValidationFailed, NotFound, Conflict):
            continue
        if after is not customer:
            life.append(written(customer, after))
            customer = after
    return life


def written(before: Customer | None, after: Customer, **others: Any) -> ProfileWritten:
    """The write that has made one of the other."""
    facts: dict[str, Any] = {"write_id": "w", "writer": Writer("a-client"), "at": LATER, **others}
    return ProfileWritten(before=before, after=after, **facts)
