"""One-time tokens in the table, as the nonces that they are minted from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import TOKEN_PREFIX, one_time_token_key, tenant_and_number
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
from shared.domain.message_kinds import MessageKind

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item


class OneTimeTokenItem(TableItem):
    """The nonce and facts that a one-time token is minted from. The token itself is never stored."""

    nonce = UnicodeAttribute()
    session_epoch = NumberAttribute(attr_name="sessionEpoch")
    new_email = UnicodeAttribute(attr_name="newEmail", null=True)
    syncs_contact_email = BooleanAttribute(attr_name="syncsContactEmail", null=True)
    email = UnicodeAttribute()
    site = UnicodeAttribute()
    language = UnicodeAttribute()
    redirect_url = UnicodeAttribute(attr_name="redirectUrl", null=True)
    resent = BooleanAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    incarnation = UnicodeAttribute()


def token_put(token: OneTimeToken) -> Put:
    """Return the write of a token; it voids an earlier one of the same purpose."""
    key = one_time_token_key(token.tenant, token.customer_number, token.purpose)
    item = OneTimeTokenItem(
        pk=key.pk,
        sk=key.sk,
        nonce=token.nonce,
        email=token.email,
        site=token.site,
        language=token.language,
        redirect_url=token.redirect_url,
        new_email=token.new_email,
        syncs_contact_email=token.syncs_contact_email or None,
        resent=token.resent or None,
        kind=token.kind,
        incarnation=token.incarnation,
        session_epoch=token.session_epoch,
        expires_at=token.expires_at,
    )
    return Put(item.raw())


def token_use(token: OneTimeToken) -> Delete:
    """Return the write that uses a token up; it fails if the token is used already."""
    return Delete(
        one_time_token_key(token.tenant, token.customer_number, token.purpose),
        (OneTimeTokenItem.nonce == token.nonce) & (OneTimeTokenItem.expires_at > int(time.time())),
    )


def token_from(raw: Item) -> OneTimeToken:
    """Return the token of an item."""
    item: Any = OneTimeTokenItem.from_raw_data(raw)
    tenant, number = tenant_and_number(item.pk)
    return OneTimeToken(
        tenant=tenant,
        customer_number=number,
        purpose=TokenPurpose(item.sk.removeprefix(TOKEN_PREFIX)),
        nonce=item.nonce,
        incarnation=item.incarnation,
        session_epoch=int(item.session_epoch),
        email=item.email,
        site=item.site,
        language=item.language,
        expires_at=int(item.expires_at),
        redirect_url=item.redirect_url,
        new_email=item.new_email,
        syncs_contact_email=bool(item.syncs_contact_email),
        resent=bool(item.resent),
        kind=MessageKind(item.kind) if item.kind is not None else None,
    )
