"""Calls that change what customers log in with, and the one-time tokens that they are sent for it."""

from dataclasses import replace
from typing import Any

from customer_managed.credentials import (
    change_password,
    confirm_email_change,
    request_email_change,
    request_password_reset,
    reset_password,
)
from customer_managed.sign_up import confirm_sign_up, resend_activation
from shared.adapters.dynamodb.items.one_time_token import token_from, token_put
from shared.adapters.dynamodb.items.tries import CountItem
from shared.adapters.dynamodb.keys import mail_count_key, one_time_token_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
from shared.domain.log_in.visits import Visitor
from shared.runtime.wiring import wiring
from shared.use_cases.credentials.one_time_tokens import minted
from shared.use_cases.sessions.beginning import begin_session
from tests.component.api import Answer, Handler
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.stored_customers import customer_of

NEW_PASSWORD = "an even longer pass phrase"
CONFIRM = "GET /customer/{tenant}/signup/optin/{token}"
RESEND = "POST /customer/{tenant}/signup/optin/refresh_token"
CHANGE_PASSWORD = "POST /customer/{tenant}/password/change"
REQUEST_RESET = "POST /customer/{tenant}/password/reset"
RESET = "POST /customer/{tenant}/password/reset/update"
REQUEST_EMAIL_CHANGE = "POST /customer/{tenant}/me/accounts/internal/email/change"
CONFIRM_EMAIL_CHANGE = "POST /customer/{tenant}/me/accounts/internal/email/change/confirm"


def confirm(storefront: Storefront, token: str, **options: Any) -> Answer:
    """GET /signup/optin/{token}."""
    handler = confirm_sign_up.lambda_handler
    return storefront.call(handler, CONFIRM, parameters={"token": token}, **options)


def resend(storefront: Storefront, email: str) -> Answer:
    """POST /signup/optin/refresh_token."""
    return storefront.call(resend_activation.lambda_handler, RESEND, {"email": email})


def change(own: Own, current: str = PASSWORD, new: str = NEW_PASSWORD, **options: Any) -> Answer:
    """POST /password/change."""
    body = {"currentPassword": current, "newPassword": new}
    return own.call(change_password.lambda_handler, CHANGE_PASSWORD, body, **options)


def request_reset(
    storefront: Storefront,
    email: str,
    handler: Handler = request_password_reset.lambda_handler,
    **members: Any,
) -> Answer:
    """POST /password/reset."""
    return storefront.call(handler, REQUEST_RESET, {"email": email, **members})


def reset(storefront: Storefront, token: str, password: str = NEW_PASSWORD, **options: Any) -> Answer:
    """POST /password/reset/update."""
    body = {"token": token, "password": password}
    return storefront.call(reset_password.lambda_handler, RESET, body, **options)


def request_change(own: Own, email: str, new_email: str, password: str = PASSWORD, **members: Any) -> Answer:
    """POST /me/accounts/internal/email/change."""
    body = {"email": email, "password": password, "newEmail": new_email, **members}
    return own.call(request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, body)


def confirm_change(storefront: Storefront, token: str) -> Answer:
    """POST /me/accounts/internal/email/change/confirm."""
    return storefront.call(confirm_email_change.lambda_handler, CONFIRM_EMAIL_CHANGE, {"token": token})


def stored_token(tenant: str, number: str, purpose: TokenPurpose) -> OneTimeToken | None:
    """The customer's present token of this purpose, if there is one."""
    raw = wiring().table.get(one_time_token_key(tenant, number, purpose))
    return token_from(raw) if raw is not None else None


def sent_token(tenant: str, number: str, purpose: TokenPurpose) -> str:
    """The token as the customer's last message of this purpose carries it."""
    token = stored_token(tenant, number, purpose)
    assert token is not None
    return minted(wiring().keyed_hashes, tenant, number, purpose, token.nonce)


def alter_token(tenant: str, number: str, purpose: TokenPurpose, **attributes: Any) -> None:
    """Store the customer's token with other attributes."""
    token = stored_token(tenant, number, purpose)
    assert token is not None
    wiring().table.write(token_put(replace(token, **attributes)))


def messages_asked_for(tenant: str, email: str, kind: TokenPurpose) -> int:
    """How many messages of this kind were sent to this e-mail address within the hour."""
    raw = wiring().table.get(mail_count_key(tenant, email, kind))
    item: Any = CountItem.from_raw_data(raw or {})
    return int(item.times)


def let_an_hour_pass(tenant: str, email: str, kind: TokenPurpose) -> None:
    """Have the hour be over in which messages to this e-mail address were counted."""
    over = CountItem.expires_at.set(1)
    wiring().table.write(Update(mail_count_key(tenant, email, kind), [over], CountItem.pk.exists()))


def in_session(storefront: Storefront, number: str) -> Own:
    """The customer in a session that no log-in has begun."""
    visitor = Visitor(storefront.new_visit()["sessionId"], storefront.client_id, "https://customers.test")
    tokens = begin_session(wiring().session_ports, visitor, customer_of(storefront.tenant, number), ())
    assert tokens is not None
    return Own(storefront, number, tokens.access_token)
