"""Neither passwords and tokens nor personal data of sign-up and credentials are logged, whatever happens."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.credentials import (
    change_password,
    confirm_email_change,
    request_email_change,
    request_password_reset,
    reset_password,
)
from customer_managed.sign_up import confirm_sign_up, resend_activation, sign_up
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.runtime.wiring import Wiring
from tests.component.api import Handler
from tests.component.customer_managed.credential_calls import (
    CHANGE_PASSWORD,
    CONFIRM,
    CONFIRM_EMAIL_CHANGE,
    REQUEST_EMAIL_CHANGE,
    REQUEST_RESET,
    RESEND,
    RESET,
    sent_token,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import SIGN_UP, Storefront

CANARY = "canary"
SECRET = f"{CANARY} pass phrase"
ADDRESS = f"{CANARY}@example.com"
OTHER_ADDRESS = f"{CANARY}-other@example.com"
DETAILS = {"firstName": f"{CANARY} Anna", "mixins": {CANARY: {CANARY: CANARY}}}
SIGNING_UP = {
    "email": ADDRESS,
    "password": SECRET,
    "customerDetails": DETAILS,
    "customerAddress": {"contactName": f"{CANARY} Anna", "street": CANARY},
}
CHANGING = {"currentPassword": SECRET, "newPassword": f"new {SECRET}"}
CHANGING_EMAIL = {"email": ADDRESS, "password": f"new {SECRET}", "newEmail": OTHER_ADDRESS}


@pytest.fixture
def output(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """All that was written so far, on any stream and into any logger."""
    caplog.set_level(logging.INFO)  # below which no deployment logs

    def read() -> str:
        return "".join((*capfd.readouterr(), str([vars(record) for record in caplog.records])))

    return read


class Failure(Exception):
    """Its message quotes what must not be told."""


def failing(handler: Any) -> Handler:
    def fail(_: Wiring) -> Any:
        raise Failure(SECRET, ADDRESS)

    return replace(handler, uses=fail)  # type: ignore[no-any-return]


def test_by_operations_that_succeed_or_refuse(
    storefront: Storefront, configure: Callable[[str, object], None], output: Callable[[], str]
) -> None:
    configure("signUp.doubleOptIn", True)
    call = storefront.call

    def token(purpose: TokenPurpose) -> str:
        return sent_token(storefront.tenant, number, purpose)

    number = call(sign_up.lambda_handler, SIGN_UP, SIGNING_UP).json["id"]
    call(sign_up.lambda_handler, SIGN_UP, {**SIGNING_UP, "password": "canary"})
    call(sign_up.lambda_handler, SIGN_UP, SIGNING_UP)
    call(resend_activation.lambda_handler, RESEND, {"email": ADDRESS})
    opt_in = {"token": token(TokenPurpose.OPT_IN)}
    session = call(confirm_sign_up.lambda_handler, CONFIRM, parameters=opt_in).json
    call(confirm_sign_up.lambda_handler, CONFIRM, parameters=opt_in)
    own = {"token": session["access_token"]}
    call(change_password.lambda_handler, CHANGE_PASSWORD, {**CHANGING, "currentPassword": CANARY}, **own)
    call(change_password.lambda_handler, CHANGE_PASSWORD, CHANGING, **own)
    call(request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, CHANGING_EMAIL, **own)
    changing = {"token": token(TokenPurpose.EMAIL_CHANGE)}
    call(confirm_email_change.lambda_handler, CONFIRM_EMAIL_CHANGE, changing)
    call(request_password_reset.lambda_handler, REQUEST_RESET, {"email": OTHER_ADDRESS, "site": CANARY})
    resetting = {"token": token(TokenPurpose.PASSWORD_RESET), "password": SECRET}
    call(reset_password.lambda_handler, RESET, resetting)
    call(reset_password.lambda_handler, RESET, resetting)

    written = output()
    secrets = [session["access_token"], session["refresh_token"], session["saas_token"]]
    secrets += [given["token"] for given in (opt_in, changing, resetting)]
    assert '"operation":"reset_password"' in written
    assert len(set(secrets)) == 6
    assert CANARY not in written.lower()
    assert not [secret for secret in secrets if secret in written]


@pytest.mark.parametrize(
    ("module", "route", "body"),
    [
        (sign_up, SIGN_UP, SIGNING_UP),
        (resend_activation, RESEND, {"email": ADDRESS}),
        (confirm_sign_up, CONFIRM, None),
        (request_password_reset, REQUEST_RESET, {"email": ADDRESS}),
        (reset_password, RESET, {"token": CANARY, "password": SECRET}),
        (confirm_email_change, CONFIRM_EMAIL_CHANGE, {"token": CANARY}),
        (change_password, CHANGE_PASSWORD, CHANGING),
        (request_email_change, REQUEST_EMAIL_CHANGE, CHANGING_EMAIL),
    ],
)
def test_by_operations_that_break(
    own: Own, output: Callable[[], str], module: Any, route: str, body: Any
) -> None:
    is_own = module in (change_password, request_email_change)
    token = own.token if is_own else own.storefront.visit["access_token"]
    parameters = {"token": CANARY} if route == CONFIRM else None

    answer = own.storefront.call(
        failing(module.lambda_handler), route, body, token=token, parameters=parameters
    )

    written = output()
    assert (answer.status, answer.json["type"]) == (500, "internal_error")
    assert "unforeseen error" in written
    assert CANARY not in written + answer.text
