"""Attempts to get, keep or use a role in a company without having it."""

import itertools
from collections.abc import Callable, Mapping

import pytest

from customer_managed.sessions import validate_token
from customer_management import list_contact_assignments
from shared.domain.roles import Role
from shared.runtime.wiring import wiring
from tenant_managed.sessions import end_sessions, list_sessions
from tests.attacks.company_roles import ADMIN, BUYER, CONTACT, body_of, contacts, state
from tests.attacks.own_table import WRITES
from tests.component.api import Answer, Api
from tests.component.companies.api import ASSIGNMENTS, MANAGE, MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.groups.calls import OF_CUSTOMERS, Company, GroupApi
from tests.component.identity.oauth import claims_of
from tests.component.tenants import set_value

ROLES = tuple(Role)
Made = Callable[..., str]
SESSIONS = "/customer/{tenant}/customers/{customerNumber}/sessions"


@pytest.fixture
def other(company: Company) -> Company:
    """Another company, with an ADMIN and a contact of its own."""
    CompanyApi(company.api.as_(MANAGE)).created("Zeta", id="zeta")
    made = Company(company.api, "zeta", company.store)
    made.contact("rival", "ADMIN")
    made.contact("zoe")
    return made


COLLEAGUE_CALLS: Mapping[str, Callable[[Api, str], Answer]] = {
    "change": lambda me, number: me.patch(number, {"firstName": "Bo"}),
    "list sessions": lambda me, number: me.request(
        list_sessions.lambda_handler, f"GET {SESSIONS}", customerNumber=number
    ),
    "end sessions": lambda me, number: me.request(
        end_sessions.lambda_handler, f"DELETE {SESSIONS}", customerNumber=number
    ),
    "create": lambda me, _number: me.create({"firstName": "New"}),
    "promote": lambda me, number: GroupApi(me).add(ADMIN, number),
    "demote": lambda me, number: GroupApi(me).add(CONTACT, number),
    "change assignment": lambda me, number: contacts(me).put(f"acme-{number}", body_of(number)),
    "unassign": lambda me, number: contacts(me).delete(f"acme-{number}"),
}
"""What only an ADMIN does to a colleague; read back or undone by nobody, so the last ones destroy."""


@pytest.mark.parametrize("role", ROLES)
def test_only_an_admin_manages_colleagues(company: Company, role: Role) -> None:
    me = company.contact("me", role)
    before = state(company)

    answers = {name: call(me, "bea").status for name, call in COLLEAGUE_CALLS.items()}

    if role is Role.ADMIN:
        assert all(status < 300 for status in answers.values()), answers
    else:
        assert set(answers.values()) == {403}, answers
        assert state(company) == before
    # Whoever belongs to the company reads its colleagues and groups, and manages itself.
    assert me.get("boss").status == me.patch("me", {"firstName": "Me"}).status == 200
    assert GroupApi(me).users(ADMIN).status == 200


@pytest.mark.parametrize("role", ROLES)
def test_members_are_written_as_the_role_says(company: Company, role: Role) -> None:
    """The table of members, once more with each role that groups give."""
    me = company.contact("me", role)

    for member, (value, of_oneself, of_colleague) in WRITES.items():
        for number, expected in (("me", of_oneself), ("bea", of_colleague)):
            may = number == "me" or role is Role.ADMIN
            refused = expected == "refused (403)" or not may
            if member in {"active", "onHold"} and number == "me":
                refused = True
            answer = me.patch(number, {member: value})
            assert (answer.status == 403) is refused, (member, number, answer.text)


def test_nobody_takes_a_stranger_into_its_company(company: Company, other: Company) -> None:
    """An ADMIN would see and manage whomever it could assign."""
    boss = company.as_contact("boss")
    company.store(number="loner")
    before = state(company)

    for number, by_put in itertools.product(("loner", "zoe", "rival", "nobody"), (False, True)):
        if by_put:
            answer = contacts(boss).put(f"new-{number}", body_of(number))
        else:
            answer = contacts(boss).create("acme", number)
        # The same, whether or not there is such a customer.
        assert (answer.status, answer.problems) == (400, {"customer.id": f"there is no customer '{number}'"})
    assert GroupApi(boss).add(BUYER, "zoe").status == 400
    assert state(company) == before
    assert boss.get("zoe").status == boss.get("loner").status == 404


