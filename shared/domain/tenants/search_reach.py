"""Which entries the index of words of a tenant has."""

from enum import StrEnum


class SearchReach(StrEnum):
    """Which entries a tenant's customers have.

    `RESTRICTIONS`: in the reach of their restriction. `EVERYTHING`: a second copy in that of all.
    """

    RESTRICTIONS = "restrictions"
    EVERYTHING = "everything"
