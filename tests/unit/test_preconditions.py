"""The version that a writer expects: `metadata.version` (409) and `If-Match` (412)."""

import pytest

from shared.domain.errors import PreconditionFailed, StaleVersion
from shared.domain.preconditions import Precondition


@pytest.mark.parametrize(
    ("precondition", "refusal"),
    [
        (Precondition(), None),
        (Precondition(version=3), None),
        (Precondition(version=2), StaleVersion),
        (Precondition(version=0), StaleVersion),
        (Precondition(if_match=frozenset({'"3"'})), None),
        (Precondition(if_match=frozenset({"*"})), None),
        (Precondition(if_match=frozenset({'"2"', '"3"'})), None),
        (Precondition(if_match=frozenset({'"2"'})), PreconditionFailed),
        (Precondition(if_match=frozenset({"3"})), PreconditionFailed),
        (Precondition(if_match=frozenset()), PreconditionFailed),
        (Precondition(3, frozenset({'"2"'})), PreconditionFailed),
        (Precondition(2, frozenset({'"3"'})), StaleVersion),
        (Precondition(2, frozenset({'"2"'})), PreconditionFailed),
    ],
)
def test_they_hold_for_the_version_that_is_stored(
    precondition: Precondition, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        precondition.check(3)
    else:
        with pytest.raises(refusal):
            precondition.check(3)
