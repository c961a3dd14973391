"""Which messages customers get.

A new one has its parts in `message_texts.py` and its texts in every file of `shared/messages`.
"""

from enum import StrEnum


class MessageKind(StrEnum):
    """The subject of a message: a one-time token, mostly of the purpose of the same name, or a notice."""

    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - the name of a kind
    OPT_IN = "OPT_IN"
    EMAIL_CHANGE = "EMAIL_CHANGE"
    DELETION = "DELETION"
    INVITATION = "INVITATION"
    ACCOUNT_CLAIM = "ACCOUNT_CLAIM"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - the name of a kind
    EMAIL_CHANGED = "EMAIL_CHANGED"
    PROVIDER_ADDED = "PROVIDER_ADDED"
    ACCOUNT_CREATED = "ACCOUNT_CREATED"
    ACCOUNT_EXISTS = "ACCOUNT_EXISTS"
    ASSISTED_BUYING = "ASSISTED_BUYING"
    PASSWORD_MIGRATION_REMINDER = "PASSWORD_MIGRATION_REMINDER"  # noqa: S105 - the name of a kind
    WEBHOOK_DISABLED = "WEBHOOK_DISABLED"