@pytest.mark.parametrize("legal_entity", ["acme", None])
def test_nobody_takes_contacts_from_a_company_without_being_its_admin(
    company: Company, other: Company, legal_entity: str | None
) -> None:
    """They would be seen by another company, and no ADMIN of their own could manage them any more."""
    other.contact("boss")
    boss = company.as_contact("boss", legal_entity=legal_entity)
    before = state(company)

    for number in ("zoe", "rival", "nobody"):
        for answer in (
            contacts(boss).create("acme", number),
            contacts(boss).put(f"new-{number}", body_of(number)),
        ):
            told = {"customer.id": f"there is no customer '{number}'"}
            assert (answer.status, answer.problems) == (400, told)
    assert state(company) == before

    other.wide.add("ADMIN.zeta", "boss")
    assert contacts(boss).create("acme", "zoe").status == 201
    assert contacts(boss).put("new-rival", body_of("rival")).status == 201


def test_an_admin_reaches_no_other_company(company: Company, other: Company) -> None:
    boss = company.as_contact("boss")
    before = state(company)

    answers = [
        GroupApi(boss).users("ADMIN.zeta"),
        GroupApi(boss).add("ADMIN.zeta", "boss"),
        GroupApi(boss).add("ADMIN.zeta", "zoe"),
        GroupApi(boss).remove("ADMIN.zeta", "rival"),
        contacts(boss).delete("zeta-zoe"),
        GroupApi(boss).of_user("zoe"),
    ]
    assert [answer.status for answer in answers] == [404] * 6
    assert contacts(boss).create("zeta", "bea").status == 400
    assert contacts(boss).put("new", body_of("bea", "zeta")).status == 400
    assert contacts(boss).put("zeta-zoe", body_of("zoe", "zeta")).status == 409
    assert contacts(boss).put("zeta-zoe", body_of("zoe")).status == 409
    assert state(company) == before


def test_a_role_counts_only_where_one_has_it(company: Company, other: Company) -> None:
    """ADMIN of one's own company, and a mere contact of another: by a token for either, and for none."""
    other.contact("boss", to="zeta")
    in_zeta, in_both = other.as_contact("boss"), company.as_contact("boss", legal_entity=None)
    before = state(company)

    for me in (in_zeta, in_both):
        assert GroupApi(me).users("ADMIN.zeta").status == 200
        assert GroupApi(me).add("ADMIN.zeta", "boss").status == 403
        assert GroupApi(me).add("BUYER.zeta", "zoe").status == 403
        assert contacts(me).delete("zeta-zoe").status == 403
        assert contacts(me).create("zeta", "bea").status == 403
        assert me.patch("zoe", {"firstName": "Bo"}).status == 403
        assert me.delete("zoe").status == 403
    assert state(company) == before
    assert GroupApi(in_zeta).add(BUYER, "bea").status == 404
    assert GroupApi(in_both).add(BUYER, "bea").status == 201


def test_an_admin_reads_the_assignments_of_its_company_alone(company: Company, other: Company) -> None:
    """However a list is asked for, and also where an id differs by its case alone."""
    CompanyApi(company.api.as_(MANAGE)).created("Namesake", id="ACME")
    Company(company.api, "ACME", company.store).contact("nora", "ADMIN")
    boss, mine = company.as_contact("boss"), ["acme-boss", "acme-bea"]
    wide = AssignmentApi(company.api.as_("customermanagement.contactassignment_read"))
    elsewhere = wide.listed(legalEntityId="zeta", pageSize="1").headers["X-Next-Cursor"]

    def ids(**query: str) -> list[str]:
        answer = contacts(boss).listed(**query)
        assert answer.status == 200, answer.text
        return [each["id"] for each in answer.json]

    assert ids() == ids(legalEntityId="acme") == ids(sort="legalEntity.id") == mine
    for query in (
        {"legalEntityId": "zeta"},
        {"legalEntityId": "ACME"},
        {"legalEntity.id": "zeta"},
        {"customer.id": "zoe"},
        {"q": "legalEntity.id:zeta"},
        {"q": "id:(zeta-zoe,zeta-rival)"},
    ):
        assert ids(**query) == [], query
    assert ids(q="compoundLogicalQuery:(legalEntity.id:zeta OR customer.id:bea)") == mine[1:]
    assert set(ids(next=elsewhere)) <= set(mine)
    assert contacts(boss).get("acme-bea").json["customer"]["id"] == "bea"
    assert contacts(boss).get("zeta-zoe").status == contacts(boss).get("nothing").status == 404
    headers = {"X-Total-Count": "true"}
    counted = boss.request(list_contact_assignments.lambda_handler, f"GET {ASSIGNMENTS}", headers=headers)
    assert counted.headers["X-Total-Count"] == "2"


