"""Imports, as a client writes them."""

import hashlib
from base64 import b64encode
from typing import Any

from shared.adapters.dynamodb.items.one_time_token import OneTimeTokenItem
from shared.adapters.dynamodb.keys import legacy_account_key, one_time_token_key
from shared.adapters.dynamodb.writes import Item
from shared.domain.log_in.account import Account
from shared.runtime.wiring import wiring
from tenant_managed.migration import import_customers
from tests.component.api import Answer, Api, Handler
from tests.component.stored_accounts import stored_account

ROUTE = "POST /customer/{tenant}/customers/import"
PASSWORD = "gl4sshouse"
PUBLISHED_HASH = ":".join(
    (
        "1",
        "1000",
        b64encode(b"salt-of-16-bytes").decode(),
        b64encode(hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), b"salt-of-16-bytes", 1000)).decode(),
    )
)


def with_hash(email: str = "anna@example.com", encoded: str = PUBLISHED_HASH, **members: Any) -> Any:
    """A customer whose password hash can be verified."""
    return {"account": {"email": email, "passwordHash": encoded}, **members}


def with_legacy_hash(email: str = "anna@example.com", uid: str = "u1", **members: Any) -> Any:
    """A customer whose password hash is of the legacy scheme."""
    digest = hashlib.sha512(f"{PASSWORD}{uid}".encode()).digest()
    legacy = {
        "algorithm": "hybris-sha512-uid-salt",
        "hash": b64encode(digest).decode(),
        "context": {"originalUid": uid},
    }
    return {"account": {"email": email, "legacyAuth": legacy}, **members}


def send(
    api: Api, *elements: Any, handler: Handler = import_customers.lambda_handler, **options: Any
) -> Answer:
    """POST /customers/import."""
    return api.request(handler, ROUTE, list(elements), **options)


def imported(api: Api, *elements: Any) -> list[str]:
    """The numbers of customers that are imported without fail."""
    answer = send(api, *elements)
    assert [element["code"] for element in answer.json] == [201] * len(elements), answer.text
    return [element["id"] for element in answer.json]


def account_of(api: Api, email: str) -> Account:
    """The log-in account of an e-mail address."""
    account = stored_account(api.tenant, email)
    assert account is not None
    return account


def waiting_item(api: Api, email: str) -> Item | None:
    """Return the entry of an e-mail address in the tenant's waiting list."""
    return wiring().table.get(legacy_account_key(api.tenant, email))


def reset_token(api: Api, number: str) -> Any:
    """Return the token of the customer's password reset, if one was requested."""
    raw = wiring().table.get(one_time_token_key(api.tenant, number, "PASSWORD_RESET"))
    return OneTimeTokenItem.from_raw_data(raw) if raw is not None else None
