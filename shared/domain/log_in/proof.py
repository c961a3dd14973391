"""Proofs of an account's e-mail address, and what the first one ends (api.md §5).

An account that somebody opens with a stranger's address must not be a way in once the owner of the address
comes. Whatever proves an address goes through `after_proof`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.account import Account

MAX_SIGN_UPS = 5
"""Sign-ups for one address that wait side by side."""


class Standing(Enum):
    """The knowledge of an account's address.

    An account of which nothing else is stored, an imported one included, is unproven: its password works, and
    the first proof ends it.
    """

    UNCONFIRMED = "a sign-up that cannot log in yet"
    UNPROVEN = "an account that whoever opened it can use"
    PROVEN = "its owner's"


class Proof(Enum):
    """How somebody shows that an address is theirs."""

    CONFIRMATION = "the link of a sign-up's message"
    RESET = "the code of a message for a new password"
    EMAIL_CHANGE = "the code of a message to a new address, which the password had to be given for"
    PROVIDER = "an identity provider that says so"


class _Password(Enum):
    KEPT = auto()
    SET = auto()
    ENDED = auto()


_PASSWORDS: Mapping[tuple[Standing, Proof], _Password] = MappingProxyType(
    {
        (Standing.UNCONFIRMED, Proof.CONFIRMATION): _Password.KEPT,
        (Standing.UNCONFIRMED, Proof.RESET): _Password.SET,
        (Standing.UNCONFIRMED, Proof.PROVIDER): _Password.ENDED,
        (Standing.UNPROVEN, Proof.CONFIRMATION): _Password.KEPT,
        (Standing.UNPROVEN, Proof.RESET): _Password.SET,
        (Standing.UNPROVEN, Proof.EMAIL_CHANGE): _Password.KEPT,
        (Standing.UNPROVEN, Proof.PROVIDER): _Password.ENDED,
        (Standing.PROVEN, Proof.RESET): _Password.SET,
        (Standing.PROVEN, Proof.EMAIL_CHANGE): _Password.KEPT,
        (Standing.PROVEN, Proof.PROVIDER): _Password.KEPT,
    }
)
"""The fate of the password. A pair that is not here cannot happen: each message is for one standing."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A customer and its account after a proof, and the sign-ups for the address that it ends."""

    customer: Customer
    account: Account
    ended: Sequence[Account] = ()


def standing_of(customer: Customer, account: Account) -> Standing:
    """Return what is known of the address of a customer's account."""
    if not account.confirmed:
        return Standing.UNCONFIRMED
    return Standing.UNPROVEN if customer.proof_id is None else Standing.PROVEN


def after_proof(
    customer: Customer,
    account: Account,
    proof: Proof,
    *,
    password_hash: str | None = None,
    sign_ups: Sequence[Account] = (),
    resent: bool = False,
) -> Proven:
    """Return what a proof of the account's address leaves.

    `password_hash`: of the new password, for a reset. `sign_ups`: those for the address that wait. `resent`:
    the message was asked for in the name of the address, and not by the sign-up itself.
    """
    standing = standing_of(customer, account)
    password = _PASSWORDS[standing, proof]
    others = [each for each in sign_ups if each.customer_number != customer.number]
    if resent and (others or account.contested):
        # Of several sign-ups, whoever asked for the message need not have made the one that it confirms.
        password = _Password.ENDED
    if standing is not Standing.PROVEN or proof is not Proof.PROVIDER:
        customer = replace(customer, session_epoch=customer.session_epoch + 1)
    # Whoever has not shown that the sign-up was theirs has not asked to join a company either.
    joins = customer.joins_company and password is _Password.KEPT
    customer = replace(
        customer,
        proof_id=customer.proof_id or new_proof_id(),
        unconfirmed_until=None,
        joins_company=joins,
    )
    account = replace(account, confirmed=True, expires_at=None, contested=False)
    if password is not _Password.KEPT:
        account = replace(
            account,
            password_hash=password_hash if password is _Password.SET else None,
            password_id=secrets.token_hex(8),
            initial_password=False,
            legacy=False,
        )
    return Proven(customer, account, others)


def new_proof_id() -> str:
    """Return a name for a proof: links to identity providers from before it count no longer."""
    return secrets.token_hex(8)


def surplus_sign_ups(sign_ups: Sequence[Account]) -> Sequence[Account]:
    """Return the sign-ups, of these in the order of their time, that have to go for another one."""
    return sign_ups[: max(len(sign_ups) - (MAX_SIGN_UPS - 1), 0)]
