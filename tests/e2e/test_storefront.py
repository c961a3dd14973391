"""A customer's way through the deployed service, from visitor to a new password and a new e-mail address."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from tests.e2e.client import TENANT, Api, customers, new_visitor
from tests.e2e.deployment import Deployment
from tests.e2e.mail import Outbox

SHOP = f"/customer/{TENANT}"
ME = f"{SHOP}/me"
PASSWORD, NEW_PASSWORD = "a long pass phrase", "another pass phrase"


@pytest.fixture(scope="module")
def visitor(anyone: Api, deployment: Deployment, tenant: str) -> Api:
    return new_visitor(anyone, deployment, tenant)


def signed_up(visitor: Api, tenant: str = TENANT) -> tuple[str, str]:
    """Number and e-mail address of a new customer."""
    email = f"{uuid.uuid4()}@example.com"
    body = {"email": email, "password": PASSWORD, "customerAddress": {"contactName": "Anna Muster"}}
    answer = visitor.call("POST", f"/customer/{tenant}/signup", body)
    assert answer.status == 201, answer.data
    return answer.json()["id"], email


def log_in(visitor: Api, email: str, password: str = PASSWORD, tenant: str = TENANT) -> Any:
    return visitor.call("POST", f"/customer/{tenant}/login", {"email": email, "password": password})


def test_a_visitor_signs_up_logs_in_keeps_a_profile_and_logs_out(visitor: Api) -> None:
    number, email = signed_up(visitor)
    tokens = log_in(visitor, email).json()
    customer = replace(visitor, token=tokens["access_token"])

    patched = customer.call("PATCH", ME, {"firstName": "Anna"})
    put = customer.call("PUT", ME, {"lastName": "Muster"})
    me = customer.call("GET", f"{ME}?expand=addresses")
    nobody = visitor.call("GET", ME)
    valid = customer.call("GET", f"{SHOP}/validateauthtoken")
    refreshed = visitor.call("GET", f"{SHOP}/refreshauthtoken?refreshToken={tokens['refresh_token']}")
    out = customer.call("GET", f"{SHOP}/logout")
    after = customer.call("GET", ME)

    assert [answer.status for answer in (patched, put, me, valid, refreshed)] == [200] * 5
    assert (me.json()["id"], me.json()["firstName"], me.json()["lastName"]) == (number, "Anna", "Muster")
    assert [address["contactName"] for address in me.json()["addresses"]] == ["Anna Muster"]
    assert nobody.json()["customerNumber"] == "00000000"
    assert valid.json()["email"] == email
    assert (out.status, after.status) == (204, 401)


def test_customers_manage_their_addresses(visitor: Api) -> None:
    _, email = signed_up(visitor)
    customer = replace(visitor, token=log_in(visitor, email).json()["access_token"])

    created = customer.call("POST", f"{ME}/addresses", {"contactName": "Bo"})
    address = f"{ME}/addresses/{created.json()['id']}"
    patched = customer.call("PATCH", address, {"city": "Bonn"})
    replaced = customer.call("PUT", address, {"city": "Berlin"})
    tagged = customer.call("POST", f"{address}/tags?tags=A,B")
    untagged = customer.call("DELETE", f"{address}/tags?tags=A")
    read = customer.call("GET", address)
    listed = customer.call("GET", f"{ME}/addresses")
    deleted = customer.call("DELETE", address)

    answers = (created, patched, replaced, tagged, untagged, read, listed, deleted)
    assert [answer.status for answer in answers] == [201, 200, 204, 204, 204, 200, 200, 204]
    assert (read.json()["city"], read.json()["tags"]) == ("Berlin", ["B"])
    assert len(listed.json()) == 2


def test_sessions_are_seen_and_ended_by_the_customer_and_its_tenant(
    anyone: Api, deployment: Deployment, tenant: str, visitor: Api, manager: Api
) -> None:
    number, email = signed_up(visitor)
    elsewhere = [new_visitor(anyone, deployment, tenant) for _ in range(4)]
    here = replace(visitor, token=log_in(visitor, email).json()["access_token"])
    others = [replace(each, token=log_in(each, email).json()["access_token"]) for each in elsewhere]
    of_seller = f"{SHOP}/customers/{number}/sessions"

    own = here.call("GET", f"{ME}/sessions")
    first, *_, last = (each["id"] for each in own.json() if not each["current"])
    one = here.call("DELETE", f"{ME}/sessions/{first}")
    ended = manager.call("DELETE", f"{of_seller}/{last}")
    rest = here.call("DELETE", f"{ME}/sessions")
    after = [each.call("GET", ME).status for each in (here, *others)]
    seen = manager.call("GET", of_seller)
    log_in(elsewhere[0], email)
    all_of_them = manager.call("DELETE", of_seller)

    assert (own.status, len(own.json())) == (200, 5)
    assert [answer.status for answer in (one, ended, rest, all_of_them)] == [204] * 4
    assert after == [200, 401, 401, 401, 401]
    assert [each["id"] for each in seen.json()] == [each["id"] for each in own.json() if each["current"]]
    assert manager.call("GET", of_seller).json() == []
    assert here.call("GET", ME).status == 401


def test_a_password_is_changed_and_reset_and_an_email_address_changed(visitor: Api, outbox: Outbox) -> None:
    _, email = signed_up(visitor)
    customer = replace(visitor, token=log_in(visitor, email).json()["access_token"])
    change = f"{ME}/accounts/internal/email/change"
    new_email = f"new.{email}"

    passwords = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    changed = customer.call("POST", f"{SHOP}/password/change", passwords)
    forgotten = visitor.call("POST", f"{SHOP}/password/reset", {"email": email})
    token = outbox.next_token_to(email)
    reset = visitor.call("POST", f"{SHOP}/password/reset/update", {"token": token, "password": PASSWORD})
    customer = replace(visitor, token=log_in(visitor, email).json()["access_token"])
    asked = customer.call("POST", change, {"email": email, "password": PASSWORD, "newEmail": new_email})
    token = outbox.next_token_to(new_email)
    confirmed = visitor.call("POST", f"{change}/confirm", {"token": token})

    answers = (changed, forgotten, reset, asked, confirmed)
    assert [(answer.status, answer.data) for answer in answers] == [(204, b"")] * 5
    assert (log_in(visitor, email).status, log_in(visitor, new_email).status) == (401, 200)


def test_a_double_opt_in_is_confirmed(anyone: Api, deployment: Deployment, outbox: Outbox) -> None:
    careful = "careful"
    customers(deployment, "tenant", "create", careful, "--set", "signUp.doubleOptIn=true")
    visitor = new_visitor(anyone, deployment, careful)
    _, email = signed_up(visitor, careful)
    first = outbox.next_token_to(email)

    asleep = log_in(visitor, email, tenant=careful)
    again = visitor.call("POST", f"/customer/{careful}/signup/optin/refresh_token", {"email": email})
    token = outbox.next_token_to(email)
    void, awake = (visitor.call("GET", f"/customer/{careful}/signup/optin/{each}") for each in (first, token))

    assert [asleep.status, again.status, void.status, awake.status] == [401, 202, 400, 200]
    assert awake.json()["saasToken"]


def test_an_unknown_provider_opens_nothing(visitor: Api) -> None:
    exchange = visitor.call("POST", f"{SHOP}/exchangeauthtoken?subjectAccessToken=x.y.z")
    social = visitor.call("POST", f"{SHOP}/socialLogin?code=x&redirect_uri=https://shop.example.com/")

    assert [exchange.status, social.status] == [400, 400]
