"""Roles of contacts: the pure table of what each may do, and the rules of the groups that give them."""

from typing import Any

import pytest

from shared.domain.callers.access import Access, Caller, CallerCustomer, LegalEntityReference, grants_from
from shared.domain.callers.requirements import MANAGE_CONTACT_ASSIGNMENT, MANAGE_GROUP_USERS, READ_GROUPS
from shared.domain.companies.groups import GROUP_MEMBERS, group_query
from shared.domain.customers.legal_entities import Assignment, Membership
from shared.domain.errors import Forbidden, InvalidQuery, MissingScope
from shared.domain.instants import instant_from
from shared.domain.query.parser import parse_query
from shared.domain.roles import Role, check_role_scopes, group_id, group_of, role_of, scopes_of, with_group

A, B, R, C = Role
MOMENT = instant_from("2026-01-01T00:00:00.000Z")
ORDER = "order.order_manage_own"
MANAGING = ("customermanagement.contactassignment_manage_own", "iam.group_manage_own")


@pytest.mark.parametrize(
    ("role", "scopes"), [(None, ()), (C, ()), (R, ()), (B, (ORDER,)), (A, (ORDER, *MANAGING))]
)
def test_each_role_adds_its_published_scopes(role: Role | None, scopes: tuple[str, ...]) -> None:
    assert scopes_of(role, {}) == scopes


def test_a_tenant_adds_scopes_of_other_services() -> None:
    more = {"BUYER": ["approval.approval_read_own", ORDER, "cart/cart_manage"]}

    assert scopes_of(B, more) == (ORDER, "approval.approval_read_own", "cart/cart_manage")
    assert scopes_of(C, more) == ()
    assert scopes_of(None, more) == ()


@pytest.mark.parametrize(
    "scope",
    [
        "customer.customer_manage",
        "customer/customer_manage",
        "customer.customer_read--DE",
        "customermanagement.legalentity_manage",
        "iam.group_manage_own",
        "configuration.configuration_manage",
        "session-context.context_manage",
        "sessioncontext.context_manage",
        "tenant=other",
        "order.order_read customer.customer_manage",
        "order.order_read\ncustomer.customer_manage",
        "CUSTOMER.customer_manage",
        "",
        7,
    ],
)
def test_no_role_gets_a_scope_of_this_service(scope: Any) -> None:
    with pytest.raises(ValueError, match="BUYER"):
        check_role_scopes({"BUYER": [scope]})
    # A value from before it was checked is stored as it is.
    assert scopes_of(B, {"BUYER": [scope]}) == (ORDER,)


@pytest.mark.parametrize("value", [None, [], "x", {"KING": []}, {"BUYER": "x"}, {"BUYER": ["a.b"] * 21}])
def test_the_setting_has_lists_by_role(value: Any) -> None:
    with pytest.raises(ValueError, match="must"):
        check_role_scopes(value)


@pytest.mark.parametrize("value", ["x", None, {"a": 1}])
def test_a_value_that_is_no_list_adds_nothing(value: Any) -> None:
    assert scopes_of(B, {"BUYER": value}) == (ORDER,)


@pytest.mark.parametrize(
    ("groups", "added", "after"),
    [
        ((), A, (A,)),
        ((B,), A, (A,)),
        ((A, C), B, (B, C)),
        ((A,), C, (A, C)),
        ((R,), R, (R,)),
    ],
)
def test_one_of_three_takes_the_place_of_another(
    groups: tuple[Role, ...], added: Role, after: tuple[Role, ...]
) -> None:
    assert with_group(frozenset(groups), added) == frozenset(after)


def test_a_role_is_the_one_of_three_and_else_contact() -> None:
    assert [role_of(frozenset(each)) for each in ((A, C), (B,), (R,), (C,), ())] == [A, B, R, C, C]


@pytest.mark.parametrize(
    ("chosen", "primary", "kind", "role", "lasting"),
    [
        (None, None, None, C, ()),
        (None, True, None, A, (A,)),
        (None, False, "PRIMARY", A, (A,)),
        (None, False, "BILLING", C, ()),
        ((), True, "PRIMARY", C, ()),
        ((B,), True, "PRIMARY", B, (B,)),
        ((C,), None, None, C, (C,)),
    ],
)
def test_where_nobody_has_chosen_the_assignment_decides(
    chosen: tuple[Role, ...] | None,
    primary: bool | None,
    kind: str | None,
    role: Role,
    lasting: tuple[Role, ...],
) -> None:
    assignment = Assignment("a", MOMENT, type=kind, primary=primary, said_at=MOMENT)
    membership = Membership(
        "1", "first", (assignment,), chosen_groups=None if chosen is None else frozenset(chosen)
    )

    assert (membership.role, membership.lasting_groups) == (role, frozenset(lasting))


