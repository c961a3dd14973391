"""Groups of companies: lists, and who is in them, for services and for customers."""

from collections import Counter

import pytest

from tests.component.api import Api
from tests.component.companies.api import MANAGE, CompanyApi
from tests.component.groups.calls import OF_CUSTOMERS, Company, GroupApi
from tests.component.lost_answers import OverWire
from tests.component.tenants import Configure, set_value
from tests.component.wire import Wire

OF_ACME = ["ADMIN.acme", "BUYER.acme", "REQUESTER.acme", "CONTACT.acme"]
OF_ZETA = [each.replace("acme", "zeta") for each in OF_ACME]


def test_each_company_has_four_groups_with_it(company: Company) -> None:
    answer = company.wide.listed(query={"q": "b2b.legalEntityId:acme"})

    assert [each["id"] for each in answer.json] == OF_ACME
    buyer = answer.json[1]
    assert (buyer["code"], buyer["userType"], buyer["b2b"]) == (
        "BUYER",
        "CUSTOMER",
        {"legalEntityId": "acme"},
    )
    assert (buyer["name"], buyer["metadata"]["version"]) == ({"en": "Buyer"}, 1)
    assert {"createdAt", "modifiedAt"} < buyer["metadata"].keys()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, OF_ACME + OF_ZETA),
        ({"q": "b2b.legalEntityId:zeta"}, OF_ZETA),
        ({"q": "b2b:(legalEntityId:zeta)"}, OF_ZETA),
        ({"q": "b2b.legalEntityId:(zeta,acme)"}, OF_ACME + OF_ZETA),
        ({"q": "b2b.legalEntityId:nobody"}, []),
        ({"q": "id:BUYER.zeta"}, ["BUYER.zeta"]),
        ({"q": "id:BUYER.zeta code:ADMIN"}, []),
        ({"q": "id:nothing"}, []),
        ({"q": "code:ADMIN"}, ["ADMIN.acme", "ADMIN.zeta"]),
        ({"q": "compoundLogicalQuery:(code:ADMIN OR name.en:Buyer) b2b.legalEntityId:acme"}, OF_ACME[:2]),
        ({"q": "metadata.createdAt:>2200-01-01"}, []),
        ({"name": "Contact"}, ["CONTACT.acme", "CONTACT.zeta"]),
        ({"b2b.legalEntityId": "zeta"}, OF_ZETA),
        ({"b2b.legalEntityId": "zeta", "code": "BUYER"}, ["BUYER.zeta"]),
        ({"b2b.legalEntityId": ""}, []),
        ({"b2b.legalEntityId": "zeta", "q": "b2b.legalEntityId:acme"}, []),
        ({"id": "BUYER.zeta"}, ["BUYER.zeta"]),
        ({"userType": "EMPLOYEE"}, []),
        ({"sort": "b2b.legalEntityId:desc"}, OF_ZETA + OF_ACME),
        ({"pageSize": 3}, OF_ACME[:3]),
        ({"pageSize": 3, "pageNumber": 2}, [OF_ACME[3], *OF_ZETA[:2]]),
        ({"pageSize": 3, "pageNumber": 3}, OF_ZETA[2:]),
        ({"pageSize": 3, "pageNumber": 4}, []),
        ({"pageSize": 1, "pageNumber": 2, "q": "code:ADMIN"}, ["ADMIN.zeta"]),
        ({"pageSize": 5, "pageNumber": 2}, OF_ZETA[1:]),
    ],
)
@pytest.mark.usefixtures("other")
def test_groups_are_found_by_company_and_by_role(
    company: Company, query: dict[str, object], expected: list[str]
) -> None:
    assert company.wide.ids(**query) == expected


