"""Attempts to get at a colleague, or out of one's own restriction, by what an ADMIN of a company may do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.profile import merge_profile, update_profile
from shared.adapters.dynamodb.items.legal_entity import MembershipItem
from shared.adapters.dynamodb.items.session import session_item
from shared.adapters.dynamodb.keys import membership_key
from shared.adapters.dynamodb.writes import Delete, Put, Update
from shared.domain.callers.access import LegalEntityReference
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.attacks.own_scene import (
    ADMIN,
    COLLEAGUE,
    ELSEWHERE,
    OTHER,
    OWN,
    TARGETS,
    Scene,
    customer,
    scene_of,
    session,
)
from tests.component.admins import make_admin
from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.stored_accounts import stored_account

THIEF = "thief@example.com"
L1, L2 = LegalEntityReference("L1"), LegalEntityReference("L2")
WRITES: Mapping[str, Callable[[Api, str, Any], Answer]] = {
    "PATCH": lambda me, number, body: me.patch(number, body),
    "PUT": lambda me, number, body: me.put(number, body),
    "PUT as a merge": lambda me, number, body: me.put(number, body, content_type=MERGE_PATCH),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())


@pytest.fixture
def scene() -> Scene:
    """A company whose ADMIN calls."""
    return scene_of(ADMIN)


def add(scene: Scene, number: str, *entities: LegalEntityReference, **attributes: Any) -> None:
    """Store another customer of these companies, without a log-in."""
    like = replace(customer(scene.tenant, COLLEAGUE), accounts=(), contact_email=None, **attributes)
    stored = replace(like, number=number, legal_entities=entities)
    wiring().customers.create(stored, None, recreates=False, created_by="test")


class TestTheLogInOfAColleague:
    @every_write
    def test_is_not_made_by_whoever_writes_the_contact_email_address(
        self, scene: Scene, write: Callable[..., Answer]
    ) -> None:
        add(scene, "no-log-in", L1)

        answer = write(scene.me, "no-log-in", {"contactEmail": THIEF})

        assert answer.status == 403, answer.text
        assert stored_account(scene.tenant, THIEF) is None
        assert scene.api.get("no-log-in").json["metadata"]["version"] == 1

    @every_write
    def test_stays_what_it_is_when_the_contact_email_address_changes(
        self, scene: Scene, write: Callable[..., Answer]
    ) -> None:
        before = stored_account(scene.tenant, f"{COLLEAGUE}@example.com")

        assert write(scene.me, COLLEAGUE, {"contactEmail": THIEF}).status in {200, 204}

        assert stored_account(scene.tenant, THIEF) is None
        assert stored_account(scene.tenant, f"{COLLEAGUE}@example.com") == before
        assert scene.api.get(COLLEAGUE).json["email"] == f"{COLLEAGUE}@example.com"

    def test_of_a_new_one_has_no_password_but_the_one_that_its_owner_sets(self, scene: Scene) -> None:
        body = {"contactEmail": "new@example.com", "password": "a password of the ADMIN"}

        number = scene.me.created(body)

        account = stored_account(scene.tenant, "new@example.com")
        assert account is not None
        assert (account.customer_number, account.password_hash) == (number, None)
        awaited = wiring().credentials.awaiting(scene.tenant, number, TokenPurpose.PASSWORD_RESET)
        assert awaited is not None
        assert awaited[1].email == "new@example.com"

    def test_of_a_new_one_that_a_seller_makes_has_the_password_that_it_sends(self, scene: Scene) -> None:
        body = {"contactEmail": "new@example.com", "password": "a password of the seller"}
        scene.api.created(body)

        account = stored_account(scene.tenant, "new@example.com")
        assert account is not None
        assert account.password_hash is not None


class TestTheRestriction:
    @every_write
    @pytest.mark.parametrize("number", [OWN, COLLEAGUE])
    @pytest.mark.parametrize("site", ["FR", "berlin", None])
    def test_does_not_follow_a_site_that_a_customer_writes(
        self, scene: Scene, number: str, site: str | None, write: Callable[..., Answer]
    ) -> None:
        answer = write(scene.me, number, {"preferredSite": site})

        assert answer.status in {200, 204}, answer.text
        after = scene.api.get(number).json
        assert (after["restriction"], after["preferredSite"]) == ("DE", site or "main")

    @pytest.mark.parametrize("operation", [update_profile, merge_profile])
    def test_nor_does_it_by_ones_own_profile(self, scene: Scene, operation: Any) -> None:
        me = scene.api.of_customer(OWN, f"s-{OWN}", "customer.customerprofile_edit")
        method = "PATCH" if operation is update_profile else "PUT"

        route = f"{method} /customer/{{tenant}}/me"
        answer = me.request(operation.lambda_handler, route, {"preferredSite": "FR"})

        assert answer.status == 200, answer.text
        after = scene.api.get(OWN).json
        assert (after["restriction"], after["preferredSite"]) == ("DE", "FR")

    def test_still_follows_a_site_that_a_seller_writes(self, scene: Scene) -> None:
        scene.me.patch(COLLEAGUE, {"preferredSite": "berlin"})

        assert scene.api.patch(COLLEAGUE, {"preferredSite": "FR"}).status == 200
        assert scene.api.get(COLLEAGUE).json["restriction"] == "FR"


class TestWhoIsAdmin:
    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"primary": True, "type": "CONTACT"}, 200),
            ({"primary": False, "type": "PRIMARY"}, 200),
            ({"primary": None, "type": "PRIMARY"}, 200),
            ({"primary": False, "type": "CONTACT"}, 403),
            ({"primary": None, "type": "primary"}, 403),
            ({"primary": None, "type": None}, 403),
        ],
    )
    def test_is_what_client_management_says_of_the_membership(
        self, facts: dict[str, Any], status: int
    ) -> None:
        scene = scene_of(OTHER)
        told = ClientManagement(scene.tenant)
        contact = {"userId": OWN, "legalEntityId": "L1", "assignmentId": "a-1"}

        told.tell(told.event("user-assigned-to-legalentity", 1, **contact, **facts))

        assert scene.me.patch(COLLEAGUE, {"title": "Prof"}).status == status

    def test_counts_from_the_next_request_on(self, scene: Scene) -> None:
        told = ClientManagement(scene.tenant)
        told.tell(told.assigned(OWN, at=1))
        before = scene.me.patch(COLLEAGUE, {"title": "Prof"}).status
        told.tell(told.assigned(OWN, at=2, primary=False))
        demoted = scene.me.patch(COLLEAGUE, {"title": "Dr"}).status
        told.tell(told.assigned(OWN, at=1))  # an older event, once more
        again = scene.me.patch(COLLEAGUE, {"title": "Dr"}).status

        assert (before, demoted, again) == (200, 403, 403)

    def test_is_nobody_in_a_membership_from_before_it_was_known(self, scene: Scene) -> None:
        removed = [MembershipItem.assignment_types.remove()]
        is_there = MembershipItem.pk.exists()
        wiring().table.write(Update(membership_key(scene.tenant, "L1", OWN), removed, is_there))

        assert scene.me.patch(COLLEAGUE, {"title": "Prof"}).status == 403
        assert scene.me.patch(OWN, {"title": "Prof"}).status == 200
        assert scene.me.get(COLLEAGUE).status == 200

    def test_is_not_one_whose_number_an_admin_had_before(self, scene: Scene) -> None:
        incarnation = [MembershipItem.incarnation.set("an earlier one")]
        is_there = MembershipItem.pk.exists()
        wiring().table.write(Update(membership_key(scene.tenant, "L1", OWN), incarnation, is_there))

        assert scene.me.patch(COLLEAGUE, {"title": "Prof"}).status == 403

    def test_is_not_one_whose_membership_is_gone(self, scene: Scene) -> None:
        wiring().table.write(Delete(membership_key(scene.tenant, "L1", OWN)))

        assert scene.me.patch(COLLEAGUE, {"title": "Prof"}).status == 403

    def test_is_not_whoever_an_admin_has_made(self, scene: Scene) -> None:
        number = scene.me.created({"contactEmail": "new@example.com"})

        (entity,) = scene.api.get(number).json["b2b"]["legalEntities"]
        assert "contactAssignmentId" not in entity
        administered = wiring().memberships.administered(scene.tenant, number, "any", {"L1"})
        assert administered == frozenset()


class TestSeveralCompanies:
    """The caller is in L1 and L2; a colleague is managed by whoever is ADMIN of all its companies."""

    @pytest.mark.parametrize(
        ("administers", "status"), [((), 403), (("L1",), 403), (("L2",), 403), (("L1", "L2"), 200)]
    )
    @pytest.mark.parametrize("legal_entity", [None, "L1", "L2"])
    def test_one_of_them_is_not_enough(
        self, scene: Scene, administers: tuple[str, ...], status: int, legal_entity: str | None
    ) -> None:
        add(scene, "chief", L1, L2)
        for entity in administers:
            make_admin(scene.tenant, "chief", entity)
        chief = logged_in(scene, "chief", legal_entity)

        assert chief.get(ELSEWHERE).status == 200
        assert chief.patch(ELSEWHERE, {"onHold": True}).status == status

    def test_all_companies_that_one_is_in_oneself_are_shown_of_a_colleague(self, scene: Scene) -> None:
        add(scene, "chief", L1, L2)

        shown = logged_in(scene, "chief", "L1").get(ELSEWHERE).json

        assert [entity["id"] for entity in shown["b2b"]["legalEntities"]] == ["L1", "L2"]

    def test_a_new_customer_is_for_the_company_that_one_is_admin_of(self, scene: Scene) -> None:
        add(scene, "chief", L1, L2)
        make_admin(scene.tenant, "chief", "L1")

        assert logged_in(scene, "chief", "L1").create({"lastName": "Koch"}).status == 201
        assert logged_in(scene, "chief", "L2").create({"lastName": "Koch"}).status == 403
        assert logged_in(scene, "chief", None).create({"lastName": "Koch"}).status == 403


def logged_in(scene: Scene, number: str, legal_entity: str | None) -> Api:
    """Return the API as the customer sees it, in a session for the company."""
    wiring().table.write(Put(session_item(session(scene.tenant, number))))
    return scene.api.of_customer(number, f"s-{number}", legal_entity=legal_entity)


def test_a_colleague_who_has_left_is_a_stranger(scene: Scene) -> None:
    told = ClientManagement(scene.tenant)
    told.tell(told.unassigned(COLLEAGUE, assignment="a-1", at=2))

    assert scene.me.get(COLLEAGUE).status == 404
    assert scene.me.patch(COLLEAGUE, {"title": "Prof"}).status == 404
    assert set(scene.me.numbers()) == set(TARGETS) - {COLLEAGUE}
