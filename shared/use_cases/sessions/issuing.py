"""The tokens of a session: access token, refresh token and `saas_token`."""

import hmac
import re
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from shared.domain.callers.access import OWN_SESSION
from shared.domain.callers.tokens import ACCESS_TOKEN_USE
from shared.domain.customers.customer import Customer
from shared.domain.log_in.sessions import InvalidRefreshToken, Session, SessionTokens, customer_scope
from shared.domain.roles import acted, scopes_of
from shared.ports.callers import KeyedHash, TokenSigner
from shared.ports.log_in import SessionStore
from shared.ports.tenants import TenantConfiguration

_REFRESH_TOKEN = re.compile(
    r"(?P<number>[a-zA-Z0-9_-]{1,66})\.(?P<session>[!-~]{1,255})\.(?P<generation>[0-9]{1,9})\.(?P<seal>[0-9a-f]{64})"
)


@dataclass(frozen=True, kw_only=True)
class SessionPorts:
    """Ports for beginning and refreshing sessions."""

    sessions: SessionStore
    tenants: TenantConfiguration
    signer: TokenSigner
    hashes: KeyedHash


def issued(
    ports: SessionPorts,
    customer: Customer,
    session: Session,
    *,
    issuer: str,
    initial_password: bool = False,
) -> SessionTokens:
    """Return the tokens of the session as it is now. `issuer` is the name we go by to this client.

    One that is for a company has the scopes of the customer's role there, which costs a request.
    """
    issued_at = int(time.time())
    configuration = ports.tenants.of(customer.tenant)
    expires_in = configuration.access_token_seconds
    if session.actor is not None:
        expires_in = session.expires_at - issued_at
    company = session.legal_entity_id
    role = ports.sessions.role_of(customer, company) if company is not None else None
    if session.actor is not None:
        role = acted(role)
    common: dict[str, Any] = {
        "iss": issuer,
        "sub": customer.number,
        "tenant": customer.tenant,
        "iat": issued_at,
        "exp": issued_at + expires_in,
    }
    if session.actor is not None:
        common["act"] = {"sub": session.actor}  # RFC 8693: who acts for the subject
    access: dict[str, Any] = {
        **common,
        "client_id": session.client_id,
        "token_use": ACCESS_TOKEN_USE,
        "scope": customer_scope(customer.tenant, scopes_of(role, configuration.role_scopes)),
        "jti": str(uuid.uuid4()),
        "customerNumber": customer.number,
        "sessionId": session.visit_id,
        "family": session.family,
        "email": customer.email,
    }
    if session.id != session.visit_id:
        access[OWN_SESSION] = session.id
    if company is not None:
        access["legalEntityId"] = company
    tokens = SessionTokens(
        session_id=session.visit_id,
        scope=access["scope"],
        access_token=ports.signer.sign(access),
        expires_in=expires_in,
        saas_token=ports.signer.sign({**common, "token_use": "saas"}),
        initial_password=initial_password,
    )
    if session.actor is not None:
        return tokens
    return replace(
        tokens,
        refresh_token=refresh_token(ports.hashes, session),
        refresh_token_expires_in=session.refresh_seconds,
    )


def refresh_token(hashes: KeyedHash, session: Session) -> str:
    """Return the refresh token of the session's generation. It is not stored, but computed each time."""
    seal = _seal(hashes, session, session.generation)
    return f"{session.customer_number}.{session.id}.{session.generation}.{seal}"


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """The parts of a refresh token that has not been verified yet."""

    customer_number: str
    session_id: str
    generation: int
    seal: str = field(repr=False)

    def belongs_to(self, session: Session, hashes: KeyedHash) -> bool:
        """Return whether this service made it for the session."""
        return hmac.compare_digest(self.seal, _seal(hashes, session, self.generation))


def parsed_refresh_token(text: str) -> RefreshToken:
    """Return the parts of a refresh token. Raises `InvalidRefreshToken`."""
    match = _REFRESH_TOKEN.fullmatch(text)
    if match is None:
        raise InvalidRefreshToken
    return RefreshToken(match["number"], match["session"], int(match["generation"]), match["seal"])


def _seal(hashes: KeyedHash, session: Session, generation: int) -> str:
    parts = (session.tenant, session.customer_number, session.id, session.family, str(generation))
    return hashes.of("refresh token", *parts).hex()