@pytest.mark.usefixtures("other")
def test_the_total_is_that_of_all_pages(company: Company) -> None:
    headers = {"X-Total-Count": "true"}

    assert company.wide.listed(query={"pageSize": 3}, headers=headers).headers["X-Total-Count"] == "8"
    answer = company.wide.listed(query={"q": "code:ADMIN"}, headers=headers)
    assert answer.headers["X-Total-Count"] == "2"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"q": "id:(ADMIN.acme,BUYER.acme)"}, "id"),
        ({"q": "compoundLogicalQuery:(code:ADMIN OR b2b.legalEntityId:acme)"}, "OR"),
        ({"q": "vendorId:x"}, "vendorId"),
        ({"sort": "name"}, "sort"),
        ({"pageSize": 0}, "pageSize"),
        ({"pageNumber": "x"}, "pageNumber"),
    ],
)
def test_what_groups_cannot_be_asked_for_is_named(
    company: Company, query: dict[str, object], named: str
) -> None:
    answer = company.wide.listed(query=query)

    assert (answer.status, answer.json["code"], answer.json["status"]) == (400, 400, "Bad Request")
    assert named in answer.json["message"]


class TestToCustomers:
    def test_the_groups_of_the_session_s_company_are_shown(self, company: Company, other: Company) -> None:
        company.contact("ada")
        company.contact("ada", to="zeta")
        of_acme = GroupApi(company.as_contact("ada"))

        assert of_acme.ids() == OF_ACME
        assert of_acme.ids(q="b2b.legalEntityId:zeta") == []
        assert of_acme.ids(**{"b2b.legalEntityId": "zeta"}) == []
        assert GroupApi(other.as_contact("ada")).ids() == OF_ZETA
        assert GroupApi(company.as_contact("ada", legal_entity=None)).ids() == OF_ACME + OF_ZETA
        assert of_acme.users("CONTACT.zeta").status == of_acme.users("CONTACT.nobody").status == 404

    def test_nothing_is_shown_to_who_belongs_to_no_company(self, company: Company) -> None:
        company.store(number="ada")
        ada = GroupApi(company.as_contact("ada", legal_entity=None))

        assert ada.ids() == []
        assert ada.users("CONTACT.acme").status == 404
        assert ada.of_user("ada").json == []

    def test_any_contact_reads_who_is_in_them(self, company: Company) -> None:
        ada = GroupApi(company.contact("ada"))
        company.contact("bea", "BUYER")

        assert ada.users("BUYER.acme").json == [
            {"id": "BUYER.acme.bea", "groupId": "BUYER.acme", "userId": "bea", "userType": "CUSTOMER"}
        ]
        assert ada.numbers("CONTACT.acme") == ["ada"]
        assert [each["id"] for each in ada.of_user("bea").json] == ["BUYER.acme"]

    def test_of_a_colleague_the_groups_in_other_companies_are_hidden(
        self, company: Company, other: Company
    ) -> None:
        ada = GroupApi(company.contact("ada"))
        company.contact("bea", "BUYER")
        company.contact("bea", "REQUESTER", to=other.id)
        other.contact("cleo")

        assert [each["id"] for each in ada.of_user("bea").json] == ["BUYER.acme"]
        assert [each["id"] for each in company.wide.of_user("bea").json] == ["BUYER.acme", "REQUESTER.zeta"]
        assert ada.of_user("cleo").status == ada.of_user("nobody").status == 404


