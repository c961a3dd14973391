"""A failed transaction answers for each of its writes."""

from shared.adapters.dynamodb.writes import ConditionFailed, Item, Put

FOUND: Item = {"pk": {"S": "acme#C#1"}}


def put() -> Put:
    """A write that equals every other one made here."""
    return Put({"pk": {"S": "acme#C#1"}, "sk": {"S": "PROFILE"}})


def test_writes_are_distinguished_by_identity_not_by_content() -> None:
    profile, account = put(), put()

    failure = ConditionFailed([(account, FOUND)])

    assert profile == account
    assert failure.of(account)
    assert not failure.of(profile)
    assert failure.met(account) == FOUND
    assert failure.met(profile) is None


def test_a_failure_is_of_any_of_several_writes() -> None:
    one, another, third = put(), put(), put()

    failure = ConditionFailed([(one, None)])

    assert failure.of(another, one)
    assert not failure.of(another, third)
    assert not failure.of()


def test_a_failure_is_only_of_writes_that_are_all_that_failed() -> None:
    one, another, third = put(), put(), put()

    failure = ConditionFailed([(one, None), (another, FOUND)])

    assert failure.only_of(one, another, third)
    assert not failure.only_of(one, third)
    assert not failure.only_of()


def test_what_the_items_hold_is_in_no_message() -> None:
    failure = ConditionFailed([(put(), {"email": {"S": "anna@example.com"}})])

    assert "anna" not in str(failure)
    assert "anna" not in repr(failure)
