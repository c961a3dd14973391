"""Anything but a one-time token of the purpose, the tenant and the customer is 400, in the same words."""

from collections.abc import Callable, Mapping

import pytest

from customer_managed.profile import delete_profile
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import (
    confirm,
    confirm_change,
    in_session,
    request_change,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import stored_client

DELETE = "DELETE /customer/{tenant}/me"
MAX_NUMBER = 66


def delete(storefront: Storefront, token: str) -> Answer:
    """DELETE /me?token=, by the customer whom the token names, or else by any other."""
    number = token.partition(".")[0]
    if (
        len(number) > MAX_NUMBER
        or not number.isalnum()
        or wiring().customers.find(storefront.tenant, number) is None
    ):
        number = Api(storefront.tenant).created()
    own = in_session(storefront, number)
    return own.call(delete_profile.lambda_handler, DELETE, query={"token": token})


USES: Mapping[TokenPurpose, Callable[[Storefront, str], Answer]] = {
    TokenPurpose.OPT_IN: confirm,
    TokenPurpose.PASSWORD_RESET: reset,
    TokenPurpose.EMAIL_CHANGE: confirm_change,
    TokenPurpose.DELETION: delete,
}
every_purpose = pytest.mark.parametrize("purpose", TokenPurpose)


@pytest.fixture
def tokens(
    storefront: Storefront, configure: Callable[[str, object], None], email: str
) -> dict[TokenPurpose, str]:
    """One token of each purpose, each of another customer."""
    own = signed_up(storefront, email)
    request_change(own, email, f"new-{email}")
    other = signed_up(storefront, f"other-{email}")
    request_reset(storefront, f"other-{email}")
    fourth = signed_up(storefront, f"fourth-{email}")
    fourth.call(delete_profile.lambda_handler, DELETE)
    configure("signUp.doubleOptIn", True)
    third = storefront.sign_up(f"third-{email}").json["id"]
    return {
        TokenPurpose.EMAIL_CHANGE: sent_token(storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE),
        TokenPurpose.PASSWORD_RESET: sent_token(storefront.tenant, other.number, TokenPurpose.PASSWORD_RESET),
        TokenPurpose.OPT_IN: sent_token(storefront.tenant, third, TokenPurpose.OPT_IN),
        TokenPurpose.DELETION: sent_token(storefront.tenant, fourth.number, TokenPurpose.DELETION),
    }


def assert_refused(answer: Answer) -> None:
    assert (answer.status, answer.json) == (
        400,
        {
            "status": 400,
            "type": "bad_request",
            "message": "The token is invalid, expired or already used; request a new one.",
        },
    )


@every_purpose
def test_one_of_another_purpose(
    storefront: Storefront, tokens: dict[TokenPurpose, str], purpose: TokenPurpose
) -> None:
    for other in tokens.keys() - {purpose}:
        assert_refused(USES[purpose](storefront, tokens[other]))

    assert USES[purpose](storefront, tokens[purpose]).status < 300


@every_purpose
def test_one_of_another_tenant(
    storefront: Storefront, other_tenant: str, tokens: dict[TokenPurpose, str], purpose: TokenPurpose
) -> None:
    client = stored_client(other_tenant, "", public=True)

    assert_refused(USES[purpose](Storefront(other_tenant, client.id), tokens[purpose]))


@every_purpose
def test_one_in_the_name_of_another_customer(
    storefront: Storefront, tokens: dict[TokenPurpose, str], purpose: TokenPurpose
) -> None:
    _, nonce, seal = tokens[purpose].split(".")
    for other in tokens.values():
        number = other.partition(".")[0]
        if number != tokens[purpose].partition(".")[0]:
            assert_refused(USES[purpose](storefront, f"{number}.{nonce}.{seal}"))


@every_purpose
def test_one_whose_seal_is_not_ours(
    storefront: Storefront, tokens: dict[TokenPurpose, str], purpose: TokenPurpose
) -> None:
    number, nonce, seal = tokens[purpose].split(".")
    forged = seal[:-1] + ("0" if seal[-1] != "0" else "1")

    assert_refused(USES[purpose](storefront, f"{number}.{nonce}.{forged}"))


@every_purpose
@pytest.mark.parametrize(
    "text",
    [
        "x",
        "1.2.3",
        "..",
        "1" * 5000,
        "48201735." + "0" * 32,
        "48201735." + "0" * 32 + "." + "g" * 64,
        "a#b\0\n",
    ],
)
def test_a_text_that_is_not_a_token(storefront: Storefront, purpose: TokenPurpose, text: str) -> None:
    assert_refused(USES[purpose](storefront, text))
