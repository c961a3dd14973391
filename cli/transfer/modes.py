"""Modes of an import: how it treats customers who are known, and those who are not."""

from enum import StrEnum


class Mode(StrEnum):
    """A mode of an import."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"
