"""How many requests sign-up and changes of what customers log in with make to DynamoDB."""

from collections import Counter
from collections.abc import Callable

import pytest

from customer_managed.credentials import (
    add_own_log_in,
    change_password,
    confirm_email_change,
    request_email_change,
    request_password_reset,
    reset_password,
)
from customer_managed.profile import delete_profile
from customer_managed.sign_up import confirm_sign_up, resend_activation, sign_up
from shared.domain.log_in.one_time_tokens import TokenPurpose
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    CHANGE_PASSWORD,
    CONFIRM,
    CONFIRM_EMAIL_CHANGE,
    NEW_PASSWORD,
    REQUEST_EMAIL_CHANGE,
    REQUEST_RESET,
    RESEND,
    RESET,
    in_session,
    request_change,
    request_reset,
    sent_token,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import PASSWORD, SIGN_UP, Storefront
from tests.component.wire import Wire

FURTHER_MESSAGE = Counter(UpdateItem=1, TransactWriteItems=1)
FIRST_MESSAGE_OF_THE_HOUR = FURTHER_MESSAGE + Counter(PutItem=1)
FIRST_NOTICE_OF_THE_HOUR = Counter(UpdateItem=1, PutItem=1)


@pytest.fixture
def wire(storefront: Storefront, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A wire that the check of the session takes too; the configuration is cached, the visitor known."""
    wire = Wire()
    wire.wiring.tenants.of(storefront.tenant)
    assert storefront.visit
    return wire


def test_a_sign_up_takes_two(storefront: Storefront, wire: Wire, email: str) -> None:
    assert storefront.sign_up(f"first-of-the-hour-{email}").status == 201
    body = {
        "email": email,
        "password": PASSWORD,
        "customerAddress": {"contactName": "Anna"},
        "signup": {"email": f"log-in-{email}", "password": PASSWORD},
    }

    with wire.counting() as requests:
        answer = storefront.call(
            wire.through(sign_up.lambda_handler), SIGN_UP, body, headers={"Idempotency-Key": "one"}
        )

    assert answer.status == 201
    assert requests == Counter(UpdateItem=1, TransactWriteItems=1)


def test_a_sign_up_that_is_to_be_confirmed_takes_four_and_two_more_in_an_hours_first(
    storefront: Storefront, configure: Callable[[str, object], None], wire: Wire, email: str
) -> None:
    configure("signUp.doubleOptIn", True)

    # Two counts of an hour are begun, or go on: messages to the address, and sign-ups from the source.
    for counting in (Counter(UpdateItem=2, PutItem=2), Counter(UpdateItem=2)):
        with wire.counting() as requests:
            handler = wire.through(sign_up.lambda_handler)
            answer = storefront.call(handler, SIGN_UP, {"email": email, "password": PASSWORD})
        assert answer.status == 201
        assert requests == Counter(Query=1, TransactWriteItems=1) + counting


def test_a_confirmed_sign_up_takes_five(
    storefront: Storefront, configure: Callable[[str, object], None], wire: Wire, email: str
) -> None:
    configure("signUp.doubleOptIn", True)
    number = storefront.sign_up(email).json["id"]
    token = sent_token(storefront.tenant, number, TokenPurpose.OPT_IN)

    with wire.counting() as requests:
        handler = wire.through(confirm_sign_up.lambda_handler)
        answer = storefront.call(handler, CONFIRM, parameters={"token": token})

    assert answer.status == 200
    assert requests == Counter(BatchGetItem=1, GetItem=1, Query=1, TransactWriteItems=2)


def test_another_activation_message_takes_four(
    storefront: Storefront, configure: Callable[[str, object], None], wire: Wire, email: str
) -> None:
    configure("signUp.doubleOptIn", True)
    storefront.sign_up(email)
    handler = wire.through(resend_activation.lambda_handler)

    with wire.counting() as requests:
        storefront.call(handler, RESEND, {"email": email})

    assert requests == Counter(Query=1, GetItem=1) + FURTHER_MESSAGE


def test_a_reset_message_takes_four_and_one_that_is_not_sent_one_to_three(
    own: Own, wire: Wire, email: str
) -> None:
    handler = wire.through(request_password_reset.lambda_handler)

    for sending in (FIRST_MESSAGE_OF_THE_HOUR, FURTHER_MESSAGE, FURTHER_MESSAGE, Counter(UpdateItem=1)):
        with wire.counting() as requests:
            own.storefront.call(handler, REQUEST_RESET, {"email": email})
        assert requests == Counter(Query=1, GetItem=1) + sending

    with wire.counting() as requests:
        own.storefront.call(handler, REQUEST_RESET, {"email": f"nobody-{email}"})
    assert requests == Counter(Query=1)


def test_a_reset_takes_five(own: Own, wire: Wire, email: str) -> None:
    request_reset(own.storefront, email)
    token = sent_token(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)

    with wire.counting() as requests:
        handler = wire.through(reset_password.lambda_handler)
        answer = own.storefront.call(handler, RESET, {"token": token, "password": NEW_PASSWORD})

    assert answer.status == 204
    assert requests == Counter(BatchGetItem=1, GetItem=1, TransactWriteItems=1) + FIRST_NOTICE_OF_THE_HOUR


def test_another_password_takes_seven(own: Own, wire: Wire) -> None:
    body = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}

    with wire.counting() as requests:
        answer = own.call(wire.through(change_password.lambda_handler), CHANGE_PASSWORD, body)

    assert answer.status == 204
    counts = Counter(BatchGetItem=3, UpdateItem=1, TransactWriteItems=1)
    assert requests == counts + FIRST_NOTICE_OF_THE_HOUR


def test_a_request_for_another_email_address_takes_eight(own: Own, wire: Wire, email: str) -> None:
    handler = wire.through(request_email_change.lambda_handler)
    body = {"email": email, "password": PASSWORD, "newEmail": f"new-{email}"}
    proof = Counter(BatchGetItem=3, UpdateItem=1, TransactWriteItems=1)

    for sending in (FIRST_MESSAGE_OF_THE_HOUR, FURTHER_MESSAGE):
        with wire.counting() as requests:
            own.call(handler, REQUEST_EMAIL_CHANGE, body)
        assert requests == proof + Counter(Query=1) + sending


def test_its_confirmation_takes_three(own: Own, wire: Wire, email: str) -> None:
    request_change(own, email, f"new-{email}")
    token = sent_token(own.storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)

    with wire.counting() as requests:
        handler = wire.through(confirm_email_change.lambda_handler)
        answer = own.storefront.call(handler, CONFIRM_EMAIL_CHANGE, {"token": token})

    assert answer.status == 204
    assert requests == Counter(BatchGetItem=1, GetItem=1, TransactWriteItems=1)


def test_a_deletion_is_asked_for_in_four_and_carried_out_in_three(own: Own, wire: Wire) -> None:
    handler, route = wire.through(delete_profile.lambda_handler), "DELETE /customer/{tenant}/me"
    session = Counter(BatchGetItem=1)

    for sending in (FIRST_MESSAGE_OF_THE_HOUR, FURTHER_MESSAGE):
        with wire.counting() as requests:
            own.call(handler, route)
        assert requests == session + Counter(BatchGetItem=1) + sending
    token = sent_token(own.storefront.tenant, own.number, TokenPurpose.DELETION)

    with wire.counting() as requests:
        answer = own.call(handler, route, query={"token": token})

    assert answer.status == 204
    assert requests == session + Counter(BatchGetItem=1, TransactWriteItems=1)


def test_a_log_in_for_who_has_none_takes_five(
    api: Api, storefront: Storefront, wire: Wire, email: str
) -> None:
    own = in_session(storefront, api.created({"contactEmail": email}))
    handler = wire.through(add_own_log_in.lambda_handler)

    with wire.counting() as requests:
        answer = own.call(handler, "POST /customer/{tenant}/me/accounts/internal", {"password": PASSWORD})

    assert answer.status == 202
    assert requests == Counter(BatchGetItem=2, GetItem=1) + FURTHER_MESSAGE + Counter(PutItem=1)