class TestUsers:
    def test_whom_nobody_has_put_into_a_group_is_where_the_assignment_says(self, company: Company) -> None:
        company.contact("ada", primary=True)
        company.contact("bea", type="PRIMARY")
        company.contact("cleo", type="BILLING")

        assert company.wide.numbers("ADMIN.acme") == ["ada", "bea"]
        assert company.wide.numbers("CONTACT.acme") == ["cleo"]
        assert company.wide.numbers("BUYER.acme") == []

    def test_one_of_three_roles_takes_the_place_of_another(self, company: Company) -> None:
        company.contact("ada", "REQUESTER")

        assert company.wide.add("BUYER.acme", "ada").json == {"id": "BUYER.acme.ada"}

        assert company.wide.numbers("REQUESTER.acme") == []
        assert company.wide.numbers("BUYER.acme") == ["ada"]

    def test_contact_is_added_to_any_role(self, company: Company) -> None:
        company.contact("ada", "BUYER")

        assert company.wide.add("CONTACT.acme", "ada").status == 201
        assert company.wide.add("ADMIN.acme", "ada").status == 201

        groups = [each["id"] for each in company.wide.of_user("ada").json]
        assert groups == ["ADMIN.acme", "CONTACT.acme"]
        sorted_groups = company.wide.of_user("ada", query={"sort": "code:desc", "pageSize": 1})
        assert [each["code"] for each in sorted_groups.json] == ["CONTACT"]

    def test_who_leaves_its_role_is_a_contact_whatever_it_was_before(self, company: Company) -> None:
        company.contact("ada", primary=True)
        assert company.role("ada") == "ADMIN"

        assert company.wide.remove("ADMIN.acme", "ada").status == 204

        assert (company.role("ada"), company.wide.numbers("CONTACT.acme")) == ("CONTACT", ["ada"])

    def test_nobody_leaves_the_last_group(self, company: Company) -> None:
        company.contact("ada")

        answer = company.wide.remove("CONTACT.acme", "ada")

        assert (answer.status, answer.json["resourceId"]) == (409, "ada")
        assert "contact assignment" in answer.json["message"]

    def test_a_role_is_over_with_the_assignment(self, company: Company) -> None:
        from tests.component.companies.api import MANAGE_CONTACTS, AssignmentApi

        company.contact("ada", "ADMIN")
        assignments = AssignmentApi(company.api.as_(MANAGE_CONTACTS))
        assert assignments.delete("acme-ada").status == 204
        assert company.wide.numbers("ADMIN.acme") == []
        assert company.wide.of_user("ada").json == []
        assert company.wide.add("ADMIN.acme", "ada").status == 400

        assignments.created("acme", "ada")

        assert company.role("ada") == "CONTACT"

    def test_pages_go_through_all(self, company: Company) -> None:
        for position in range(5):
            company.contact(f"c{position}")

        pages = [company.wide.numbers("CONTACT.acme", pageSize=2, pageNumber=n) for n in (1, 2, 3, 4)]

        assert pages == [["c0", "c1"], ["c2", "c3"], ["c4"], []]
        answer = company.wide.users("CONTACT.acme", query={"pageSize": 2}, headers={"X-Total-Count": "true"})
        assert answer.headers["X-Total-Count"] == "5"

    @pytest.mark.parametrize(
        ("number", "members", "field"),
        [
            ("stranger", {}, "userId"),
            ("nobody", {}, "userId"),
            (None, {}, "userId"),
            ("no number!", {}, "userId"),
            ("ada", {"userType": "EMPLOYEE"}, "userType"),
        ],
    )
    def test_only_contacts_are_put_into_a_group(
        self, company: Company, number: object, members: dict[str, object], field: str
    ) -> None:
        company.contact("ada")
        company.store(number="stranger")

        answer = company.wide.add("BUYER.acme", number, members=members)

        assert (answer.status, set(answer.problems)) == (400, {field})

    @pytest.mark.parametrize(
        ("group", "status"),
        [("BUYER.nobody", 404), ("KING.acme", 404), ("acme", 400), ("BUYER.", 400), ("buyer.acme", 404)],
    )
    def test_an_unknown_group_is_not_found(self, company: Company, group: str, status: int) -> None:
        company.contact("ada", "BUYER")

        assert company.wide.users(group).status == status
        answers = (company.wide.add(group, "ada"), company.wide.remove(group, "ada"))
        assert [answer.status for answer in answers] == [status, status]
        assert company.role("ada") == "BUYER"

    def test_who_is_in_no_such_group_cannot_leave_it(self, company: Company) -> None:
        company.contact("ada", "BUYER")

        answer = company.wide.remove("ADMIN.acme", "ada")

        assert (answer.status, answer.json["status"], answer.json["resourceId"]) == (404, "Not Found", "ada")

    def test_roles_of_external_companies_are_read_but_not_written(
        self, company: Company, configure: Configure
    ) -> None:
        company.contact("ada", primary=True)
        configure("companies", "external")

        assert company.wide.numbers("ADMIN.acme") == ["ada"]
        assert company.wide.add("BUYER.acme", "ada").status == 409
        assert company.wide.remove("ADMIN.acme", "ada").status == 409

    def test_a_call_with_a_known_key_is_answered_and_not_repeated(self, company: Company) -> None:
        company.contact("ada")
        headers = {"Idempotency-Key": "k1"}
        first = company.wide.add("BUYER.acme", "ada", headers=headers)
        company.wide.add("REQUESTER.acme", "ada")

        again = company.wide.add("BUYER.acme", "ada", headers=headers)

        assert (first.status, again.status, again.json) == (201, 201, first.json)
        assert company.role("ada") == "REQUESTER"
        assert company.wide.add("BUYER.acme", "bea", headers=headers).status == 422

    def test_a_rename_that_is_under_way_still_reaches_a_contact_whose_role_changes(
        self, company: Company
    ) -> None:
        from shared.runtime.wiring import wiring

        company.contact("ada")
        CompanyApi(company.api.as_(MANAGE)).put("acme", {"name": "New", "type": "COMPANY"})

        company.wide.add("BUYER.acme", "ada")

        entities = wiring().legal_entities
        renamed = entities.find(company.api.tenant, "acme")
        for contacts in entities.unsettled(renamed):
            for contact in contacts:
                entities.settle(renamed, contact)
        customer = company.customer("ada")
        assert customer is not None
        assert [each.name for each in customer.legal_entities] == ["New"]
        assert company.role("ada") == "BUYER"


