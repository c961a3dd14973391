"""Which parts of an export are for whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.items.kinds import SECTIONS
from shared.domain.callers.access import Caller, grants_from
from shared.domain.history.entries import Author, Entry, Happened
from shared.domain.history.exported_parts import of_services, within_reach_since
from shared.domain.history.reach import ALWAYS, in_reach_since
from shared.domain.instants import instant_text

AT = datetime(2026, 11, 30, tzinfo=UTC)
WHOLE = {"accounts", "contactEmails", "identityProviders", "passwordMigration"}


def held(**sections: Any) -> dict[str, Any]:
    return {"profile": {"lastName": "Weber"}, **dict.fromkeys(SECTIONS, ()), **sections}


def entry(version: int, event: Happened = Happened.UPDATED) -> Entry:
    return Entry(version=version, at=AT + timedelta(hours=version), event=event, author=Author("shop"))


def test_whoever_is_limited_gets_no_section_whole_that_is_not_named_as_such() -> None:
    something = [{"assignments": [], "endedAt": instant_text(AT), "path": "/customer/acme"}]
    sections = dict.fromkeys((*SECTIONS, "ofTheFuture"), something)

    for since in (None, ALWAYS, AT):
        shown, omitted = within_reach_since({"profile": {}, **sections}, since)
        assert {name for name, entries in shown.items() if entries} == WHOLE
        assert omitted


def test_authors_of_writes_of_another_time_are_not_in_the_profile() -> None:
    profile = {"lastName": "Weber", "updatedBy": "shop", "ended": {}, "writer": {}, "movedAt": ""}

    shown, _ = within_reach_since(held(profile=profile), ALWAYS)

    assert shown["profile"] == {"lastName": "Weber", "updatedBy": "shop"}


def test_of_a_company_only_assignments_that_have_not_ended_are_shown() -> None:
    old, new = {"id": "1", "ended": True}, {"id": "2", "ended": False}
    companies = [{"legalEntityId": "a", "assignments": [old, new]}, {"assignments": [old]}]

    shown, _ = within_reach_since(held(legalEntities=companies), ALWAYS)

    assert shown["legalEntities"] == [{"legalEntityId": "a", "assignments": [new]}]


@pytest.mark.parametrize(
    ("since", "expected"),
    [(None, 0), (ALWAYS, 3), (AT, 1), (AT - timedelta(days=1), 3), (AT + timedelta(days=1), 0)],
)
def test_what_is_dated_is_shown_if_it_is_later_than_the_arrival(
    since: datetime | None, expected: int
) -> None:
    made = [AT - timedelta(hours=1), AT, AT + timedelta(milliseconds=1)]

    for section, member in (
        ("sessions", "createdAt"),
        ("sessionContexts", "createdAt"),
        ("repeatableCalls", "madeAt"),
    ):
        entries = [{member: instant_text(each)} for each in made]
        shown, _ = within_reach_since(held(**{section: entries}), since)
        assert len(shown[section]) == expected


def test_the_arrival_is_known_by_entries_without_a_gap_up_to_the_present_version() -> None:
    created = entry(1, Happened.CREATED)

    assert in_reach_since([entry(3), entry(2), created], 3) == ALWAYS
    assert in_reach_since([entry(3), replace(entry(3), step=0), entry(2)], 3) == entry(2).at
    assert in_reach_since([entry(4), created], 4) == entry(4).at
    assert in_reach_since([entry(3), entry(2), created], 4) is None
    assert in_reach_since([], 1) is None


def test_calls_to_other_services_are_for_those_who_read_what_they_wrote() -> None:
    paths = [
        "/customer/acme/customers/1/addresses",
        "/customerlogin/auth/anonymous/login",
        "/customer-management/acme/contact-assignments",
        "/iam/acme/groups/BUYER.a/users",
        "/session-context/acme/context",
        "/of-the-future/acme",
    ]
    calls = [{"path": path} for path in paths]
    manage = "customer.customer_manage"

    def seen(*scopes: str) -> list[int]:
        caller = Caller("acme", "shop", grants_from((manage, *scopes), None), 0)
        shown, omitted = of_services(held(repeatableCalls=calls), caller)
        assert any("repeatableCalls" in what for what, _ in omitted)
        return [paths.index(each["path"]) for each in shown["repeatableCalls"]]

    assert seen() == [0, 1]
    assert seen("customermanagement.contactassignment_read") == [0, 1, 2]
    assert seen("iam.user_read") == [0, 1, 3]
    assert seen("session-context.context_read", "iam.user_read--DE") == [0, 1, 4]


def test_roles_in_companies_are_for_those_who_read_groups() -> None:
    sections = held(legalEntities=[{"legalEntityId": "a", "groups": ["ADMIN"]}])
    scopes = ("customer.customer_manage", "customermanagement.contactassignment_read")

    shown, omitted = of_services(sections, Caller("acme", "shop", grants_from(scopes, None), 0))

    assert shown["legalEntities"] == [{"legalEntityId": "a"}]
    assert (
        "legalEntities.groups",
        "needs the scope iam.user_read, for customers of every restriction",
    ) in omitted
