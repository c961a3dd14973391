"""Attempts to leave a company without an ADMIN, alone or in a race."""

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.profile import delete_profile
from shared.adapters.dynamodb.items.legal_entity import membership_put
from shared.adapters.dynamodb.stores.customers import Customers
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import Assignment, LegalEntity, Membership
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.roles import Role
from shared.runtime.wiring import wiring
from shared.use_cases.credentials.one_time_tokens import minted
from tests.attacks.company_roles import ADMIN, BUYER, body_of, contacts, state
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE_CONTACTS, AssignmentApi
from tests.component.groups.calls import Company, GroupApi


def own_deletion_token(company: Company, number: str) -> str:
    """A token as the message has it by which a customer deletes itself."""
    customer = company.customer(number)
    assert customer is not None
    stored = new_one_time_token(
        customer, TokenPurpose.DELETION, email=customer.email or "", now=2_000_000_000
    )
    wiring().credentials.send(stored, asked_for=customer.email or "")
    hashes, purpose = wiring().keyed_hashes, TokenPurpose.DELETION
    return minted(hashes, customer.tenant, number, purpose, stored.nonce)


def delete_oneself(me: Api, token: str) -> Answer:
    """DELETE /me with the token of the message."""
    scoped = me.of_customer(
        me.customer.number,  # type: ignore[union-attr]
        me.customer.session_id,  # type: ignore[union-attr]
        "customer.customerprofile_edit",
        legal_entity="acme",
    )
    return scoped.request(
        delete_profile.lambda_handler, "DELETE /customer/{tenant}/me", query={"token": token}
    )


LOSSES: Mapping[str, Callable[[Company, Api], Answer]] = {
    "leaving the group": lambda _, me: GroupApi(me).remove(ADMIN, "boss"),
    "another role": lambda _, me: GroupApi(me).add(BUYER, "boss"),
    "unassigning oneself": lambda _, me: contacts(me).delete("acme-boss"),
    "deleting oneself": lambda _, me: me.delete("boss"),
    "deleting oneself by a message": lambda company, me: delete_oneself(
        me, own_deletion_token(company, "boss")
    ),
}