@pytest.mark.parametrize("company", ["acme", "a.b.c", "ü 1", "ADMIN.x"])
@pytest.mark.parametrize("role", Role)
def test_an_id_of_a_group_leads_back(role: Role, company: str) -> None:
    assert group_of(group_id(role, company)) == (role, company)


@pytest.mark.parametrize("text", ["", "ADMIN", "ADMIN.", ".acme", "KING.acme", "admin.acme", "ADMIN acme"])
def test_other_texts_are_no_groups(text: str) -> None:
    assert group_of(text) is None


def caller(*scopes: str, role: Role | None = None, company: str | None = "acme") -> Caller:
    entities = (LegalEntityReference("acme"), LegalEntityReference("zeta"))
    customer = CallerCustomer("me", "s", company, entities, role=role)
    return Caller("t", "me", grants_from(scopes, None), 0, customer)


@pytest.mark.parametrize("requirement", [MANAGE_GROUP_USERS, MANAGE_CONTACT_ASSIGNMENT])
def test_a_customer_s_token_gets_as_far_as_its_role(requirement: Any) -> None:
    access = caller("customer.customer_manage_own").access(requirement)

    assert access.own is not None
    assert not access.administers("acme")
    admin = Access(
        None, access.own, "me", access.legal_entities, access.companies, frozenset({"acme", "zeta"})
    )
    assert admin.administers("acme")
    assert not admin.administers("zeta")  # the session is for another of its companies
    assert not admin.administers("other")
    with pytest.raises(MissingScope):
        caller("customer.customer_read_own").access(requirement)


def test_a_limited_grant_manages_no_groups() -> None:
    with pytest.raises(Forbidden):
        caller("customer.customer_manage_own--DE").access(MANAGE_GROUP_USERS)
    with pytest.raises(Forbidden):
        Caller("t", "s", grants_from(["iam.group_manage--DE"], None), 0).access(READ_GROUPS)


def test_what_a_customer_s_token_is_as_good_as_gives_a_service_nothing() -> None:
    service = Caller("t", "s", grants_from(["customer.customer_manage_own"], None), 0)

    with pytest.raises(MissingScope):
        service.access(MANAGE_GROUP_USERS)


@pytest.mark.parametrize("published", ["iam.assignment_manage", "iam.group_manage"])
def test_a_published_name_of_the_wide_scope_is_as_good(published: str) -> None:
    access = Caller("t", "s", grants_from([published], None), 0).access(MANAGE_GROUP_USERS)

    assert access.administers("any")


@pytest.mark.parametrize(
    ("q", "roles", "selects_zeta"),
    [
        ("", [A, B, R, C], True),
        ("code:(ADMIN,BUYER)", [A, B], True),
        ("code:ADMIN b2b.legalEntityId:acme", [A], False),
        ("id:REQUESTER.zeta", [R], True),
        ("id:REQUESTER.acme", [R], False),
        ("id:x", [], True),
        ("name.en:~^Con", [C], True),
        ("compoundLogicalQuery:(b2b.legalEntityId:acme OR b2b.legalEntityId:zeta)", [A, B, R, C], True),
    ],
)
def test_a_question_for_groups_is_one_for_companies_and_roles(
    q: str, roles: list[Role], selects_zeta: bool
) -> None:
    query = group_query([parse_query(q, GROUP_MEMBERS).where])

    assert (list(query.roles), query.companies.matches({"id": "zeta"})) == (roles, selects_zeta)


@pytest.mark.parametrize(
    "q", ["id:~A", "id:(a,b)", "compoundLogicalQuery:(code:A OR b2b.legalEntityId:acme)"]
)
def test_a_question_that_mixes_both_is_refused(q: str) -> None:
    with pytest.raises(InvalidQuery, match="OR"):
        group_query([parse_query(q, GROUP_MEMBERS).where])
