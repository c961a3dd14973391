"""One-time tokens: what is stored of them, from which the message to the customer is made."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items import OneTimeTokenItem
from shared.adapters.dynamodb.keys import one_time_token_key

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.table import Item

PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - the name of a purpose
PASSWORD_RESET_SECONDS = 3600


def password_reset(
    tenant: str,
    number: str,
    *,
    email: str,
    site: str,
    language: str,
    redirect_url: str | None,
    incarnation: str,
    asked_at: datetime,
) -> Item:
    """What a password reset of this customer begins with; it takes the place of an earlier one."""
    key = one_time_token_key(tenant, number, PASSWORD_RESET)
    return OneTimeTokenItem(
        pk=key.pk,
        sk=key.sk,
        nonce=uuid.uuid4().hex,
        email=email,
        site=site,
        language=language,
        redirect_url=redirect_url,
        incarnation=incarnation,
        expires_at=int(asked_at.timestamp()) + PASSWORD_RESET_SECONDS,
    ).raw()
