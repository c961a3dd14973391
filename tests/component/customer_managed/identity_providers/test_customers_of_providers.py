"""A provider's subject finds a customer (`ssoCustomerIdentifierField`), or creates one."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from customer_managed.sessions import exchange_token
from shared.adapters.dynamodb.keys import account_key, customer_key, provider_account_key
from shared.adapters.dynamodb.table import Table
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.identity_providers.calls import Sso, token_of
from tests.component.customer_managed.storefront import PASSWORD, claims_of
from tests.component.tenants import Configure
from tests.component.wire import Wire
from tests.jwt_issuer import JwtIssuer


def number_of(tokens: dict[str, Any]) -> str:
    return str(claims_of(tokens["access_token"])["customerNumber"])


def test_an_unknown_customer_is_created_with_what_the_provider_knows(
    sso: Sso, provider: JwtIssuer, api: Api, email: str
) -> None:
    token = token_of(
        provider,
        email,
        sub="anna-7",
        email_verified=True,
        given_name="Anna",
        family_name="Kowalska",
        phone_number="+49 30 1234567",
        locale="de-DE",
        zoneinfo="Europe/Berlin",
    )

    number = number_of(sso.exchanged(token))

    customer = api.get(number, query={"expand": "accounts"}).json
    assert customer["email"] == customer["contactEmail"] == email
    assert (customer["firstName"], customer["lastName"]) == ("Anna", "Kowalska")
    assert (customer["contactPhone"], customer["preferredLanguage"]) == ("+49 30 1234567", "de-DE")
    assert customer["accounts"] == [{"id": email, "providerId": "anna-7"}]
    assert (customer["active"], customer["onHold"], customer["type"]) == (True, False, "CUSTOMER")
    assert customer["metadata"]["version"] == 1


def test_what_the_provider_knows_but_a_profile_cannot_hold_is_left_out(
    sso: Sso, provider: JwtIssuer, api: Api, email: str
) -> None:
    token = token_of(provider, email, given_name="A" * 300, family_name="Kowalska", locale="xx")

    customer = api.get(number_of(sso.exchanged(token))).json

    assert "firstName" not in customer
    assert (customer["lastName"], customer["preferredLanguage"]) == ("Kowalska", "en_US")


def test_what_the_provider_does_not_say_is_taken_from_the_visit(
    sso: Sso, provider: JwtIssuer, api: Api, email: str
) -> None:
    visit = sso.storefront.new_visit(language="de", currency="EUR", siteCode="DE")

    customer = api.get(number_of(sso.exchanged(token_of(provider, email, locale="fr"), visit=visit))).json

    assert (customer["preferredLanguage"], customer["preferredCurrency"]) == ("fr", "EUR")
    assert customer["preferredSite"] == "DE"


def test_a_created_customer_has_no_password_and_gets_no_message(
    sso: Sso, provider: JwtIssuer, table: Table, email: str
) -> None:
    tokens = sso.exchanged(token_of(provider, email))

    tenant = sso.storefront.tenant
    account = table.get(account_key(tenant, email))
    assert account is not None
    assert account.keys() & {"passwordHash", "unconfirmed"} == set()
    assert sso.storefront.log_in(email).status == 401
    assert wiring().credentials.awaiting(tenant, number_of(tokens), TokenPurpose.PASSWORD_RESET) is None


@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_a_returning_visitor_is_the_same_customer_and_keeps_its_profile(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str, identifier: str
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    first = number_of(sso.exchanged(token_of(provider, email, given_name="Anna")))
    before = api.get(first).json

    second = number_of(sso.exchanged(token_of(provider, email, given_name="Hanna")))

    after = api.get(first).json
    assert first == second
    assert {**after, "lastLogin": None} == {**before, "lastLogin": None}


def test_by_email_an_existing_account_is_used_as_it_is(
    sso: Sso, provider: JwtIssuer, api: Api, email: str
) -> None:
    created = sso.storefront.sign_up(email).json["id"]

    tokens = sso.exchanged(token_of(provider, email.upper()))

    assert number_of(tokens) == created
    customer = api.get(created, query={"expand": "accounts"}).json
    assert customer["accounts"] == [{"id": email}]
    assert customer["metadata"]["version"] == 1


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "false"}, {"email": None}, {"email": "anna"}],
    ids=str,
)
@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_without_a_verified_email_address_nobody_is_found_or_created(
    sso: Sso,
    provider: JwtIssuer,
    configure: Configure,
    email: str,
    claims: dict[str, Any],
    identifier: str,
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    sso.storefront.sign_up(email)

    answer = sso.exchange(token_of(provider, email, **claims))

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert answer.json["message"] == "The identity provider must supply a verified e-mail address."


@pytest.mark.usefixtures("by_subject")
def test_by_subject_a_customer_is_known_without_the_email_address(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    first = sso.exchanged(token_of(provider, email, sub="anna"))

    without = sso.exchanged(token_of(provider, None, sub="anna"))
    moved = sso.exchanged(token_of(provider, f"new-{email}", sub="anna"))

    assert number_of(first) == number_of(without) == number_of(moved)


@pytest.mark.usefixtures("by_subject")
def test_by_subject_no_existing_account_is_taken_over(sso: Sso, provider: JwtIssuer, email: str) -> None:
    sso.storefront.sign_up(email)

    answers = [sso.exchange(token_of(provider, address)) for address in (email, email.upper())]

    assert [(a.status, a.json["type"]) for a in answers] == [(409, "conflict_resource")] * 2
    assert answers[0].json["message"] == f"Duplicate account '{email}' for tenant '{sso.storefront.tenant}'."


@pytest.mark.usefixtures("by_subject")
def test_the_same_subject_of_another_issuer_is_somebody_else(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str
) -> None:
    first = number_of(sso.exchanged(token_of(provider, email, sub="1")))
    with JwtIssuer() as other:
        configure("sso.other", {"issuer": other.url, "clientId": "shop"})
        taken = sso.exchange(token_of(other, email, sub="1"), config="other")
        second = number_of(sso.exchanged(token_of(other, f"b{email}", sub="1"), config="other"))

    assert taken.status == 409
    assert first != second


def test_customers_created_by_email_are_known_by_subject_later(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str
) -> None:
    first = number_of(sso.exchanged(token_of(provider, email)))
    configure("ssoCustomerIdentifierField", "SUBJECT")

    assert number_of(sso.exchanged(token_of(provider, email))) == first


@pytest.mark.usefixtures("by_subject")
def test_a_long_issuer_and_subject_have_room(sso: Sso, provider: JwtIssuer, email: str) -> None:
    first, second = (sso.exchanged(token_of(provider, email, sub="ü" * 255)) for _ in range(2))

    assert number_of(first) == number_of(second)
    key = provider_account_key("t" * 16, "https://login.example.com/" + "a" * 2000, "ü" * 255)
    assert len(key.pk) < 100


@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_what_a_deleted_customer_left_leads_to_nobody_and_is_replaced(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str, identifier: str
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    first = number_of(sso.exchanged(token_of(provider, email)))
    assert api.delete(first).status == 202

    second = number_of(sso.exchanged(token_of(provider, email)))
    again = number_of(sso.exchanged(token_of(provider, email)))

    assert first != second == again


@pytest.mark.usefixtures("by_subject")
def test_a_link_does_not_lead_to_the_next_customer_with_the_same_number(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    number = number_of(sso.exchanged(token_of(provider, email)))
    api.delete(number)
    other = f"other-{email}"
    api.created({"id": number, "contactEmail": other, "password": PASSWORD})

    tokens = sso.exchanged(token_of(provider, email))

    assert number_of(tokens) != number


@pytest.mark.parametrize("state", [{"active": False}, {"onHold": True}], ids=str)
@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_a_customer_who_may_not_log_in_is_told_so_and_an_unknown_one_is_not_found(
    sso: Sso,
    provider: JwtIssuer,
    api: Api,
    configure: Configure,
    email: str,
    state: dict[str, bool],
    identifier: str,
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    number = number_of(sso.exchanged(token_of(provider, email)))
    api.patch(number, state)

    held = sso.exchange(token_of(provider, email))
    configure("ssoCustomerAutoprovisioningDisabled", True)
    unknown = sso.exchange(token_of(provider, f"new-{email}"))

    assert (held.status, held.json["type"]) == (401, "unauthorized")
    assert (unknown.status, unknown.json["type"]) == (404, "resource_not_found")
    assert email not in unknown.text


@pytest.mark.parametrize(
    ("setting", "value"), [("customerActiveOnCreation", False), ("customerOnHoldOnCreation", True)]
)
def test_a_customer_who_has_to_be_let_in_first_is_created_but_waits(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str, setting: str, value: bool
) -> None:
    configure(setting, value)

    first = sso.exchange(token_of(provider, email))
    (number,) = api.numbers(q=f"email:{email}")
    api.patch(number, {"active": True, "onHold": False})
    let_in = sso.exchanged(token_of(provider, email))

    assert first.status == 401
    assert number_of(let_in) == number


def test_nobody_is_created_where_the_tenant_does_not_want_it(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str
) -> None:
    configure("ssoCustomerAutoprovisioningDisabled", True)
    known = f"known-{email}"
    sso.storefront.sign_up(known)

    answers = [sso.exchange(token_of(provider, address)) for address in (email, known)]

    assert [a.status for a in answers] == [404, 200]
    assert len(api.numbers()) == 1


def test_an_address_that_only_folds_to_that_of_an_account_does_not_open_it(
    sso: Sso, provider: JwtIssuer, email: str
) -> None:
    sso.storefront.sign_up(f"k{email}")

    answers = [sso.exchange(token_of(provider, f"{k}{email}")) for k in ("\N{KELVIN SIGN}", "ｋ", "K")]

    assert [a.status for a in answers] == [401, 401, 200]


def test_a_new_customer_of_a_provider_does_not_wait_for_a_double_opt_in(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str
) -> None:
    configure("signUp.doubleOptIn", True)

    assert sso.exchange(token_of(provider, email)).status == 200


def test_a_customer_from_a_provider_is_its_own_creator(
    sso: Sso, provider: JwtIssuer, table: Table, email: str
) -> None:
    number = number_of(sso.exchanged(token_of(provider, email)))

    profile = table.get(customer_key(sso.storefront.tenant, number))
    assert profile is not None
    assert profile["updatedBy"] == {"S": number}


@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_exchanges_at_the_same_time_create_one_customer_and_all_get_tokens(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str, identifier: str
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    visits = [sso.storefront.new_visit() for _ in range(10)]

    with ThreadPoolExecutor(10) as pool:
        tokens = list(pool.map(lambda visit: sso.exchanged(token_of(provider, email), visit=visit), visits))

    assert {number_of(each) for each in tokens} == set(api.numbers())
    assert {each["session_id"] for each in tokens} == {visit["sessionId"] for visit in visits}
    assert all(sso.me(each["access_token"])["contactEmail"] == email for each in tokens)


@pytest.mark.usefixtures("by_subject")
def test_one_subject_with_two_addresses_at_the_same_time_is_one_customer(
    sso: Sso, provider: JwtIssuer, api: Api, email: str
) -> None:
    tokens = [token_of(provider, f"{n}-{email}", sub="anna") for n in range(6)]

    with ThreadPoolExecutor(6) as pool:
        numbers = {number_of(each) for each in pool.map(sso.exchanged, tokens)}

    assert numbers == set(api.numbers())
    assert len(numbers) == 1


@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_a_lost_answer_to_the_creation_does_not_matter(
    sso: Sso, provider: JwtIssuer, api: Api, configure: Configure, email: str, identifier: str
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    wire = Wire()
    wire.fail("TransactWriteItems", "lost", 1)

    sso.exchanged(token_of(provider, email), handler=wire.through(exchange_token.lambda_handler))

    assert len(api.numbers()) == 1


KNOWN = Counter(GetItem=1, PutItem=1, BatchGetItem=1, Query=1, TransactWriteItems=1)
NEW = Counter(GetItem=2, PutItem=1, BatchGetItem=2, Query=1, TransactWriteItems=2)


@pytest.mark.parametrize("identifier", ["EMAIL", "SUBJECT"])
def test_an_exchange_takes_few_requests(
    sso: Sso, provider: JwtIssuer, configure: Configure, email: str, identifier: str
) -> None:
    configure("ssoCustomerIdentifierField", identifier)
    wire = Wire()
    wire.wiring.tenants.of(sso.storefront.tenant)
    through = wire.through(exchange_token.lambda_handler)
    counted = []
    for _ in range(3):
        with wire.counting() as requests:
            sso.exchanged(token_of(provider, email), handler=through)
            counted.append(Counter(requests))

    # What is configured of the provider, in either setting, is read once a minute.
    assert counted == [NEW, KNOWN - Counter(GetItem=1), KNOWN - Counter(GetItem=1)]