def test_requests(company: Company, tenant: str) -> None:
    company.contact("admin", "ADMIN")
    company.contact("ada", "BUYER")
    set_value(tenant, "restrictions", ["DE"])
    wire = Wire()
    wire.wiring.tenants.of(tenant)
    over = OverWire(tenant, wire=wire)
    wide, admin = over.as_("iam.group_manage"), company.as_contact("admin")
    assert admin.customer is not None
    own = GroupApi(over.of_customer("admin", admin.customer.session_id, *OF_CUSTOMERS, legal_entity="acme"))
    groups, changed = GroupApi(wide), Counter(BatchGetItem=1, TransactWriteItems=1)

    def counted(call: object) -> Counter[str]:
        with wire.counting() as requests:
            assert call().status < 300  # type: ignore[operator]
        return Counter(requests)

    assert counted(lambda: groups.listed(query={"q": "b2b.legalEntityId:acme"})) == Counter(BatchGetItem=1)
    assert counted(lambda: groups.users("BUYER.acme")) == Counter(Query=1)
    assert counted(lambda: groups.of_user("ada")) == Counter(BatchGetItem=2)
    assert counted(lambda: groups.add("REQUESTER.acme", "ada")) == changed
    assert counted(lambda: groups.remove("REQUESTER.acme", "ada")) == changed
    # A customer's token adds one, in which the role is read with the session.
    assert counted(lambda: own.add("ADMIN.acme", "ada")) == changed + Counter(BatchGetItem=1)
    assert counted(lambda: own.add("BUYER.acme", "ada")) == changed + Counter(BatchGetItem=1)
    assert counted(own.scopes) == Counter(BatchGetItem=1)
    assert counted(lambda: own.of_user("ada")) == Counter(BatchGetItem=2)


def test_only_unlimited_services_read_groups(api: Api, company: Company) -> None:
    limited = GroupApi(api.as_("iam.group_manage--DE"))

    answers = (limited.listed(), limited.users("ADMIN.acme"), limited.add("ADMIN.acme", "ada"))

    assert {answer.status for answer in answers} == {403}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("leaves", [False, True])
def test_a_change_whose_answer_is_lost_is_made_once_and_not_over_a_rival_s(
    company: Company, tenant: str, *, leaves: bool
) -> None:
    company.contact("ada", "BUYER")
    wire = Wire()
    over = GroupApi(OverWire(tenant, wire=wire).as_("iam.group_manage"))
    wire.lose(lambda: wire.requests["TransactWriteItems"] == 1)
    wire.meanwhile(lambda: company.wide.add("REQUESTER.acme", "ada"))

    answer = over.remove("BUYER.acme", "ada") if leaves else over.add("ADMIN.acme", "ada")

    assert answer.status == (204 if leaves else 201), answer.text
    assert company.role("ada") == "REQUESTER"
    assert wire.requests["TransactWriteItems"] == 2