class TestTheLastAdmin:
    @pytest.mark.parametrize("loss", LOSSES)
    def test_cannot_lose_that_role(self, company: Company, loss: str) -> None:
        me, before = company.as_contact("boss"), state(company)

        answer = LOSSES[loss](company, me)

        assert (answer.status, "ADMIN" in answer.json["message"]) == (409, True), answer.text
        assert state(company) == before

    @pytest.mark.parametrize("loss", LOSSES)
    def test_can_when_there_is_another(self, company: Company, loss: str) -> None:
        company.contact("bob", "ADMIN")

        answer = LOSSES[loss](company, company.as_contact("boss"))

        assert answer.status < 300, answer.text
        assert company.wide.numbers(ADMIN) == ["bob"] or "deleting" in loss

    def test_is_none_who_is_only_left_in_a_membership(self, company: Company) -> None:
        """A deleted ADMIN, whose memberships are removed later, is nobody to leave the company to."""
        company.contact("bob", "ADMIN")
        company.api.delete("bob")

        assert GroupApi(company.as_contact("boss")).remove(ADMIN, "boss").status == 409

    @pytest.mark.parametrize(
        "change", [{"type": "CONTACT"}, {"type": "BILLING", "primary": False}], ids=["type", "primary"]
    )
    def test_by_its_assignment_cannot_change_that(self, company: Company, change: dict[str, Any]) -> None:
        company.wide.remove(ADMIN, "boss")
        company.contact("head", primary=True, type="PRIMARY")
        me = company.as_contact("head")
        assert GroupApi(me).numbers(ADMIN) == ["head"]

        assert contacts(me).put("acme-head", body_of("head", **change)).status == 409

        company.contact("bob", "ADMIN")
        assert contacts(me).put("acme-head", body_of("head", **change)).status == 204
        assert company.wide.numbers(ADMIN) == ["bob"]

    def test_cannot_hand_the_primary_place_to_one_who_is_no_admin_by_it(self, company: Company) -> None:
        company.wide.remove(ADMIN, "boss")
        company.contact("head", primary=True)
        me = company.as_contact("head")
        company.wide.add(BUYER, "bea")

        assert contacts(me).put("acme-bea", body_of("bea", primary=True)).status == 409

        company.wide.remove(BUYER, "bea")
        company.contact("cleo")
        assert contacts(me).put("acme-cleo", body_of("cleo", primary=True)).status == 204
        assert company.wide.numbers(ADMIN) == ["cleo"]

    @pytest.mark.parametrize("state", [{"active": False}, {"onHold": True}], ids=["inactive", "on hold"])
    @pytest.mark.parametrize("loss", LOSSES)
    def test_is_the_last_where_another_may_not_log_in(
        self, company: Company, loss: str, state: dict[str, Any]
    ) -> None:
        company.contact("bob", "ADMIN")
        assert company.api.patch("bob", state).status == 200

        answer = LOSSES[loss](company, company.as_contact("boss"))

        assert (answer.status, "ADMIN" in answer.json["message"]) == (409, True), answer.text

    @pytest.mark.parametrize("change", [{"active": False}, {"onHold": True}], ids=["inactive", "on hold"])
    @pytest.mark.parametrize("method", ["PATCH", "PUT"])
    def test_is_not_locked_out_by_one_who_is_locked_out_at_the_same_moment(
        self, company: Company, change: dict[str, Any], method: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        boss = company.as_contact("boss")
        company.contact("bob", "ADMIN")
        write = boss.put if method == "PUT" else boss.patch
        body = {**change, "firstName": "Bob", "contactEmail": "bob@example.com"}
        revise = Customers.revise

        def revise_late(self: Customers, current: Customer, *given: Any, **options: Any) -> Customer:
            rival = company.customer("boss")
            assert rival is not None
            held = replace(rival, on_hold=True, version=rival.version + 1)
            revise(self, rival, lambda _: held, updated_by="bob")
            return revise(self, current, *given, **options)

        monkeypatch.setattr(Customers, "revise", revise_late)
        answer = write("bob", body)

        assert (answer.status, "ADMIN" in answer.json["message"]) == (403, True), answer.text
        bob = company.customer("bob")
        assert bob is not None
        assert bob.may_log_in

    def test_may_lock_another_out(self, company: Company) -> None:
        boss = company.as_contact("boss")
        company.contact("bob", "ADMIN")
        assert boss.patch("bob", {"onHold": True, "active": False}).status == 200
        assert boss.patch("bob", {"onHold": False, "active": True}).status == 200

    def test_cannot_hand_the_primary_place_to_one_who_may_not_log_in(self, company: Company) -> None:
        company.wide.remove(ADMIN, "boss")
        me = company.contact("head", primary=True)
        company.contact("cleo")
        company.api.patch("cleo", {"onHold": True})

        assert contacts(me).put("acme-cleo", body_of("cleo", primary=True)).status == 409

        company.api.patch("cleo", {"onHold": False})
        assert contacts(me).put("acme-cleo", body_of("cleo", primary=True)).status == 204

    def test_loses_it_by_a_caller_with_the_wide_scope(self, company: Company) -> None:
        assert company.wide.remove(ADMIN, "boss").status == 204
        assert company.wide.numbers(ADMIN) == []
        assert company.wide.add(ADMIN, "boss").status == 201
        assert AssignmentApi(company.api.as_(MANAGE_CONTACTS)).delete("acme-boss").status == 204
        company.contact("bob", "ADMIN")
        assert company.api.delete("bob").status == 202

    def test_may_be_one_of_a_thousand(self, company: Company) -> None:
        """Another ADMIN is found wherever it is among the contacts."""
        for position in range(30):
            company.contact(f"c{position:02}")
        company.contact("zz", "ADMIN")

        assert GroupApi(company.as_contact("boss")).remove(ADMIN, "boss").status == 204


def admin_of(company: Company, number: str, company_ids: Sequence[str]) -> None:
    """Make a contact of `acme` ADMIN of these companies, too."""
    customer, roles = company.customer(number), frozenset({Role.ADMIN})
    assert customer is not None
    entities = tuple(LegalEntityReference(each) for each in ("acme", *company_ids))
    after = replace(customer, legal_entities=entities, version=customer.version + 1)
    wiring().customers.revise(customer, lambda _: after, updated_by="test")
    table, none = wiring().table, Membership(number, customer.incarnation)
    wanted = replace(none, assignments=(Assignment("a", customer.created_at),), chosen_groups=roles)
    entity = LegalEntity(tenant=customer.tenant, id="")
    table.write(*(membership_put(replace(entity, id=each), none, wanted) for each in company_ids))


class TestAnAdminOfManyCompanies:
    MANY = tuple(f"m{position:02}" for position in range(60))

    @pytest.mark.parametrize("many", [MANY[:1], MANY], ids=len)
    @pytest.mark.parametrize("by_itself", [False, True], ids=["by a colleague", "by itself"])
    def test_is_deleted_where_the_same_one_is_left_in_all(
        self, company: Company, many: Sequence[str], by_itself: bool
    ) -> None:
        company.contact("bob", "ADMIN")
        for number in ("boss", "bob"):
            admin_of(company, number, many)

        if by_itself:
            answer = delete_oneself(company.as_contact("bob"), own_deletion_token(company, "bob"))
        else:
            answer = company.as_contact("boss", legal_entity=None).delete("bob")

        assert answer.status < 300, answer.text
        assert company.customer("bob") is None

    def test_is_told_to_give_up_roles_where_others_are_too_many_to_check(self, company: Company) -> None:
        company.contact("bob", "ADMIN")
        admin_of(company, "bob", self.MANY)
        for each in self.MANY[:50]:
            company.contact(f"of-{each}")
            admin_of(company, f"of-{each}", [each])
        admin_of(company, "boss", self.MANY[50:])

        token = own_deletion_token(company, "bob")
        answer = delete_oneself(company.as_contact("bob"), token)

        assert (answer.status, "roles away first" in answer.json["message"]) == (409, True), answer.text
        for each in self.MANY[:30]:
            assert company.wide.remove(f"ADMIN.{each}", "bob").status == 204
        assert delete_oneself(company.as_contact("bob"), token).status < 300


@pytest.mark.usefixtures("impatient")
def test_a_hundred_racing_changes_of_ten_admins_leave_one(company: Company) -> None:
    numbers = ["boss", *(f"a{position}" for position in range(9))]
    callers = {number: company.contact(number, "ADMIN") for number in numbers[1:]}
    callers["boss"] = company.as_contact("boss")
    chosen = random.Random(1)
    moves = [(chosen.choice(numbers), chosen.choice(numbers), chosen.randrange(4)) for _ in range(100)]

    def move(step: tuple[str, str, int]) -> int:
        by, target, how = step
        me = callers[by]
        if how == 0:
            return contacts(me).delete(f"acme-{target}").status
        if how == 1:
            return me.delete(target).status
        return (GroupApi(me).remove(ADMIN, target) if how == 2 else GroupApi(me).add(BUYER, target)).status

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(move, moves))

    assert set(answers) <= {201, 202, 204, 400, 401, 403, 404, 409}
    left = [number for number in company.wide.numbers(ADMIN) if company.customer(number) is not None]
    assert left, answers
    assert GroupApi(callers[left[0]]).remove(ADMIN, left[0]).status == (409 if len(left) == 1 else 204)


@pytest.mark.usefixtures("impatient")
def test_of_two_admins_who_demote_each_other_and_themselves_one_is_left(company: Company) -> None:
    """A hundred changes, four at a time: most races between the last two are lost without a check."""
    for _ in range(25):
        company.contact(first := secrets.token_hex(4), "ADMIN")
        company.contact(second := secrets.token_hex(4), "ADMIN")
        for number in company.wide.numbers(ADMIN):
            if number not in {first, second}:
                company.wide.remove(ADMIN, number)
        pairs = [(first, second), (second, first), (first, first), (second, second)]

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda pair: GroupApi(company.as_contact(pair[0])).remove(ADMIN, pair[1]), pairs))

        assert len(company.wide.numbers(ADMIN)) == 1
