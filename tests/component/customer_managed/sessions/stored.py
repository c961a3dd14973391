"""Sessions as they are stored, to make them older than a test can wait."""

from dataclasses import replace
from typing import Any

from shared.adapters.dynamodb.items.session import session_item
from shared.adapters.dynamodb.writes import Put
from shared.domain.callers.access import session_id_of
from shared.domain.log_in.sessions import Session
from shared.runtime.wiring import wiring
from tests.component.customer_managed.storefront import claims_of


def session_of(access_token: str) -> Session:
    """The stored session of a customer's access token."""
    claims = claims_of(access_token)
    found = wiring().sessions.find(claims["tenant"], claims["customerNumber"], session_id_of(claims))
    assert found is not None
    return found[1]


def sessions_of(access_token: str) -> list[Session]:
    """All stored sessions of the customer."""
    claims = claims_of(access_token)
    found = wiring().sessions.of_customer(claims["tenant"], claims["customerNumber"])
    assert found is not None
    return list(found[1])


def change(access_token: str, **attributes: Any) -> None:
    """Store the session with other attributes."""
    store(replace(session_of(access_token), **attributes))


def store(session: Session) -> None:
    """Put a session where sessions are."""
    wiring().table.write(Put(session_item(session)))
