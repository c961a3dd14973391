"""Sign-ups with a registration number: who has proven the address joins the company, or founds it."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest

from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE, MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.customer_managed.credential_calls import (
    confirm,
    confirm_change,
    request_change,
    resend,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard
from tests.component.events.stream import come_back
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure
from tests.component.wire import Killed, Wire
from triggers import on_client_management_event

NUMBER = "HRB 12345"
Events = list[tuple[str, dict[str, Any]]]


@dataclass
class Scene:
    """A tenant where sign-ups join companies."""

    storefront: Storefront
    companies: CompanyApi
    assignments: AssignmentApi
    heard: Heard

    @property
    def tenant(self) -> str:
        return self.storefront.tenant

    def sign_up(self, number: str | None = NUMBER, email: str | None = None, **details: Any) -> str:
        """The number of a customer who has signed up for a company."""
        email = email or f"{secrets.token_hex(4)}@example.com"
        b2b = {"b2b": {"companyRegistrationId": number}} if number is not None else {}
        names = {"firstName": "Eva", "lastName": "Koch", "company": "Koch OHG"}
        answer = self.storefront.sign_up(email, customerDetails={**names, **b2b, **details})
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def confirm(self, number: str) -> Answer:
        """Use the link of the sign-up's message."""
        answer = confirm(self.storefront, sent_token(self.tenant, number, TokenPurpose.OPT_IN))
        assert answer.status == 200, answer.text
        return answer

    def joins(self) -> Events:
        """The events that let customers join, since the last look."""
        return [event for event in self.heard.all() if event[0] == EventName.JOINS]

    def joined(self, number: str) -> list[dict[str, Any]]:
        """Use the link, hear of it, and return the customer's contact assignments."""
        self.confirm(number)
        come_back(self.joins())
        return self.assignments_of(number)

    def assignments_of(self, number: str) -> list[dict[str, Any]]:
        shown = self.assignments.listed(**{"customer.id": number})
        assert shown.status == 200, shown.text
        found: list[dict[str, Any]] = shown.json
        assert {each.id for each in customer_of(self.tenant, number).legal_entities} == {
            each["legalEntity"]["id"] for each in found
        }
        return found


@pytest.fixture
def scene(api: Api, storefront: Storefront, heard: Heard, configure: Configure) -> Scene:
    configure("companies.joinByRegistrationId", True)
    return Scene(storefront, CompanyApi(api.as_(MANAGE)), AssignmentApi(api.as_(MANAGE_CONTACTS)), heard)


@pytest.fixture(params=[True, False], ids=["double opt-in", "at once"])
def either(request: pytest.FixtureRequest, scene: Scene, configure: Configure) -> Scene:
    configure("signUp.doubleOptIn", request.param)
    return scene


def company(name: str = "Koch OHG", number: str = NUMBER, **members: Any) -> dict[str, Any]:
    return {"name": name, "legalInfo": {"registrationId": number}, **members}


def existing(scene: Scene, **members: Any) -> str:
    return scene.companies.created(**{**company(), **members})


class TestWhoHasProvenTheAddress:
    def test_becomes_a_contact_of_the_company_with_the_number(self, either: Scene) -> None:
        entity_id = either.companies.created("Muster GmbH", legalInfo={"registrationId": NUMBER})
        version = either.companies.get(entity_id).json["metadata"]["version"]
        number = either.sign_up()
        assert either.assignments_of(number) == []

        (assignment,) = either.joined(number)

        assert assignment["legalEntity"] == {"id": entity_id, "name": "Muster GmbH"}
        assert (assignment["type"], assignment["primary"]) == ("CONTACT", False)
        customer = Api(either.tenant).get(number).json
        assert customer["businessModel"] == "B2B"
        assert [each["id"] for each in customer["b2b"]["legalEntities"]] == [entity_id]
        assert customer["metadata"]["version"] == 2
        assert either.companies.get(entity_id).json["metadata"]["version"] == version

    def test_founds_it_as_its_admin_where_there_is_none(self, either: Scene) -> None:
        number = either.sign_up()

        (assignment,) = either.joined(number)

        founded = either.companies.get(assignment["legalEntity"]["id"]).json
        assert founded["name"] == "Koch OHG"
        assert (founded["type"], founded["legalInfo"]) == ("COMPANY", {"registrationId": NUMBER})
        assert (assignment["type"], assignment["primary"]) == ("PRIMARY", True)
        incarnation = customer_of(either.tenant, number).incarnation
        assert wiring().memberships.administered(either.tenant, number, incarnation, [founded["id"]])
        assert either.companies.ids(**{"legalInfo.registrationId": NUMBER}) == [founded["id"]]

    def test_joins_what_an_earlier_one_has_founded(self, scene: Scene) -> None:
        (first,) = scene.joined(scene.sign_up())

        (second,) = scene.joined(scene.sign_up(company="Another Name"))

        assert second["legalEntity"] == first["legalEntity"]
        assert (second["type"], second["primary"]) == ("CONTACT", False)

    def test_is_told_of_by_events(self, scene: Scene) -> None:
        scene.joined(scene.sign_up())

        assert scene.heard.names() == [
            "client-management.legalentity-created",
            "client-management.user-assigned-to-legalentity",
            "customer.updated",
        ]

    def test_can_do_so_with_another_address_for_which_the_password_was_given(
        self, scene: Scene, email: str
    ) -> None:
        number = scene.sign_up(email=email)
        own = Own(scene.storefront, number, scene.storefront.logged_in(email)["access_token"])
        assert request_change(own, email, f"new.{email}").status == 204

        confirm_change(scene.storefront, sent_token(scene.tenant, number, TokenPurpose.EMAIL_CHANGE))
        come_back(scene.joins())

        assert len(scene.assignments_of(number)) == 1

    def test_gets_the_message_again(self, scene: Scene, email: str) -> None:
        number = scene.sign_up(email=email)
        first = stored_token(scene.tenant, number, TokenPurpose.OPT_IN)

        assert resend(scene.storefront, email).status == 202

        again = stored_token(scene.tenant, number, TokenPurpose.OPT_IN)
        assert first is not None
        assert again is not None
        assert first.nonce != again.nonce
        assert len(scene.joined(number)) == 1
        assert resend(scene.storefront, email).status == 202
        assert stored_token(scene.tenant, number, TokenPurpose.OPT_IN) is None


