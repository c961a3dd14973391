"""What an import does with customers who are known, and with those who are not."""

from enum import StrEnum


class Mode(StrEnum):
    """A mode of an import."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"
