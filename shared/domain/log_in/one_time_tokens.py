"""One-time tokens, sent by mail: to set a new password, to confirm a sign-up or a new e-mail address.

Only a nonce is stored. The token consists of the customer's number, the nonce and a keyed hash over both,
which is computed when the message is sent: nobody can get a token from the table, and a message that is sent
twice carries the same token.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from shared.domain.customers.customer import Customer
from shared.domain.errors import BadParameter
from shared.domain.log_in.account import LegacyAccount
from shared.domain.message_kinds import MessageKind
from shared.domain.tenants.configuration import Configuration

_TEXT = re.compile(
    r"(?P<number>[a-zA-Z0-9_-]{1,66})\.(?P<nonce>[0-9a-f]{32})\.(?P<seal>[0-9a-f]{64})[.,;:!?)\]>\"']*"
)
"""Behind it, punctuation that a mail program takes for a part of the link, or that is copied with it."""


class TokenPurpose(StrEnum):
    """The purpose of a one-time token. A new token of the same purpose voids the one before."""

    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - the name of a purpose
    OPT_IN = "OPT_IN"
    EMAIL_CHANGE = "EMAIL_CHANGE"
    DELETION = "DELETION"


LIFETIMES = {
    TokenPurpose.PASSWORD_RESET: timedelta(hours=1),
    TokenPurpose.OPT_IN: timedelta(hours=24),
    TokenPurpose.EMAIL_CHANGE: timedelta(hours=24),
    TokenPurpose.DELETION: timedelta(hours=24),
}


class InvalidOneTimeToken(BadParameter):
    """The token is unknown, expired or used; the answer is always the same."""

    def __init__(self) -> None:
        super().__init__("The token is invalid, expired or already used; request a new one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeToken:
    """The nonce that a token is minted from, with the facts that its message needs.

    `incarnation` and `session_epoch` are the customer's: whatever ends all its sessions also voids its
    tokens, so that no token outlives the password or e-mail address with which it was requested. `email`:
    where the message goes. `redirect_url`: where its link leads. `new_email` and `syncs_contact_email`: what
    an e-mail change changes. `resent`: the customer requested the message again. `kind`: what the message
    says, where that is not what messages of the purpose say. `expires_at`: seconds since the epoch.
    """

    tenant: str
    customer_number: str
    purpose: TokenPurpose
    nonce: str = field(repr=False)
    incarnation: str
    session_epoch: int
    email: str = field(repr=False)
    site: str
    language: str
    expires_at: int
    redirect_url: str | None = field(default=None, repr=False)
    new_email: str | None = field(default=None, repr=False)
    syncs_contact_email: bool = False
    resent: bool = False
    kind: MessageKind | None = None

    @property
    def counted_as(self) -> str:
        """The kind of message that it counts as; an address gets only so many of one in an hour."""
        return self.kind or self.purpose

    def is_good(self, customer: Customer, now: float) -> bool:
        """Return whether the token is still valid for the customer."""
        since = (customer.incarnation, customer.session_epoch)
        return (self.incarnation, self.session_epoch) == since and self.expires_at > now


def new_one_time_token(
    customer: Customer,
    purpose: TokenPurpose,
    *,
    email: str,
    now: float,
    site: str | None = None,
    redirect_url: str | None = None,
    new_email: str | None = None,
    syncs_contact_email: bool = False,
    resent: bool = False,
    kind: MessageKind | None = None,
    lifetime: timedelta | None = None,
) -> OneTimeToken:
    """Return a token for the customer, valid from now on for its `lifetime`, or as its purpose has it."""
    return OneTimeToken(
        tenant=customer.tenant,
        customer_number=customer.number,
        purpose=purpose,
        nonce=new_nonce(),
        incarnation=customer.incarnation,
        session_epoch=customer.session_epoch,
        email=email,
        site=site or customer.preferred_site,
        language=customer.preferred_language,
        expires_at=int(now + (lifetime or LIFETIMES[purpose]).total_seconds()),
        redirect_url=redirect_url,
        new_email=new_email,
        syncs_contact_email=syncs_contact_email,
        resent=resent,
        kind=kind,
    )


def invitation(customer: Customer, *, email: str, configuration: Configuration, now: float) -> OneTimeToken:
    """Return a token to choose a first password, which nobody has asked for: it has to wait to be found."""
    lifetime, url = configuration.invitation_lifetime, configuration.password_reset_url
    return _first_password(customer, MessageKind.INVITATION, lifetime, email=email, url=url, now=now)


def claim(customer: Customer, *, email: str, configuration: Configuration, now: float) -> OneTimeToken:
    """Return a token to choose a first password, as somebody has signed up with the customer's address."""
    lifetime, url = LIFETIMES[TokenPurpose.OPT_IN], configuration.password_reset_url
    return _first_password(customer, MessageKind.ACCOUNT_CLAIM, lifetime, email=email, url=url, now=now)


def _first_password(
    customer: Customer, kind: MessageKind, lifetime: timedelta, *, email: str, url: str | None, now: float
) -> OneTimeToken:
    return new_one_time_token(
        customer,
        TokenPurpose.PASSWORD_RESET,
        email=email,
        now=now,
        redirect_url=url,
        kind=kind,
        lifetime=lifetime,
    )


def reset_of_expired(legacy: LegacyAccount, *, configuration: Configuration, now: float) -> OneTimeToken:
    """Return a token for a new password in place of a legacy hash, which may no longer be kept.

    It is an invitation, too.
    """
    account = legacy.account
    return OneTimeToken(
        tenant=account.tenant,
        customer_number=account.customer_number,
        purpose=TokenPurpose.PASSWORD_RESET,
        nonce=new_nonce(),
        incarnation=account.incarnation,
        session_epoch=legacy.session_epoch,
        email=account.email,
        site=legacy.site,
        language=legacy.language,
        expires_at=int(now + configuration.invitation_lifetime.total_seconds()),
        redirect_url=configuration.password_reset_url,
    )


def new_nonce() -> str:
    """Return a new nonce, which no other token has."""
    return secrets.token_hex(16)


def sealed_parts(tenant: str, number: str, purpose: TokenPurpose, nonce: str) -> tuple[str, ...]:
    """Return the bytes that the seal of a token is a keyed hash over."""
    return (tenant, number, purpose, nonce)


def sealed_text(number: str, nonce: str, seal: bytes) -> str:
    """Return a token as it is sent, sealed by the keyed hash over `sealed_parts`."""
    return f"{number}.{nonce}.{seal.hex()}"


def link_of(token: OneTimeToken, text: str, api_url: str) -> str | None:
    """Return the link that uses the token; None where the tenant has no page for it.

    `api_url`: where this API is reached.
    """
    if token.redirect_url is not None:
        return with_token(token.redirect_url, text)
    if token.purpose is TokenPurpose.OPT_IN:
        return with_token(f"{api_url}/customer/{token.tenant}/signup/confirmation", text)
    return None


def with_token(url: str, text: str) -> str:
    """Return the URL with the token as a parameter of its query; the rest of the URL stays as it is."""
    before, mark, fragment = url.partition("#")
    joint = "" if before.endswith(("?", "&")) else "&" if "?" in before else "?"
    return f"{before}{joint}token={text}{mark}{fragment}"


def parts_of(text: str) -> tuple[str, str, bytes]:
    """Return number, nonce and seal of a token, however it was wrapped. Raises `InvalidOneTimeToken`."""
    match = _TEXT.fullmatch("".join(text.split()))
    if match is None:
        raise InvalidOneTimeToken
    return match["number"], match["nonce"], bytes.fromhex(match["seal"])
