"""An e-mail address is one customer's alone: as a log-in, or as the contact address of who is no CONTACT."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from customer_managed.credentials import confirm_email_change
from customer_managed.sign_up import sign_up
from shared.adapters.dynamodb.items.email_claim import KnownClaims, claim
from shared.adapters.dynamodb.keys import email_claim_key
from shared.adapters.dynamodb.writes import Delete
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.runtime.wiring import wiring
from shared.use_cases.credentials.one_time_tokens import minted
from tests.component.api import Answer, Api
from tests.component.customer_managed.conftest import email, own, storefront
from tests.component.customer_managed.credential_calls import NEW_PASSWORD, request_reset, reset, sent_token
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import Storefront
from tests.component.rivals import at_once
from tests.component.stored_accounts import stored_account
from tests.component.stored_customers import customer_of

__all__ = ["email", "own", "storefront"]

LOG_IN, REACHED_AT = "anna@example.com", "Anna.Office@Example.com"
SPELLINGS = [REACHED_AT, REACHED_AT.lower(), "ANNA.OFFICE@EXAMPLE.COM"]


@pytest.fixture
def anna(api: Api) -> str:
    """A customer who is reached at another address than the one it logs in with."""
    number = api.created({"contactEmail": LOG_IN, "password": "a long pass phrase"})
    assert api.patch(number, {"contactEmail": REACHED_AT}).status == 200
    return number


def claims(api: Api, address: str) -> str | None:
    """Return the number of the customer who claims the address without logging in with it."""
    raw = wiring().table.get(email_claim_key(api.tenant, address))
    return None if raw is None else str(raw["customerNumber"]["S"])


def change_log_in(storefront: Storefront, number: str, address: str, *, syncs: bool = False) -> Answer:
    """Confirm a change of the log-in to the address, which was asked for before."""
    tenant = storefront.tenant
    customer = customer_of(tenant, number)
    token = new_one_time_token(
        customer,
        TokenPurpose.EMAIL_CHANGE,
        email=customer.email or "",
        now=2_000_000_000,
        new_email=address,
        syncs_contact_email=syncs,
    )
    assert wiring().credentials.send(token, asked_for=address)
    text = minted(wiring().keyed_hashes, tenant, number, token.purpose, token.nonce)
    route = "POST /customer/{tenant}/me/accounts/internal/email/change/confirm"
    return storefront.call(confirm_email_change.lambda_handler, route, {"token": text})


TAKES: Mapping[str, Callable[[Api, str], Answer]] = {
    "POST": lambda api, address: api.create({"contactEmail": address}),
    "PUT of a new number": lambda api, address: api.put("new", {"contactEmail": address}),
    "a first contactEmail": lambda api, address: api.patch(api.created(), {"contactEmail": address}),
    "another contactEmail": lambda api, address: api.patch(
        api.created({"contactEmail": "ben@example.com"}), {"contactEmail": address}
    ),
    "CONTACT to CUSTOMER": lambda api, address: api.patch(
        api.created({"type": "CONTACT", "contactEmail": address}), {"type": "CUSTOMER"}
    ),
}


class TestAnAddressThatSomebodyIsReachedAt:
    @pytest.mark.usefixtures("anna")
    @pytest.mark.parametrize("spelling", SPELLINGS)
    @pytest.mark.parametrize("take", TAKES.values(), ids=TAKES.keys())
    def test_is_nobody_elses(self, api: Api, take: Callable[[Api, str], Answer], spelling: str) -> None:
        answer = take(api, spelling)

        message = f"Duplicate account '{spelling}' for tenant '{api.tenant}'."
        assert (answer.status, answer.json["message"]) == (409, message)
        assert stored_account(api.tenant, spelling) is None

    @pytest.mark.usefixtures("anna")
    def test_is_not_a_sign_ups(self, api: Api, storefront: Storefront) -> None:
        assert storefront.sign_up(REACHED_AT).status == 409
        assert stored_account(api.tenant, REACHED_AT) is None

    @pytest.mark.usefixtures("anna")
    def test_is_not_the_contact_address_of_a_sign_up_either(self, storefront: Storefront) -> None:
        log_in = {"email": "ben@example.com", "password": "a long pass phrase"}

        assert storefront.sign_up(REACHED_AT, signup=log_in).status == 409

    @pytest.mark.usefixtures("anna")
    def test_does_not_become_anothers_log_in(self, api: Api, storefront: Storefront) -> None:
        number = api.created({"contactEmail": "ben@example.com", "password": "a long pass phrase"})

        assert change_log_in(storefront, number, REACHED_AT).status == 409
        assert api.get(number).json["email"] == "ben@example.com"

    def test_may_be_a_contacts(self, api: Api, anna: str) -> None:
        assert api.create({"type": "CONTACT", "contactEmail": REACHED_AT}).status == 201
        assert claims(api, REACHED_AT) == anna

    def test_may_become_the_log_in_of_the_customer_itself(
        self, api: Api, anna: str, storefront: Storefront
    ) -> None:
        assert change_log_in(storefront, anna, REACHED_AT).status == 204

        assert api.get(anna).json["email"] == REACHED_AT
        assert claims(api, REACHED_AT) is None
        assert api.create({"contactEmail": LOG_IN}).status == 201  # free by now

    def test_stays_when_the_log_in_moves_away_from_it(self, api: Api, storefront: Storefront) -> None:
        number = api.created({"contactEmail": LOG_IN, "password": "a long pass phrase"})

        assert change_log_in(storefront, number, "new@example.com").status == 204

        assert (claims(api, LOG_IN), claims(api, "new@example.com")) == (number, None)
        assert api.create({"contactEmail": LOG_IN}).status == 409

    def test_goes_with_the_log_in_where_that_is_wanted(
        self, api: Api, anna: str, storefront: Storefront
    ) -> None:
        assert change_log_in(storefront, anna, "new@example.com", syncs=True).status == 204

        assert claims(api, REACHED_AT) is None
        assert api.create({"contactEmail": REACHED_AT}).status == 201

    @pytest.mark.parametrize("by", ["another address", "the log-in", "deletion"])
    def test_is_free_once_it_is_left(self, api: Api, anna: str, by: str) -> None:
        if by == "deletion":
            assert api.delete(anna).status == 202
        else:
            body = {"contactEmail": "elsewhere@example.com" if by == "another address" else LOG_IN}
            assert api.patch(anna, body).status == 200

        assert claims(api, REACHED_AT) is None
        assert api.create({"contactEmail": REACHED_AT}).status == 201

    def test_is_kept_by_a_change_of_anything_else(self, api: Api, anna: str) -> None:
        assert api.patch(anna, {"title": "Dr", "contactEmail": REACHED_AT.upper()}).status == 200

        assert claims(api, REACHED_AT) == anna


class TestALogIn:
    @pytest.mark.parametrize("spelling", ["anna@example.com", "ANNA@Example.com"])
    def test_is_nobody_elses_contact_address(self, api: Api, own: Own, spelling: str) -> None:
        api.created({"contactEmail": LOG_IN})

        for answer in (
            own.patch({"contactEmail": spelling}),
            api.patch(own.number, {"contactEmail": spelling}),
            api.put(own.number, {"contactEmail": spelling}),
        ):
            assert answer.status == 409


class TestRaces:
    def test_of_all_who_take_an_address_in_either_way_one_gets_it(self, api: Api) -> None:
        number = api.created({"contactEmail": "ben@example.com"})
        wanted = "wanted@example.com"

        def take(rival: int) -> Answer:
            body = {"contactEmail": wanted}
            return api.patch(number, body) if rival % 2 else api.create(body)

        answers = {answer.status for answer in at_once(take)}

        by_contact = api.get(number).json["contactEmail"] == wanted
        log_in = stored_account(api.tenant, wanted)
        assert by_contact is (log_in is None)
        assert answers <= {200, 201, 409}
        assert claims(api, wanted) == (number if by_contact else None)

    def test_two_who_want_to_be_reached_at_one_address(self, api: Api) -> None:
        numbers = [api.created({"contactEmail": f"{name}@example.com"}) for name in ("ben", "bo", "cara")]

        body = {"contactEmail": "office@example.com"}
        answers = at_once(lambda rival: api.patch(numbers[rival], body), rivals=len(numbers))

        assert sorted(answer.status for answer in answers) == [200, 409, 409]


class TestWhatOtherReleasesLeft:
    def test_a_claim_of_somebody_deleted_is_in_nobodys_way(self, api: Api, storefront: Storefront) -> None:
        leave_claim(api, "gone", REACHED_AT)

        assert api.create({"contactEmail": REACHED_AT}).status == 201
        leave_claim(api, "gone", "second@example.com")
        assert storefront.sign_up("second@example.com").status == 201

    @pytest.mark.parametrize("how", ["contact address", "log-in"])
    def test_a_claim_of_somebody_who_has_moved_on_is_not_either(
        self, api: Api, anna: str, how: str, storefront: Storefront
    ) -> None:
        leave_claim(api, anna, "before@example.com")
        number = api.created({"contactEmail": "ben@example.com", "password": "a long pass phrase"})

        if how == "log-in":
            assert change_log_in(storefront, number, "before@example.com").status == 204
        else:
            assert api.patch(number, {"contactEmail": "before@example.com"}).status == 200
            assert claims(api, "before@example.com") == number

    def test_a_customer_without_its_claim_is_changed_and_deleted_as_ever(self, api: Api, anna: str) -> None:
        wiring().table.write(Delete(email_claim_key(api.tenant, REACHED_AT)))

        assert api.patch(anna, {"title": "Dr"}).status == 200
        assert api.patch(anna, {"contactEmail": "elsewhere@example.com"}).status == 200
        assert api.delete(anna).status == 202

    @pytest.mark.parametrize("change", ["contact address", "deletion"])
    def test_nor_is_one_whose_address_another_has_claimed(self, api: Api, anna: str, change: str) -> None:
        wiring().table.write(Delete(email_claim_key(api.tenant, REACHED_AT)))
        other = api.created({"contactEmail": "ben@example.com"})
        assert api.patch(other, {"contactEmail": REACHED_AT}).status == 200

        if change == "deletion":
            assert api.delete(anna).status == 202
        else:
            assert api.patch(anna, {"contactEmail": "elsewhere@example.com"}).status == 200

        assert claims(api, REACHED_AT) == other


def leave_claim(api: Api, number: str, address: str) -> None:
    """Leave the claim of a customer who does not, or no longer, need it."""
    like = customer_of(api.tenant, api.created())
    wiring().table.write(claim(replace(like, number=number), address, KnownClaims())[0])


def test_a_customer_whose_contact_address_another_claims_goes_with_its_log_in(api: Api) -> None:
    # Given two customers with one contact address from before there were claims, of whom one claims it
    first = api.created({"contactEmail": LOG_IN})
    api.patch(first, {"contactEmail": REACHED_AT})
    wiring().table.write(Delete(email_claim_key(api.tenant, REACHED_AT)))
    second = api.created({"contactEmail": "ben@example.com"})
    assert api.patch(second, {"contactEmail": REACHED_AT}).status == 200

    # When the other one is deleted
    assert api.delete(first).status == 202

    # Then its log-in is free again, and the claim stays where it is
    assert stored_account(api.tenant, LOG_IN) is None
    assert claims(api, REACHED_AT) == second
    assert api.create({"contactEmail": LOG_IN}).status == 201


@pytest.mark.parametrize("is_log_in", [True, False], ids=["log-in", "contact"])
def test_a_sign_up_that_waits_is_not_kept_from_its_account_by_a_contact_address(
    api: Api, storefront: Storefront, configure: Callable[[str, object], None], email: str, is_log_in: bool
) -> None:
    """Otherwise anybody could keep the owner of an address from a reset, which goes to the latest sign-up."""
    # Given a sign-up for the owner's address whose contact address is, or becomes, another customer's
    configure("signUp.doubleOptIn", True)
    number = _signed_up(storefront, REACHED_AT, email)
    other = api.created({"contactEmail": REACHED_AT if is_log_in else "ben@example.com"})
    if not is_log_in:
        assert api.patch(other, {"contactEmail": REACHED_AT}).status == 200

    # When the owner resets the password
    assert request_reset(storefront, email).status == 204
    token = sent_token(api.tenant, number, TokenPurpose.PASSWORD_RESET)
    answer = reset(storefront, token)

    # Then the account is the owner's, who is reached at the address that is proven
    assert answer.status == 204
    assert storefront.log_in(email, NEW_PASSWORD).status == 200
    assert api.get(number).json["contactEmail"] == email
    assert api.numbers(q=f"contactEmail:{email}") == [number]
    assert claims(api, REACHED_AT) == (None if is_log_in else other)


def _signed_up(storefront: Storefront, contact_email: str, log_in: str) -> str:
    route, log_in_of = "POST /customer/{tenant}/signup", {"email": log_in, "password": "a long pass phrase"}
    body = {"email": contact_email, "password": "a long pass phrase", "signup": log_in_of}
    answer = storefront.call(sign_up.lambda_handler, route, body)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])
