"""Scopes, restrictions and the `_own` rule (api.md §2)."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import (
    OWN_SUFFIX,
    SCOPES,
    Caller,
    CallerCustomer,
    Grant,
    LegalEntityReference,
    grants_from,
)
from shared.domain.callers.requirements import MANAGE_CUSTOMER, READ_CUSTOMER, Requirement
from shared.domain.errors import MissingScope

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
DE, FR = frozenset({"DE"}), frozenset({"FR"})

words = st.builds(
    lambda scope, suffix: scope + suffix,
    st.sampled_from(sorted(SCOPES)),
    st.sampled_from(["", "", "--DE", "--FR", "--AT"]),
)
claims = st.none() | st.frozensets(st.sampled_from(["DE", "FR", "AT"]))
restrictions = st.sampled_from([None, "DE", "FR", "AT"])


@dataclass(frozen=True)
class SomeCustomer:
    number: str = "1001"
    restriction: str | None = None
    legal_entities: tuple[LegalEntityReference, ...] = ()


def caller(
    *scopes: str, claim: frozenset[str] | None = None, customer: CallerCustomer | None = None
) -> Caller:
    return Caller("acme", "shop", grants_from(scopes, claim), 2_000_000_000, customer)


def test_a_scope_grants_everything_unless_something_limits_it() -> None:
    assert grants_from([READ], None)[READ] == Grant()


def test_a_suffix_limits_its_scope_and_several_add_up() -> None:
    assert grants_from([f"{READ}--DE", f"{READ}--FR"], None)[READ] == Grant(DE | FR)
    assert grants_from([f"{READ}--DE", READ], None)[READ] == Grant()


def test_the_restriction_claim_limits_scopes_without_suffix_only() -> None:
    grants = grants_from([READ, "customer.import_read--FR"], DE)

    assert grants[READ] == Grant(DE)
    assert grants["customer.import_read"] == Grant(FR)


def test_a_restriction_may_hold_the_marks_of_a_scope() -> None:
    assert grants_from([f"{READ}--A--B"], None)[READ] == Grant(frozenset({"A--B"}))
    assert grants_from([f"{READ}--A/B"], None)[READ] == Grant(frozenset({"A/B"}))


def test_cognito_writes_the_same_scope_with_a_slash() -> None:
    assert grants_from(["customer/customer_read--DE"], None) == grants_from([f"{READ}--DE"], None)


@pytest.mark.parametrize(
    ("scope", "implied"),
    [
        (MANAGE, {READ, f"{READ}_own", f"{MANAGE}_own"}),
        (f"{MANAGE}_own", {f"{READ}_own"}),
        (READ, {f"{READ}_own"}),
        ("customer.import_manage", {"customer.import_read"}),
        ("configuration.configuration_manage", {"configuration.configuration_view"}),
        ("customer.customerprofile_edit", set()),
    ],
)
def test_manage_implies_read_and_wide_implies_own(scope: str, implied: set[str]) -> None:
    assert grants_from([f"{scope}--DE"], None) == {name: Grant(DE) for name in {scope, *implied}}


@pytest.mark.parametrize(
    "word",
    ["openid", "tenant=acme", "customer_read", "customer.customer_read-DE", "CUSTOMER.CUSTOMER_READ", ""],
)
def test_a_word_that_is_not_a_scope_grants_nothing(word: str) -> None:
    assert grants_from([word], None) == {}


@given(st.lists(words), st.lists(words), claims, restrictions)
def test_a_further_word_never_takes_reach_away(
    some: list[str], more: list[str], claim: frozenset[str] | None, restriction: str | None
) -> None:
    fewer, all_of_them = grants_from(some, claim), grants_from(some + more, claim)

    for scope, grant in fewer.items():
        assert not grant.covers(restriction) or all_of_them[scope].covers(restriction)


@given(st.lists(words), claims)
def test_the_order_of_words_does_not_matter(some: list[str], claim: frozenset[str] | None) -> None:
    assert grants_from(some, claim) == grants_from(reversed(some), claim)


@given(st.lists(words), claims, restrictions)
def test_a_wide_reach_includes_the_own_reach(
    some: list[str], claim: frozenset[str] | None, restriction: str | None
) -> None:
    grants = grants_from(some, claim)

    for scope in grants.keys() & {READ, MANAGE}:
        assert not grants[scope].covers(restriction) or grants[scope + OWN_SUFFIX].covers(restriction)


@given(st.lists(words, min_size=1), st.frozensets(st.sampled_from(["DE", "FR"])))
def test_under_a_restriction_claim_no_grant_reaches_customers_without_restriction(
    some: list[str], claim: frozenset[str]
) -> None:
    assert not any(grant.covers(None) for grant in grants_from(some, claim).values())


def test_an_operation_without_its_scope_is_refused_by_name() -> None:
    with pytest.raises(MissingScope) as refusal:
        caller(READ).access(MANAGE_CUSTOMER)

    assert refusal.value.problems[0].message == f"missing scope: {MANAGE}"


def test_an_own_scope_is_enough_only_where_the_operation_says_so() -> None:
    own = caller(f"{READ}_own", customer=CallerCustomer("1001", "s"))

    assert own.access(READ_CUSTOMER).sees(SomeCustomer("1001"))
    with pytest.raises(MissingScope):
        own.access(Requirement(READ))


@pytest.mark.parametrize(("restriction", "seen"), [("DE", True), ("FR", False), (None, False)])
def test_a_limited_caller_sees_customers_of_its_restriction_only(restriction: str | None, seen: bool) -> None:
    access = caller(READ, claim=DE).access(READ_CUSTOMER)

    assert access.sees(SomeCustomer(restriction=restriction)) is seen


def test_a_caller_whose_restriction_claim_is_empty_sees_nobody() -> None:
    access = caller(READ, claim=frozenset()).access(READ_CUSTOMER)

    assert not any(access.sees(SomeCustomer(restriction=one)) for one in (None, "", "DE"))


def test_under_own_a_customer_without_company_is_alone() -> None:
    access = caller(f"{READ}_own", customer=CallerCustomer("1001", "s")).access(READ_CUSTOMER)

    assert access.sees(SomeCustomer("1001"))
    assert not access.sees(SomeCustomer("1002"))


def test_under_own_everyone_of_the_same_company_is_visible() -> None:
    entities = (LegalEntityReference("le1"), LegalEntityReference("le2"))
    own = CallerCustomer("1001", "s", legal_entities=entities)
    access = caller(f"{READ}_own", customer=own).access(READ_CUSTOMER)

    assert access.sees(SomeCustomer("1002", legal_entities=(LegalEntityReference("le2"),)))
    assert not access.sees(SomeCustomer("1003", legal_entities=(LegalEntityReference("le3"),)))


def test_a_token_for_one_company_reaches_that_company_only() -> None:
    entities = (LegalEntityReference("le1"), LegalEntityReference("le2"))
    own = CallerCustomer("1001", "s", "le1", entities)
    access = caller(f"{READ}_own", customer=own).access(READ_CUSTOMER)

    assert access.sees(SomeCustomer("1002", legal_entities=(LegalEntityReference("le1"),)))
    assert not access.sees(SomeCustomer("1003", legal_entities=(LegalEntityReference("le2"),)))


def test_a_token_for_a_company_the_customer_has_left_does_not_reach_it() -> None:
    own = CallerCustomer("1001", "s", "le1", (LegalEntityReference("le2"),))
    access = caller(f"{READ}_own", customer=own).access(READ_CUSTOMER)

    assert not access.sees(SomeCustomer("1002", legal_entities=(LegalEntityReference("le1"),)))


def test_under_own_a_restriction_limits_too() -> None:
    own = CallerCustomer("1001", "s", legal_entities=(LegalEntityReference("le1"),))
    access = caller(f"{READ}_own", claim=DE, customer=own).access(READ_CUSTOMER)

    assert access.sees(SomeCustomer("1002", "DE", (LegalEntityReference("le1"),)))
    assert not access.sees(SomeCustomer("1002", "FR", (LegalEntityReference("le1"),)))


def test_a_service_client_has_nothing_of_its_own() -> None:
    access = caller(f"{READ}_own").access(READ_CUSTOMER)

    assert not access.sees(SomeCustomer("shop"))