class TestAWriteMeanwhile:
    """Whatever is written to the customer, it is still one who joins."""

    @pytest.mark.parametrize("method", ["PATCH", "PUT"])
    def test_before_the_proof(self, either: Scene, method: str) -> None:
        entity_id, number = existing(either), either.sign_up()
        write(either, method, number)

        (assignment,) = either.joined(number)

        assert assignment["legalEntity"]["id"] == entity_id

    @pytest.mark.parametrize("method", ["PATCH", "PUT"])
    def test_between_proof_and_event(self, either: Scene, method: str) -> None:
        entity_id, number = existing(either), either.sign_up()
        either.confirm(number)
        events = either.joins()
        write(either, method, number)

        come_back(events)

        (assignment,) = either.assignments_of(number)
        assert assignment["legalEntity"]["id"] == entity_id

    def test_by_the_customer_itself(self, scene: Scene, email: str) -> None:
        entity_id, number = existing(scene), scene.sign_up(email=email)
        own = Own(scene.storefront, number, scene.storefront.logged_in(email)["access_token"])
        assert own.patch({"contactPhone": "+49 30 1"}).status == 200

        (assignment,) = scene.joined(number)

        assert assignment["legalEntity"]["id"] == entity_id


def write(scene: Scene, method: str, number: str) -> None:
    """Change the customer's phone number, as the shop does it."""
    seller = Api(scene.tenant)
    if method == "PATCH":
        answer = seller.patch(number, {"contactPhone": "+49 30 1"})
    else:
        shown = seller.get(number).json
        kept = {name: shown[name] for name in ("firstName", "lastName", "company", "b2b")}
        answer = seller.put(number, {**kept, "contactPhone": "+49 30 1"})
    assert answer.status < 300, answer.text


class TestNobodyJoins:
    def test_without_the_setting(self, scene: Scene, configure: Configure) -> None:
        configure("companies.joinByRegistrationId", False)
        entity_id, number = existing(scene), scene.sign_up()

        assert stored_token(scene.tenant, number, TokenPurpose.OPT_IN) is None
        assert Api(scene.tenant).get(number).json["b2b"] == {"companyRegistrationId": NUMBER}
        assert scene.assignments.listed(**{"legalEntity.id": entity_id}).json == []

    def test_where_companies_are_external(self, scene: Scene, configure: Configure) -> None:
        number = scene.sign_up()
        scene.confirm(number)
        configure("companies", "external")

        come_back(scene.joins())
        later = scene.sign_up()

        assert scene.assignments_of(number) == []
        assert stored_token(scene.tenant, later, TokenPurpose.OPT_IN) is None

    def test_without_a_number(self, scene: Scene) -> None:
        number = scene.sign_up(None)

        assert stored_token(scene.tenant, number, TokenPurpose.OPT_IN) is None

    @pytest.mark.parametrize("theirs", ["HRB 1234", "hrb 12345", "HRB 123456"])
    def test_a_company_whose_number_only_resembles_it(self, scene: Scene, theirs: str) -> None:
        resembling = existing(scene, legalInfo={"registrationId": theirs})

        (assignment,) = scene.joined(scene.sign_up())

        assert assignment["legalEntity"]["id"] != resembling

    def test_a_company_above_it(self, scene: Scene) -> None:
        scene.companies.created(id="top")
        entity_id = existing(scene, parentId="top")

        (assignment,) = scene.joined(scene.sign_up())

        assert assignment["legalEntity"]["id"] == entity_id

    def test_twice(self, scene: Scene) -> None:
        entity_id, number = existing(scene), scene.sign_up()
        scene.confirm(number)
        events = scene.joins()
        come_back(events)
        (assignment,) = scene.assignments_of(number)
        assert scene.assignments.delete(assignment["id"]).status == 204

        come_back([*events, *events])

        assert scene.assignments_of(number) == []
        assert scene.companies.ids() == [entity_id]

    def test_what_somebody_has_assigned_it_to_meanwhile(self, scene: Scene) -> None:
        entity_id, number = existing(scene), scene.sign_up()
        assignment_id = scene.assignments.created(entity_id, number, type="BILLING")

        (assignment,) = scene.joined(number)

        assert (assignment["id"], assignment["type"]) == (assignment_id, "BILLING")
        assert customer_of(scene.tenant, number).version == 2


