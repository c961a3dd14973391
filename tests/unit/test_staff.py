"""Staff: what a token says of its bearer, and what the bearer's groups may do."""

import json
from typing import Any

import pytest

from shared.domain.callers.access import SCOPES, Caller, Grant
from shared.domain.callers.staff import (
    MAX_ROLES,
    STAFF_SCOPES,
    NoStaffRole,
    check_staff_roles,
    scope_words,
    with_roles,
)
from shared.domain.callers.tokens import EVERY_TENANT, MAX_GROUPS, MAX_GROUPS_BYTES, staff_from_claims
from shared.domain.errors import InvalidToken
from shared.http.authorizer_context import caller_context, caller_from

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
SUBJECT = "0b5e9c1e-5a0b-4a39-9d61-9a43d3c6e0aa"


def staff(**claims: Any) -> Caller:
    """Somebody whose token has these claims; `...` takes one away."""
    good = {"sub": SUBJECT, "tenant": "acme", "exp": 2_000_000_000, "groups": ["agents"], **claims}
    return staff_from_claims({name: value for name, value in good.items() if value is not ...}, EVERY_TENANT)


@pytest.mark.parametrize(
    ("claims", "groups"),
    [
        ({}, {"agents"}),
        ({"groups": ..., "roles": ["agents", "leads"]}, {"agents", "leads"}),
        ({"groups": ["agents"], "roles": ["leads"]}, {"agents", "leads"}),
        ({"groups": "agents leads"}, {"agents leads"}),
        ({"groups": ..., "cognito:groups": ["leads"]}, {"leads"}),
        ({"groups": ["admins"], "roles": ["admins"], "cognito:groups": ["agents"]}, {"agents"}),
        ({"groups": ...}, set()),
        ({"groups": []}, set()),
        ({"groups": ["a" * 128, "a" * 129, "a\n", "\ud800", "Ä"]}, {"a" * 128, "Ä"}),
    ],
)
def test_the_groups_are_those_that_the_issuer_names(claims: dict[str, Any], groups: set[str]) -> None:
    assert staff(**claims).groups == frozenset(groups)


