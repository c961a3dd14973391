"""The rules of a session's context, without anything stored."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from shared.domain.callers.access import Caller
from shared.domain.errors import StaleVersion, ValidationFailed
from shared.domain.log_in.session_contexts import (
    MAX_BYTES,
    AttributeNotFound,
    ContextChange,
    SessionContext,
    SessionOwner,
    changed,
    continued,
    new_context,
    replaced,
    without_attribute,
)
from shared.domain.preconditions import Precondition
from shared.use_cases.session_context.contexts import ContextPorts, own_context

NOW, LATER = datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
BEGUN = SessionContext(tenant="acme", session_id="s", expires_at=1, members={"currency": "EUR"})


def test_a_change_counts_from_the_beginning_and_keeps_the_time_of_the_first() -> None:
    first = changed(BEGUN, ContextChange({"language": "de"}, {"a": "b"}), NOW)
    second = changed(first, ContextChange({"currency": None}, {"a": None}), LATER)

    assert (first.version, first.members) == (2, {"currency": "EUR", "language": "de"})
    assert (second.version, second.members, second.attributes) == (3, {"language": "de"}, {})
    assert (second.created_at, second.modified_at) == (NOW, LATER)


@pytest.mark.parametrize("change", [ContextChange(), ContextChange({"currency": "EUR"}, {"a": None})])
def test_what_changes_nothing_is_the_same_context(change: ContextChange) -> None:
    assert changed(BEGUN, change, NOW) is BEGUN


def test_another_version_is_refused_except_of_what_a_service_creates() -> None:
    change = ContextChange({"currency": "USD"}, {}, Precondition(7))

    with pytest.raises(StaleVersion):
        changed(BEGUN, change, NOW)
    with pytest.raises(StaleVersion):
        replaced(replace(BEGUN, written=1), change, NOW)
    assert replaced(new_context("acme", "s", 1), change, NOW).version == 1


def test_the_token_of_an_issuer_elsewhere_keeps_no_context_for_longer_than_a_visit() -> None:
    contexts: Any = SimpleNamespace(of_visit=lambda *_: None)
    ports = ContextPorts(contexts=contexts, sessions=contexts)
    lasting = Caller(tenant="acme", subject="shop", grants={}, expires_at=253_402_300_799, visit_id="s")
    brief = replace(lasting, expires_at=7)

    assert own_context(ports, lasting).context.expires_at <= time.time() + 24 * 3600
    assert own_context(ports, brief).context.expires_at == 7


def test_a_replacement_keeps_nothing() -> None:
    stored = replace(BEGUN, written=1, attributes={"a": "b"})

    after = replaced(stored, ContextChange({"language": "de"}, {"c": "d"}), NOW)

    assert (after.members, after.attributes, after.version) == ({"language": "de"}, {"c": "d"}, 2)


@pytest.mark.parametrize(("octets", "fits"), [(MAX_BYTES - len('{"a":""}'), True), (MAX_BYTES, False)])
def test_the_size_is_that_of_the_attributes_as_json(octets: int, fits: bool) -> None:
    change = ContextChange(attributes={"a": "x" * octets})

    if fits:
        assert changed(BEGUN, change, NOW).version == 2
    else:
        with pytest.raises(ValidationFailed):
            changed(BEGUN, change, NOW)


def test_an_attribute_that_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(AttributeNotFound):
        without_attribute(BEGUN, "a", NOW)


def test_a_session_goes_on_with_what_its_visit_says_and_stays_its_own() -> None:
    owner = SessionOwner("1001", "i", "f")
    session = replace(BEGUN, session_id="own", expires_at=9, owner=owner, members={"siteCode": "main"})
    visit = changed(BEGUN, ContextChange({"currency": "USD"}, {"a": "b"}), NOW)

    found = continued(replace(visit, written=visit.version), session)

    facts: Any = (found.members, found.attributes, found.version, found.created_at)
    assert facts == ({"currency": "USD"}, {"a": "b"}, 2, NOW)
    assert (found.session_id, found.owner, found.expires_at, found.written) == ("own", owner, 9, None)
