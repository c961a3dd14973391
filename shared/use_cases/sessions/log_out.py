"""End a session."""

from dataclasses import dataclass

from shared.domain.callers.access import Caller, session_id_of
from shared.domain.errors import BadParameter, Forbidden
from shared.ports.callers import OwnTokens
from shared.ports.log_in import SessionStore


@dataclass(frozen=True, kw_only=True)
class LogOutPorts:
    """Ports for a log-out."""

    sessions: SessionStore
    own_tokens: OwnTokens


def log_out(ports: LogOutPorts, caller: Caller, access_token: str | None, *, issuer: str) -> None:
    """End the session of the access token, else the caller's: its tokens are dead at once.

    Raises `BadParameter` for anything other than a token of ours, `Forbidden` for one of another customer.
    """
    session_id, family = caller.own.session_id, caller.own.family
    if access_token is not None:
        claims = ports.own_tokens.claims(access_token, issuer)
        if claims is None or "customerNumber" not in claims:
            raise BadParameter("Query parameter 'accessToken' is not an access token of a customer.")
        if (claims["tenant"], claims["customerNumber"]) != (caller.tenant, caller.own.number):
            raise Forbidden("The access token in the query belongs to another customer.")
        session_id, family = session_id_of(claims), claims.get("family")
    ports.sessions.end(caller.tenant, caller.own.number, session_id, family=family)
