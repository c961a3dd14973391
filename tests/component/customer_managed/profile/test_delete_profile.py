"""DELETE /customer/{tenant}/me: asked for, then confirmed with the token of a message."""

from typing import Any

import pytest

from customer_managed.profile import delete_profile
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.messages.events import EventName
from tests.component.api import Answer, Api
from tests.component.customer_data.conftest import deletions
from tests.component.customer_data.stored import Deletions, clean_up, places_of
from tests.component.customer_managed.credential_calls import change, in_session, sent_token, stored_token
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.conftest import bus, bus_url, heard, shared_bus, stream
from tests.component.events.heard import Heard, said
from tests.component.tenants import Configure

__all__ = ["bus", "bus_url", "deletions", "heard", "shared_bus", "stream"]

ROUTE = "DELETE /customer/{tenant}/me"
DELETION = TokenPurpose.DELETION


def delete(own: Own, token: str | None = None, **options: Any) -> Answer:
    query = {"token": token} if token is not None else {}
    return own.call(delete_profile.lambda_handler, ROUTE, query=query, **options)


def requested(own: Own) -> str:
    """The token of the message that the customer asks for."""
    assert delete(own).status == 202
    return sent_token(own.storefront.tenant, own.number, DELETION)


class TestARequest:
    def test_deletes_nothing_and_sends_a_message_to_the_log_in(
        self, own: Own, email: str, heard: Heard, configure: Configure
    ) -> None:
        configure("customer.deletion.redirecturl", "https://shop.example.com/bye?a=1")

        answer = delete(own)

        event = said(heard.only(EventName.DELETION_REQUEST))
        assert (answer.status, answer.text, own.get().status) == (202, "", 200)
        assert (event["email"], event["customerNumber"]) == (email, own.number)
        assert event["url"] == f"https://shop.example.com/bye?a=1&token={event['token']}"

    def test_sends_three_messages_an_hour_and_answers_alike(self, own: Own) -> None:
        tokens = [requested(own) for _ in range(MESSAGES + 1)]

        assert len(set(tokens)) == MESSAGES

    def test_of_a_customer_without_any_address_is_refused(self, api: Api, storefront: Storefront) -> None:
        own = in_session(storefront, api.created({"lastName": "Weber"}))

        assert delete(own).status == 409


class TestAConfirmedDeletion:
    def test_is_the_tenants_with_its_event_and_all_that_goes_with_it(
        self, own: Own, email: str, api: Api, deletions: Deletions
    ) -> None:
        token = requested(own)

        answer = delete(own, token)

        assert (answer.status, answer.text) == (204, "")
        assert own.get().status == 401
        assert own.storefront.log_in(email).status == 401
        assert api.get(own.number).status == 404
        (deleted,) = deletions.taken()
        assert (deleted.payload["email"], deleted.payload["triggeredBy"]) == (email, own.number)
        assert clean_up(deleted) == []
        assert {place for place in places_of(api.tenant) if place[0] == "C"} == {("C", "PROFILE")}
        assert own.storefront.sign_up(email).status == 201

    @pytest.mark.parametrize("token", ["", "sample", "1001." + "0" * 32 + "." + "0" * 64])
    def test_needs_the_token_of_the_message(self, own: Own, token: str) -> None:
        requested(own)

        assert delete(own, token).status == 400
        assert own.get().status == 200

    def test_needs_the_token_that_was_sent_to_the_caller(self, own: Own, storefront: Storefront) -> None:
        other = signed_up(storefront, "other@example.com")

        assert delete(own, requested(other)).status == 400
        assert (own.get().status, other.get().status) == (200, 200)

    def test_needs_the_latest_token_and_none_of_another_purpose(self, own: Own) -> None:
        first = requested(own)
        requested(own)

        assert delete(own, first).status == 400
        assert delete(own, first.replace(first.split(".")[1], "0" * 32)).status == 400

    def test_does_not_outlive_the_password(self, own: Own) -> None:
        token = requested(own)
        assert change(own).status == 204

        assert delete(own, token).status == 400

    def test_is_refused_where_the_profile_is_not_the_one_that_was_read(self, own: Own) -> None:
        token, tag = requested(own), own.get().headers["ETag"]
        own.patch({"lastName": "Koch"})

        assert delete(own, token, headers={"If-Match": tag}).status == 412
        assert stored_token(own.storefront.tenant, own.number, DELETION) is not None
        tag = own.get().headers["ETag"]
        assert delete(own, token, headers={"If-Match": tag}).status == 204