class TestRestrictions:
    @pytest.fixture(autouse=True)
    def restrictions(self, configure: Configure) -> None:
        configure("restrictions", ["AT", "DE"])
        configure("enableSyncBetweenRestrictionsAndSiteCodes", True)

    @pytest.mark.parametrize(("theirs", "site"), [(["AT"], "DE"), ([], "DE"), (["AT"], "main")])
    def test_nobody_joins_across_them(self, scene: Scene, theirs: list[str], site: str) -> None:
        others = existing(scene, restrictions=theirs)

        (assignment,) = scene.joined(scene.sign_up(preferredSite=site))

        founded = scene.companies.get(assignment["legalEntity"]["id"]).json
        assert founded["id"] != others
        assert founded.get("restrictions") == ([site] if site == "DE" else None)

    def test_whoever_has_the_same_one_joins(self, scene: Scene) -> None:
        entity_id = existing(scene, restrictions=["DE"])

        (assignment,) = scene.joined(scene.sign_up(preferredSite="DE"))

        assert assignment["legalEntity"]["id"] == entity_id


class TestWhichCompany:
    def test_of_several_with_the_number_it_is_the_oldest(self, scene: Scene) -> None:
        oldest = existing(scene, id="zz")
        for each in ("aa", "mm"):
            existing(scene, id=each)

        numbers = [scene.sign_up() for _ in range(2)]

        joined = [scene.joined(number)[0]["legalEntity"]["id"] for number in numbers]
        assert joined == [oldest, oldest]

    def test_one_that_has_got_another_number_is_not_joined(self, scene: Scene) -> None:
        (first,) = scene.joined(scene.sign_up())
        entity_id = first["legalEntity"]["id"]
        assert scene.companies.put(entity_id, company(number="HRB 9", type="COMPANY")).status == 204

        (second,) = scene.joined(scene.sign_up())

        assert second["legalEntity"]["id"] != entity_id
        assert second["primary"] is True
        (third,) = scene.joined(scene.sign_up())
        assert third["legalEntity"] == second["legalEntity"]

    def test_one_that_was_deleted_is_founded_again_without_its_contacts(self, scene: Scene) -> None:
        former = scene.sign_up()
        (first,) = scene.joined(former)
        assert scene.companies.delete(first["legalEntity"]["id"]).status == 204
        deletion = [event for event in scene.heard.all() if event[0] == EventName.LEGAL_ENTITY_DELETED]

        (second,) = scene.joined(scene.sign_up())
        come_back(deletion)

        assert second["primary"] is True
        assert scene.assignments_of(former) == []


class TestRacesAndKills:
    def test_of_many_who_found_a_company_at_once_one_does_and_the_others_join(self, scene: Scene) -> None:
        numbers = [scene.sign_up() for _ in range(8)]
        for number in numbers:
            scene.confirm(number)
        events = scene.joins()
        start = Barrier(len(events))

        def hear(event: tuple[str, dict[str, Any]]) -> None:
            start.wait()
            come_back([event])

        with ThreadPoolExecutor(len(events)) as pool:
            list(pool.map(hear, events))

        joined = [scene.assignments_of(number)[0] for number in numbers]
        assert len(scene.companies.ids()) == 1
        assert sorted(each["primary"] for each in joined) == [False] * 7 + [True]

    @pytest.mark.parametrize("founds", [True, False], ids=["founds", "joins"])
    @pytest.mark.parametrize("fault", ["killed", "killed late", "lost"])
    def test_a_kill_or_a_lost_answer_leaves_nothing_half_done(
        self, scene: Scene, founds: bool, fault: str
    ) -> None:
        if not founds:
            existing(scene)
        number = scene.sign_up()
        scene.confirm(number)
        (event,) = scene.joins()
        wire = Wire()
        wire.fail("TransactWriteItems", fault, 1)

        with suppress(Killed):
            come_back([event], wire.through(on_client_management_event.lambda_handler))
        before = scene.assignments_of(number)
        assert len(before) == (fault != "killed")
        assert len(scene.companies.ids()) == (not founds or fault != "killed")
        come_back([event])

        (assignment,) = scene.assignments_of(number)
        assert assignment["primary"] is founds
        assert len(scene.companies.ids()) == 1
        assert customer_of(scene.tenant, number).version == 2
