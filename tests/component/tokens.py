"""Tokens of every kind, genuine and not, and what the real authorizer makes of them."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from authorizer import authorize_request
from shared.domain.callers import requirements
from shared.domain.callers.access import EVERYWHERE, SCOPES, Caller, grants_from, session_id_of
from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import new_account
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Storefront, Visitor, VisitTokens
from shared.runtime.environment import environment
from shared.runtime.wiring import wiring
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.log_in_for_customer import log_in_for_customer
from shared.use_cases.sessions.visiting import begin_visit
from tests.component.admins import make_admin
from tests.component.identity.oauth import claims_of, client_of_scene, token
from tools.rehearsal.stored import typical_customer

Context = Mapping[str, Any]
RESTRICTION = "DE"


@dataclass(frozen=True)
class Tokens:
    """Makes tokens of a tenant; `scope` is what the operation at hand requires, if it does."""

    tenant: str
    other_tenant: str
    scope: str | None

    def service(self, *words: str, tenant: str | None = None) -> str:
        """The token of a service with these scopes."""
        return token(client_of_scene(tenant or self.tenant, " ".join(words)))

    def visit(self, tenant: str | None = None) -> VisitTokens:
        """The tokens of an anonymous visitor."""
        tenant = tenant or self.tenant
        client = client_of_scene(tenant, public=True)
        return begin_visit(wiring().visit_ports, Storefront(tenant, client.id, _issuer()), {})

    def customer(self, tenant: str | None = None, *, on_hold: bool = False) -> tuple[Customer, SessionTokens]:
        """A new customer who is ADMIN of its company, and the tokens of its session."""
        email = f"{secrets.token_hex(6)}@example.com"
        customer = typical_customer(tenant or self.tenant, secrets.token_hex(8), email)
        wiring().customers.create(customer, new_account(customer), recreates=False, created_by="test")
        make_admin(customer.tenant, customer.number, customer.legal_entities[0].id)
        tokens = session_of(customer)
        if on_hold:
            held = replace(customer, on_hold=True, version=customer.version + 1)
            wiring().customers.revise(customer, lambda _: held, updated_by="test")
        return customer, tokens

    def assisted(self) -> str:
        """The token with which somebody acts for a new customer who is ADMIN of its company."""
        customer, _ = self.customer()
        service = Caller(self.tenant, "back-office", {}, int(time.time()) + 60)
        tokens = log_in_for_customer(
            wiring().assistance_ports,
            service,
            EVERYWHERE,
            customer.number,
            legal_entity_id=None,
            actor="back-office",
            issuer=_issuer(),
        )
        return tokens.access_token


def session_of(customer: Customer) -> SessionTokens:
    """The tokens of a new session of the customer, which any storefront can refresh."""
    tokens = begin_session(
        wiring().session_ports,
        Visitor(secrets.token_hex(16), "shop", _issuer(), is_service=True),
        customer,
        (),
    )
    assert tokens is not None
    return tokens


def session_id_for(customer: Customer) -> str:
    """The id of a new session of the customer."""
    session_id: str = session_id_of(claims_of(session_of(customer).access_token))
    return session_id


def resigned(access_token: str, **changes: Any) -> str:
    """A token of ours that says something else."""
    return wiring().token_signer.sign({**claims_of(access_token), **changes})


def authorized(access_token: str) -> Context:
    """The authorizer's verdict on a token, as functions get it."""
    headers = {"authorization": f"Bearer {access_token}"}
    event = {"headers": headers, "requestContext": {"domainName": "customers.test"}}
    answer = json.loads(json.dumps(authorize_request.lambda_handler(event, None)))
    assert answer["isAuthorized"] is True
    context: Context = answer["context"]
    return context


def _issuer() -> str:
    return environment().issuer("")


def _all_but(scope: str | None, *as_good: str | None) -> list[str]:
    """Every scope that does not lead to this one, to its `_own` form, or to one that is as good."""
    lacking = {scope, f"{scope}_own", *as_good}
    former = {(scope or "").replace("_read", "_manage").replace("_view", "_manage")}
    return sorted(each for each in SCOPES - former if lacking.isdisjoint(grants_from([each], None)))


def _ended(tokens: Tokens) -> Context:
    customer, session = tokens.customer()
    own = session_id_of(claims_of(session.access_token))
    wiring().sessions.end(customer.tenant, customer.number, own, family=None)
    return authorized(session.access_token)


def _without_scope(tokens: Tokens) -> Context:
    _, session = tokens.customer()
    as_good = {each.by_role for each in REQUIREMENTS if each.scope == tokens.scope and each.by_role}
    words = [f"tenant={tokens.tenant}", *_all_but(tokens.scope, *as_good)]
    return authorized(resigned(session.access_token, scope=" ".join(words)))


REQUIREMENTS = [each for each in vars(requirements).values() if isinstance(each, requirements.Requirement)]


def _expired_customer(tokens: Tokens) -> Context:
    _, session = tokens.customer()
    return authorized(resigned(session.access_token, exp=int(time.time()) - 60))


KINDS: dict[str, Callable[[Tokens], Context | None]] = {
    "none": lambda _: None,
    "anonymous": lambda tokens: authorized(tokens.visit().access_token),
    "anonymous of another tenant": lambda t: authorized(t.visit(t.other_tenant).access_token),
    "customer": lambda tokens: authorized(tokens.customer()[1].access_token),
    "customer without the scope": _without_scope,
    "customer of another tenant": lambda t: authorized(t.customer(t.other_tenant)[1].access_token),
    "service that acts for a customer": lambda tokens: authorized(tokens.assisted()),
    "service": lambda tokens: authorized(tokens.service(*SCOPES)),
    "service without the scope": lambda t: authorized(t.service(*_all_but(t.scope))),
    "service of another tenant": lambda t: authorized(t.service(*SCOPES, tenant=t.other_tenant)),
    "restricted service": lambda t: authorized(t.service(*(f"{s}--{RESTRICTION}" for s in SCOPES))),
    "expired service": lambda t: authorized(resigned(t.service(*SCOPES), exp=int(time.time()) - 60)),
    "expired customer": _expired_customer,
    "expired since it was authorized": lambda t: {
        **authorized(t.service(*SCOPES)),
        "expiresAt": int(time.time()) - 1,
    },
    "customer whose session has ended": _ended,
    "customer on hold": lambda tokens: authorized(tokens.customer(on_hold=True)[1].access_token),
    "saas token": lambda tokens: authorized(tokens.customer()[1].saas_token),
    "refresh token of a customer": lambda tokens: authorized(tokens.customer()[1].refresh_token),
    "refresh token of a visitor": lambda tokens: authorized(tokens.visit().refresh_token),
    "forged": lambda tokens: authorized(tokens.service(*SCOPES)[:-8] + "AAAAAAAA"),
    "malformed": lambda _: authorized("sample"),
}
"""The tokens that a caller may present, by their names in the access table."""