def test_assignments_are_read_by_who_is_an_admin_now(company: Company) -> None:
    me = company.contact("me", "ADMIN")
    assert contacts(me).listed().status == contacts(me).get("acme-bea").status == 200

    for role in (BUYER, CONTACT):
        company.wide.add(role, "me")
        company.wide.remove(BUYER, "me")
        refused = [contacts(me).listed(), contacts(me).get("acme-bea"), contacts(me).get("acme-me")]
        assert [answer.status for answer in refused] == [403] * 3
        assert "Only an ADMIN" in refused[0].text
    company.store(number="loner")
    assert contacts(company.as_contact("loner", legal_entity=None)).listed().json == []
    own = "customermanagement.contactassignment_manage_own"
    assert contacts(company.api.as_(own)).listed().json == []
    assert contacts(company.api.as_(own)).get("acme-bea").status == 404


def test_an_assignment_by_an_admin_leads_to_no_other_company(company: Company, store: Made) -> None:
    companies = CompanyApi(company.api.as_(MANAGE))
    companies.created("Child", id="child", parentId="acme")
    child = Company(company.api, "child", store)
    child.contact("chief", "ADMIN")
    company.contact("chief2", "ADMIN", to="child")
    AssignmentApi(company.api.as_(MANAGE_CONTACTS)).delete("acme-chief")
    helper = child.as_contact("chief").create({"firstName": "Helper"}).json["id"]

    answer = contacts(child.as_contact("chief")).create("child", helper)

    assert answer.status == 201, answer.text
    customer = company.customer(helper)
    assert customer is not None
    assert [each.id for each in customer.legal_entities] == ["child"]


def test_a_changed_role_counts_from_the_next_request_on(company: Company) -> None:
    """Whatever scopes the token was given with its log-in, and without ending the session."""
    as_admin = (*OF_CUSTOMERS, "customermanagement.contactassignment_manage_own", "iam.group_manage_own")
    boss = company.as_contact("boss")
    former = company.api.of_customer("boss", boss.customer.session_id, *as_admin, legal_entity="acme")  # type: ignore[union-attr]
    company.contact("bob", "ADMIN")
    assert GroupApi(former).add(BUYER, "bea").status == 201

    assert GroupApi(company.as_contact("bob")).add(BUYER, "boss").status == 201

    assert GroupApi(former).add(ADMIN, "boss").status == 403
    assert contacts(former).create("acme", "bea").status == 403
    assert former.patch("bea", {"firstName": "Bo"}).status == 403
    assert former.get("bea").status == 200
    # And back: a token from before says nothing of the role, and is not ended.
    assert GroupApi(company.as_contact("bob")).add(ADMIN, "boss").status == 201
    assert GroupApi(boss).add(CONTACT, "bea").status == 201


def test_scopes_of_a_role_are_no_good_without_it(company: Company) -> None:
    """Scopes by themselves, as a forged issuer or a stale token would have them, let nobody in."""
    bea = company.as_contact("bea")
    claims = company.api.of_customer(
        "bea",
        bea.customer.session_id,  # type: ignore[union-attr]
        "customer.customer_manage_own",
        "customermanagement.contactassignment_manage_own",
        "iam.group_manage_own",
        "iam.assignment_create_own",
        legal_entity="acme",
    )
    assert GroupApi(claims).add(ADMIN, "bea").status == 403
    assert contacts(claims).delete("acme-boss").status == 403
    for service in (company.api.as_("iam.group_manage_own"), company.api.as_(*OF_CUSTOMERS)):
        assert GroupApi(service).add(ADMIN, "bea").status in {403, 404}
        assert GroupApi(service).users(ADMIN).status in {403, 404}
        assert contacts(service).create("acme", "bea").status == 403


