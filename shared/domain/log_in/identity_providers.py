"""Identity providers that vouch for customers: what a tenant configures, and which claims are trusted.

A tenant's setting `sso.<config>` describes a provider (api.md §3).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from shared.domain import domain_names, fields
from shared.domain.callers.tokens import MAX_SUBJECT
from shared.domain.errors import BadParameter, NotFound, Unauthorized
from shared.domain.tenants.configuration import DEFAULT_CONFIG, SSO_PREFIX, TOKEN_EXCHANGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.domain.customers.customer import Customer

_MEMBERS: Mapping[str, tuple[str, Callable[[str], str]]] = MappingProxyType(
    {
        "firstName": ("given_name", fields.text),
        "lastName": ("family_name", fields.text),
        "contactPhone": ("phone_number", fields.text),
        "preferredLanguage": ("locale", fields.language),
    }
)

# Of OpenID Connect. Others are of some providers: `token_use` of Cognito, `typ` of Keycloak.
_OF_ID_TOKENS = ("nonce", "at_hash", "c_hash", "s_hash")


class UnknownIdentityProvider(BadParameter):
    """The tenant has not configured an identity provider with this name."""

    def __init__(self) -> None:
        super().__init__(
            "Query parameter 'config' must name an identity provider of the tenant; without it, "
            f"'{SSO_PREFIX}{DEFAULT_CONFIG}' must be configured, or '{TOKEN_EXCHANGE}' for exchanges."
        )


class IncompleteIdentityProvider(BadParameter):
    """The tenant's configuration of the identity provider is not enough for this."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"The configuration of the identity provider must have {missing}.")


class UnacceptableProviderToken(BadParameter):
    """The token is not from the provider or not for this tenant, or has expired; all get one answer."""

    def __init__(self) -> None:
        super().__init__("The token is not a valid token of the identity provider.")


class IdTokenNotAccepted(BadParameter):
    """An ID token was sent for an exchange, and the tenant has not configured that they are exchanged."""

    def __init__(self) -> None:
        super().__init__("ID tokens of the identity provider are not exchanged; send an access token.")


class TokenUsedUp(BadParameter):
    """The token has been exchanged before."""

    def __init__(self) -> None:
        super().__init__("The token has been exchanged before; the customer has to log in again.")


class CodeRefused(BadParameter):
    """The provider does not give tokens for the authorization code."""

    def __init__(self) -> None:
        super().__init__("The identity provider does not accept the authorization code.")


class UnverifiedEmail(BadParameter):
    """The provider does not confirm that an e-mail address is the customer's."""

    def __init__(self) -> None:
        super().__init__("The identity provider must supply a verified e-mail address.")


class NobodyKnown(NotFound):
    """The identity is not a customer's, and the tenant creates none for it."""

    def __init__(self) -> None:
        super().__init__("No customer is known for this identity.")


