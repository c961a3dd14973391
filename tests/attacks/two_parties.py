"""Another party opens an account with the owner's address, and the owner proves the address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.domain.log_in.one_time_tokens import TokenPurpose
from tests.component.customer_managed.credential_calls import (
    confirm_change,
    request_change,
    request_reset,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.identity_providers.calls import token_of
from tests.component.customer_managed.identity_providers.published_providers import answers
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import claims_of
from tests.component.migration.imports import PASSWORD as IMPORTED_PASSWORD
from tests.component.migration.imports import imported, with_hash

if TYPE_CHECKING:
    from tests.component.api import Api
    from tests.component.customer_managed.identity_providers.calls import Sso
    from tests.component.customer_managed.storefront import Storefront
    from tests.component.tenants import Configure
    from tests.jwt_issuer import JwtIssuer

OWN, OTHERS = "the owner's pass phrase", "the other's pass phrase"


@dataclass
class Scene:
    """A tenant, a stranger's address, and what the other party has got hold of."""

    storefront: Storefront
    api: Api
    sso: Sso
    provider: JwtIssuer
    configure: Configure
    email: str
    number: str = ""
    password: str = OTHERS
    sessions: list[dict[str, Any]] = field(default_factory=list)

    def log_in_as_other(self) -> None:
        """The other party begins a session, and has a message sent to an address of its own."""
        tokens = self.storefront.logged_in_elsewhere(self.email, self.password)
        self.sessions.append(tokens)
        other = Own(self.storefront, self.number, tokens["access_token"])
        mail = f"other.{secrets.token_hex(4)}@example.com"
        assert request_change(other, self.email, mail, self.password).status == 204

    def others_token(self, **claims: Any) -> str:
        """A token of a provider that has not verified the address, for a subject of the other's."""
        return token_of(self.provider, self.email, **{"sub": "other", "email_verified": None, **claims})

    def sent(self, number: str, purpose: TokenPurpose) -> str:
        return sent_token(self.storefront.tenant, number, purpose)

    def others_change(self) -> str | None:
        """The token in the message to the other's own address, if there is one."""
        if stored_token(self.storefront.tenant, self.number, TokenPurpose.EMAIL_CHANGE) is None:
            return None
        return self.sent(self.number, TokenPurpose.EMAIL_CHANGE)


def by_sign_up(scene: Scene) -> None:
    scene.number = scene.storefront.sign_up(scene.email, OTHERS).json["id"]
    scene.log_in_as_other()


def by_sign_up_with_double_opt_in(scene: Scene) -> None:
    scene.configure("signUp.doubleOptIn", True)
    scene.number = scene.storefront.sign_up(scene.email, OTHERS).json["id"]


def by_a_sellers_create(scene: Scene) -> None:
    scene.number = scene.api.created({"contactEmail": scene.email, "password": OTHERS})
    scene.log_in_as_other()


def by_an_invitation(scene: Scene) -> None:
    scene.number = scene.api.created({"contactEmail": scene.email})


def by_an_import(scene: Scene) -> None:
    scene.password = IMPORTED_PASSWORD
    (scene.number,) = imported(scene.api.as_("customer.import_manage"), with_hash(scene.email))
    scene.log_in_as_other()


def by_a_provider(scene: Scene) -> None:
    tokens = scene.sso.exchanged(scene.others_token(), visit=scene.storefront.new_visit())
    scene.number = str(claims_of(tokens["access_token"])["customerNumber"])
    scene.sessions.append(tokens)


def by_a_provider_that_counts_subjects(scene: Scene) -> None:
    scene.configure("ssoCustomerIdentifierField", "SUBJECT")
    by_a_provider(scene)


OPENINGS = (
    by_sign_up,
    by_sign_up_with_double_opt_in,
    by_a_sellers_create,
    by_an_invitation,
    by_an_import,
    by_a_provider,
    by_a_provider_that_counts_subjects,
)


def by_a_reset(scene: Scene) -> str:
    assert request_reset(scene.storefront, scene.email).status == 204
    token = scene.sent(scene.number, TokenPurpose.PASSWORD_RESET)
    assert reset(scene.storefront, token, OWN).status == 204
    return str(claims_of(scene.storefront.logged_in(scene.email, OWN)["access_token"])["customerNumber"])


def by_an_exchange(scene: Scene) -> str:
    tokens = scene.sso.exchanged(token_of(scene.provider, scene.email))
    return str(claims_of(tokens["access_token"])["customerNumber"])


def by_social_log_in(scene: Scene) -> str:
    answers(scene.provider, {"access_token": "provider's", "id_token": token_of(scene.provider, scene.email)})
    answer = scene.sso.log_in("a code")
    assert answer.status == 200, answer.text
    return str(claims_of(answer.json["access_token"])["customerNumber"])


PROOFS = (by_a_reset, by_an_exchange, by_social_log_in)


def others_ways_in(scene: Scene, change: str | None) -> list[str]:
    """What still works of what the other party has; `change`: the token in a message to its own address."""
    ways = []
    if scene.storefront.log_in(scene.email, scene.password).status != 401:
        ways.append("password")
    for tokens in scene.sessions:
        if scene.storefront.validated(tokens["access_token"]).status != 401:
            ways.append("access token")
        if scene.storefront.refresh(tokens["refresh_token"]).status != 400:
            ways.append("refresh token")
    if change is not None and confirm_change(scene.storefront, change).status != 400:
        ways.append("change of the address")
    if scene.sso.exchange(scene.others_token()).status == 200:
        ways.append("provider")
    return ways