def test_who_acts_for_an_admin_is_none(company: Company) -> None:
    from shared.domain.callers.access import EVERYWHERE, Caller
    from shared.http.authorizer_context import caller_from
    from shared.use_cases.sessions.log_in_for_customer import log_in_for_customer
    from tests.component.customer_managed.storefront import context_of

    tokens = log_in_for_customer(
        wiring().assistance_ports,
        Caller(company.api.tenant, "back-office", {}, 4_000_000_000),
        EVERYWHERE,
        "boss",
        legal_entity_id="acme",
        actor="back-office",
        issuer="https://customers.test",
    )
    caller = caller_from(context_of(tokens.access_token))
    assert caller.customer is not None
    helper = company.api.of_customer("boss", caller.customer.session_id, *OF_CUSTOMERS, legal_entity="acme")

    assert GroupApi(helper).ids() == [f"{role}.acme" for role in Role]
    assert GroupApi(helper).scopes().json["userId"] == "boss"
    words = claims_of(tokens.access_token)["scope"].split()
    assert (words, "order.order_manage_own" in words) == (
        GroupApi(helper).scopes().json["scopes"].split(),
        True,
    )
    assert not {"iam.group_manage_own", "customermanagement.contactassignment_manage_own"} & set(words)
    assert GroupApi(helper).add(BUYER, "bea").status == 403
    assert contacts(helper).delete("acme-bea").status == 403
    assert contacts(helper).get("acme-bea").status == contacts(helper).listed().status == 403


def test_a_role_does_not_outlive_its_company(company: Company) -> None:
    """One that is deleted, and made again under its id before its contacts are taken out of it."""
    companies = CompanyApi(company.api.as_(MANAGE))
    assert companies.delete("acme").status == 204
    companies.created("Acme again", id="acme")

    AssignmentApi(company.api.as_(MANAGE_CONTACTS)).created("acme", "boss", id="again")

    assert company.role("boss") == "CONTACT"
    assert GroupApi(company.as_contact("boss")).add(ADMIN, "boss").status == 403


WIDE = [
    "customer.customer_manage",
    "customer/customer_manage",
    "customer.customer_read--DE",
    "customermanagement.contactassignment_manage",
    "iam.group_manage_own",
    "iam.assignment_manage",
    "configuration.configuration_manage",
    "session-context.context_manage",
    "sessioncontext.context_manage",
    "tenant=other",
    "order.order_manage customer.customer_manage",
    "order.x\tcustomer.customer_manage",
    "",
]


@pytest.mark.parametrize("scope", WIDE)
def test_no_setting_gives_a_role_scopes_of_this_service(company: Company, scope: str) -> None:
    from tests.component.configuration.api import ConfigurationApi

    settings = ConfigurationApi(company.api.as_("configuration.configuration_manage"))
    answer = settings.create({"key": "companies.roleScopes", "value": {"BUYER": [scope]}})

    assert (answer.status, "BUYER" in answer.text) == (400, True), answer.text


def test_validation_says_the_scopes_of_the_role_now(company: Company) -> None:
    set_value(company.api.tenant, "companies.roleScopes", {"BUYER": ["order.approval_read_own"]})
    me = company.contact("me", "BUYER")

    def said() -> list[str]:
        answer = me.request(validate_token.lambda_handler, "GET /customer/{tenant}/validateauthtoken")
        words: list[str] = answer.json["scope"].split()
        return words

    assert {"order.order_manage_own", "order.approval_read_own"} < set(said())
    company.wide.remove(BUYER, "me")
    assert not any(word.startswith("order.") for word in said())
    assert GroupApi(me).scopes().json["scopes"].split() == said()