class NotAdmitted(Unauthorized):
    """The one answer to a customer who may not log in, for any reason."""

    def __init__(self) -> None:
        super().__init__("This customer cannot log in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """An identity provider whose users may log in as customers of a tenant.

    `audience`: of the tokens that are exchanged. `accepts_id_tokens`: whether ID tokens are, too.
    `client_id`, `client_secret`: of the tenant at the provider.
    `token_url`: where codes are redeemed; by default, where the provider's discovery document says.
    `redirect_uri`: where the provider sends codes, for storefronts that do not say.
    `trusts_unverified_email`: the tenant knows that its e-mail addresses are those of its users.
    """

    issuer: str
    audience: str | None = None
    accepts_id_tokens: bool = False
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    token_url: str | None = None
    redirect_uri: str | None = None
    trusts_unverified_email: bool = False

    @property
    def exchange_audience(self) -> str:
        """Return the audience of tokens to exchange. Raises `IncompleteIdentityProvider` without one."""
        audience = self.audience or self.client_id
        if audience is None:
            raise IncompleteIdentityProvider("audience or clientId")
        return audience

    @property
    def known_client_id(self) -> str:
        """The tenant's client id at the provider. Raises `IncompleteIdentityProvider`."""
        if self.client_id is None:
            raise IncompleteIdentityProvider("clientId")
        return self.client_id

    def redirected_to(self, code: AuthorizationCode) -> str:
        """Return where this code was sent. Raises `BadParameter` where nobody says."""
        redirect_uri = code.redirect_uri or self.redirect_uri
        if redirect_uri is None:
            raise BadParameter("Query parameter 'redirect_uri' is required.")
        return redirect_uri


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCode:
    """The code that a provider gave a customer, with the proof that the tenant requested it.

    `redirect_uri`: where the provider sent it; without one, where the tenant has it sent.
    """

    code: str = field(repr=False)
    redirect_uri: str | None = None
    code_verifier: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ProviderTokens:
    """The tokens that a provider gives for a code."""

    access_token: str = field(repr=False)
    id_token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person that a provider has identified; `members`: members of the profile.

    `email_is_verified`: the provider says that the address is this person's.
    """

    issuer: str
    subject: str = field(repr=False)
    email: str | None = field(default=None, repr=False)
    email_is_verified: bool = False
    members: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def verified_email(self) -> str:
        """The e-mail address that the provider has verified as this person's. Raises `UnverifiedEmail`."""
        if self.email is None or not self.email_is_verified:
            raise UnverifiedEmail
        return self.email

    def owns(self, email: str) -> bool:
        """Return whether this is the address that the provider has verified.

        Accounts are looked up by folded addresses, but not every mail server takes local parts that fold
        alike for one mailbox. So in these only the case of ASCII letters may differ; domains are compared as
        they go on the wire.
        """
        if self.email is None or not self.email_is_verified:
            return False
        return _as_delivered(self.email) == _as_delivered(email)


def _as_delivered(email: str) -> tuple[bytes, str]:
    local_part, _, domain = email.rpartition("@")
    try:
        name = domain_names.on_the_wire(domain)
    except ValueError:
        name = domain.lower()
    return local_part.encode().lower(), name


@dataclass(frozen=True, slots=True)
class ExchangeableToken:
    """A token that a provider has issued for the tenant. `fingerprint`: of what the provider has signed."""

    identity: Identity
    fingerprint: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class ProviderAccount:
    """The customer, with its incarnation, that a provider's subject is linked to.

    `proof_id`: the customer's when it was linked. A link from before the address was proven counts no longer.
    """

    customer_number: str
    incarnation: str
    proof_id: str | None = None

    def leads_to(self, customer: Customer) -> bool:
        """Return whether the link counts, and is this customer's."""
        is_its_own = (self.customer_number, self.incarnation) == (customer.number, customer.incarnation)
        return is_its_own and self.proof_id == customer.proof_id


@dataclass(frozen=True, slots=True)
class ProviderLink:
    """The link of a customer to a provider's subject. `replaces`: a link that leads nowhere any more."""

    issuer: str
    subject: str = field(repr=False)
    replaces: ProviderAccount | None = None


def config_in(state: str) -> str | None:
    """Return the name of a provider that an OAuth `state` begins with, as in `<config>--<random>`."""
    name, separator, _ = state.partition("--")
    try:
        return fields.property_key(name) if separator else None
    except ValueError:
        return None


def setting_key(config: str | None) -> str:
    """Return the setting that describes the provider of this name. Raises `UnknownIdentityProvider`."""
    try:
        return fields.property_key(f"{SSO_PREFIX}{config or DEFAULT_CONFIG}")
    except ValueError:
        raise UnknownIdentityProvider from None


def identity_provider(value: Mapping[str, Any]) -> IdentityProvider:
    """Return the provider that a setting describes."""
    return IdentityProvider(
        issuer=value["issuer"],
        audience=value.get("audience"),
        accepts_id_tokens=value.get("acceptsIdTokens") is True,
        client_id=value.get("clientId"),
        client_secret=value.get("clientSecret"),
        token_url=value.get("tokenUrl"),
        redirect_uri=value.get("redirectUri"),
        trusts_unverified_email=value.get("trustsUnverifiedEmail") is True,
    )


def fingerprint_of(token: str, *, is_signed: bool = True) -> str:
    """Return what tells a token from all others, in whatever way it is written.

    Of a JWT that is what the provider has signed: there can be several texts of one signature.
    """
    told = token.rpartition(".")[0] if is_signed else token
    return hashlib.sha256(told.encode()).hexdigest()


def tells_of_a_log_in(claims: Mapping[str, Any]) -> bool:
    """Return whether the claims are those of an ID token, which is for the client alone, and for no API.

    Keycloak copies `nonce` into access tokens, and marks these.
    """
    if claims.get("typ") == "Bearer":
        return False
    is_marked = any(claim in claims for claim in _OF_ID_TOKENS)
    return is_marked or claims.get("token_use") == "id" or claims.get("typ") == "ID"


def identity_from(
    claims: Mapping[str, Any], issuer: str, *, trusts_unverified_email: bool = False
) -> Identity:
    """Return the identity in the verified claims of a provider's token. Raises `UnacceptableProviderToken`.

    An e-mail address is verified if the provider says so, or says nothing and the tenant trusts that. One
    that the provider says it has not verified is ignored. Members of the profile that break our rules are
    left out: they are not a reason to reject a customer.
    """
    subject = _checked(claims.get("sub"), fields.text)
    if subject is None or len(subject) > MAX_SUBJECT:
        raise UnacceptableProviderToken
    # Some providers write the claim as a string, others leave it out.
    said = claims.get("email_verified")
    is_verified = str(said).lower() == "true" or (said is None and trusts_unverified_email)
    members = {member: _checked(claims.get(claim), check) for member, (claim, check) in _MEMBERS.items()}
    return Identity(
        issuer=issuer,
        subject=subject,
        email=_checked(claims.get("email"), fields.email) if is_verified or said is None else None,
        email_is_verified=is_verified,
        members={member: value for member, value in members.items() if value is not None},
    )


def _checked(value: object, check: Callable[[str], str]) -> str | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        return check(value)
    except ValueError:
        return None
