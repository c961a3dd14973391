"""The state that a writer expects: `metadata.version` (409), `If-Match` and `If-None-Match` (412)."""

import pytest

from shared.domain.errors import PreconditionFailed, StaleVersion
from shared.domain.preconditions import Precondition, entity_tag

TAG = '"3.0123abcd"'


def tags(*tags: str) -> frozenset[str]:
    return frozenset(tags)


@pytest.mark.parametrize(
    ("precondition", "refusal"),
    [
        (Precondition(), None),
        (Precondition(version=3), None),
        (Precondition(version=2), StaleVersion),
        (Precondition(version=0), StaleVersion),
        (Precondition(if_match=tags(TAG)), None),
        (Precondition(if_match=tags("*")), None),
        (Precondition(if_match=tags('"2"', TAG)), None),
        (Precondition(if_match=tags('"3"')), PreconditionFailed),
        (Precondition(if_match=tags('"3.0123abce"')), PreconditionFailed),
        (Precondition(if_match=tags("3.0123abcd")), PreconditionFailed),
        (Precondition(if_match=tags()), PreconditionFailed),
        (Precondition(if_none_match=tags("*")), PreconditionFailed),
        (Precondition(if_none_match=tags(TAG)), PreconditionFailed),
        (Precondition(if_none_match=tags('"3"')), None),
        (Precondition(3, tags('"2"')), PreconditionFailed),
        (Precondition(2, tags(TAG)), StaleVersion),
        (Precondition(2, tags('"2"')), PreconditionFailed),
    ],
)
def test_they_hold_for_the_state_that_is_stored(
    precondition: Precondition, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        precondition.check(3, TAG)
    else:
        with pytest.raises(refusal):
            precondition.check(3, TAG)


@pytest.mark.parametrize(
    ("precondition", "refusal"),
    [
        (Precondition(), None),
        (Precondition(if_none_match=tags("*")), None),
        (Precondition(version=1), StaleVersion),
        (Precondition(version=0), StaleVersion),
        (Precondition(if_match=tags("*")), PreconditionFailed),
        (Precondition(1, tags("*")), PreconditionFailed),
    ],
)
def test_what_does_not_exist_has_no_state_to_expect(
    precondition: Precondition, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        precondition.check_absent()
    else:
        with pytest.raises(refusal):
            precondition.check_absent()


def test_a_tag_tells_versions_incarnations_and_what_else_is_shown() -> None:
    all_tags = [
        entity_tag(version, incarnation, *shown)
        for version in (1, 11)
        for incarnation in (None, "0" * 32, "1" + "0" * 31)
        for shown in ((), ("5",))
    ]

    assert len(set(all_tags)) == len(all_tags)
    assert entity_tag(3, "0123abcd" * 4) == TAG