def test_groups_that_do_not_fit_into_what_the_gateway_takes_count_as_none() -> None:
    assert staff(groups=[f"g{n}" for n in range(MAX_GROUPS)]).groups
    assert staff(groups=[f"g{n}" for n in range(MAX_GROUPS + 1)]).groups == frozenset()
    assert staff(groups=[f"{n:0>128}" for n in range(MAX_GROUPS_BYTES // 128)]).groups
    assert staff(groups=[f"{n:Ä>128}" for n in range(MAX_GROUPS_BYTES // 128)]).groups == frozenset()
    widest = staff(groups=[f"{n:0>128}" for n in range(MAX_GROUPS_BYTES // 128)])
    assert len(json.dumps(caller_context(widest)).encode()) < 6_000


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({}, SUBJECT),
        ({"token_use": "access", "username": "anna.weber"}, "anna.weber"),
        ({"token_use": "access", "username": "anna.weber@example.com"}, SUBJECT),
        ({"token_use": "access", "username": "EntraID_anna@example.com"}, SUBJECT),
        ({"token_use": "access", "username": ["admin"]}, SUBJECT),
        ({"username": "admin", "preferred_username": "admin", "name": "admin"}, SUBJECT),
        ({"sub": "anna@example.com", "uid": "00u1", "client_id": "console"}, "00u1"),
    ],
)
def test_changes_are_recorded_under_a_name_that_nobody_chooses_and_that_is_no_address(
    claims: dict[str, Any], name: str
) -> None:
    assert staff(**claims).subject == name


@pytest.mark.parametrize(
    "claims",
    [
        {"customerNumber": "1001", "sessionId": "s"},
        {"customerNumber": "1001"},
        {"sessionId": "s"},
        {"tenant": ...},
        {"groups": [1]},
        {"groups": {"agents": True}},
        {"groups": None},
        {"sub": "anna@example.com"},
        {"sub": "anna@example.com", "client_id": "console", "azp": "console"},
        {"sub": ...},
    ],
    ids=str,
)
def test_a_token_of_somebody_else_or_without_meaning_is_invalid(claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        staff(**claims)


def test_a_token_of_staff_grants_nothing_of_itself_and_arrives_as_it_was_sent() -> None:
    found = staff(scope=f"openid {MANAGE} configuration.configuration_manage", restriction=["DE"])

    assert (found.grants, found.limits) == ({}, frozenset({"DE"}))
    assert caller_from(json.loads(json.dumps(caller_context(found)))) == found


@pytest.mark.parametrize("spoilt", [{"groups": "agents"}, {"groups": None}, {"limits": "DE"}])
def test_a_context_whose_groups_make_no_sense_is_rejected(spoilt: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        caller_from({**caller_context(staff()), **spoilt})


def test_the_scopes_of_all_groups_add_up_within_their_restrictions() -> None:
    roles = {
        "agents": {"scopes": [READ], "restrictions": ["DE", "AT"]},
        "leads": {"scopes": [MANAGE], "restrictions": ["DE"]},
        "auditors": {"scopes": ["configuration.configuration_view"]},
        "others": {"scopes": [MANAGE]},
    }

    found = with_roles(staff(groups=["agents", "leads", "auditors", "unknown"]), roles).grants

    assert found[READ] == Grant(frozenset({"DE", "AT"}))
    assert found[MANAGE] == Grant(frozenset({"DE"}))
    assert found["configuration.configuration_view"] == Grant()


def test_a_restriction_in_the_token_limits_what_the_groups_may_do() -> None:
    roles = {"agents": {"scopes": [READ], "restrictions": ["DE", "AT"]}, "leads": {"scopes": [MANAGE]}}

    limited = with_roles(staff(groups=["agents", "leads"], restriction=["DE", "FR"]), roles).grants
    shut = with_roles(staff(restriction=[]), roles).grants

    assert limited[MANAGE] == Grant(frozenset({"DE", "FR"}))
    assert shut[READ] == Grant(frozenset())


@pytest.mark.parametrize(
    "roles",
    [
        {},
        {"Agents": {"scopes": [READ]}},
        {"agents": None},
        {"agents": {"scopes": READ}},
        {"agents": {"scopes": [f"{READ}--DE", f"{READ}_own", "tenant=other", "openid", 1, None, [READ]]}},
        {"agents": {"scopes": [READ], "restrictions": "DE"}},
        {"agents": {"scopes": [READ], "restrictions": []}},
    ],
    ids=str,
)
def test_without_a_group_that_has_a_role_nothing_is_permitted(roles: dict[str, Any]) -> None:
    with pytest.raises(NoStaffRole, match="None of your groups has a role in tenant 'acme'"):
        with_roles(staff(), roles)


@pytest.mark.parametrize("group", ["agents--FR", f"agents {MANAGE}", f"{MANAGE}", "tenant=other"])
def test_the_name_of_a_group_is_a_name_and_never_a_scope(group: str) -> None:
    roles = {"agents": {"scopes": [READ], "restrictions": ["DE"]}}

    with pytest.raises(NoStaffRole):
        with_roles(staff(groups=[group]), roles)
    assert set(with_roles(staff(groups=[group, "agents"]), roles).grants) == {READ, f"{READ}_own"}


def test_the_scopes_can_be_shown_as_words_of_a_token() -> None:
    roles = {
        "agents": {"scopes": [READ], "restrictions": ["DE", "AT"]},
        "leads": {"scopes": ["iam.group_read"]},
    }

    words = list(scope_words(with_roles(staff(groups=["agents", "leads"]), roles)))

    assert {f"{READ}--AT", f"{READ}--DE", "iam.group_read"} <= set(words)


@pytest.mark.parametrize(
    ("roles", "complaint"),
    [
        ([], "must be an object"),
        ({"agents": [READ]}, "its agents must be an object"),
        ({"agents": {}}, "list of scopes"),
        ({"agents": {"scopes": []}}, "list of scopes"),
        ({"agents": {"scopes": READ}}, "list of scopes"),
        ({"agents": {"scopes": [READ, READ]}}, "each once"),
        ({"agents": {"scopes": [READ], "scope": MANAGE}}, "must be an object with scopes"),
        ({"agents": {"scopes": ["order.order_read"]}}, "'order.order_read' is not one"),
        ({"agents": {"scopes": [f"{READ}_own"]}}, "is not one"),
        ({"agents": {"scopes": ["customer.customerprofile_edit"]}}, "is not one"),
        ({"agents": {"scopes": ["customer.login_on_behalf"]}}, "is not one"),
        ({"agents": {"scopes": [f"{READ}--DE"]}}, "is not one"),
        ({"agents": {"scopes": [READ], "restrictions": []}}, "list of restrictions"),
        ({"agents": {"scopes": [READ], "restrictions": None}}, "list of restrictions"),
        ({"agents": {"scopes": [READ], "restrictions": ["US"]}}, "'US' is not one"),
        ({"": {"scopes": [READ]}}, "names of groups"),
        ({" agents": {"scopes": [READ]}}, "names of groups"),
        ({"a" * 129: {"scopes": [READ]}}, "names of groups"),
        ({"a\n": {"scopes": [READ]}}, "names of groups"),
        ({f"g{n}": {"scopes": [READ]} for n in range(MAX_ROLES + 1)}, "at most 50 groups"),
    ],
)
def test_a_role_that_cannot_be_is_refused_with_what_to_change(roles: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_staff_roles(roles, ["DE", "AT"])


def test_roles_may_have_all_scopes_of_services_and_all_restrictions_of_the_tenant() -> None:
    check_staff_roles({"admins": {"scopes": sorted(STAFF_SCOPES)}}, [])
    check_staff_roles({"Agents DE": {"scopes": [READ], "restrictions": ["DE"]}}, ["DE"])
    assert {
        READ,
        MANAGE,
        "customer.assistedBuying_manage",
        "configuration.configuration_manage",
    } < STAFF_SCOPES
    assert STAFF_SCOPES < SCOPES
