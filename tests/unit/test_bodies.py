"""Request bodies: which members count, and what is said of wrong ones (api.md §1)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.errors import ValidationFailed
from shared.domain.preconditions import Precondition
from shared.http.bodies.body import parsed
from shared.http.bodies.customer import (
    CustomerSignupBySeller,
    CustomerUpdateBySeller,
    customer_change,
    members,
)
from shared.http.request import request_from

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=5,
)
KNOWN = (
    *("title", "firstName", "middleName", "lastName", "company", "contactPhone", "contactEmail", "photoUrl"),
    *("preferredLanguage", "preferredCurrency", "preferredSite", "type", "restriction", "b2b", "metadata"),
    *("mixins", "active", "onHold"),
)


def update(document: dict[str, Any]) -> dict[str, Any]:
    return members(parsed(CustomerUpdateBySeller, document))


def problems(document: dict[str, Any]) -> dict[str | None, str]:
    with pytest.raises(ValidationFailed) as refusal:
        parsed(CustomerUpdateBySeller, document)
    return {problem.field: problem.message for problem in refusal.value.problems}


def test_only_what_was_sent_is_a_member_null_included() -> None:
    assert update({}) == {}
    assert update({"title": None, "active": False}) == {"title": None, "active": False}
    assert update({"b2b": {}, "metadata": {"version": None}}) == {"b2b": {}, "metadata": {"version": None}}


def test_what_is_unknown_is_not_a_member_at_any_depth() -> None:
    sent = {"first_name": "x", "email": "x", "b2b": {"legalEntities": []}, "metadata": {"createdAt": 1}}

    assert update(sent) == {"b2b": {}, "metadata": {}}


def test_an_empty_text_is_null_where_it_means_absent() -> None:
    sent = {"firstName": "", "type": "", "contactEmail": "", "metadata": {"mixins": {"a": ""}}}

    assert update(sent) == {
        "firstName": "",
        "type": None,
        "contactEmail": None,
        "metadata": {"mixins": {"a": None}},
    }


def test_number_and_password_are_not_members_of_the_customer() -> None:
    body = parsed(CustomerSignupBySeller, {"id": "1001", "password": "correct horse", "title": "Dr"})

    assert members(body) == {"title": "Dr"}
    assert (body.id, body.password) == ("1001", "correct horse")


@pytest.mark.parametrize(
    ("document", "version"),
    [({}, None), ({"metadata": None}, None), ({"metadata": {}}, None), ({"metadata": {"version": 3}}, 3)],
)
def test_the_version_that_the_writer_expects(document: dict[str, Any], version: int | None) -> None:
    event = {
        "pathParameters": {"tenant": "acme", "customerNumber": "1001"},
        "headers": {"if-match": '"7"'},
        "body": json_text.dumps(document),
    }

    change = customer_change(request_from(event))

    assert change.precondition == Precondition(version, frozenset({'"7"'}))


def test_no_type_is_made_of_another() -> None:
    wrong = {
        "lastName": 1,
        "active": "true",
        "onHold": 0,
        "b2b": [],
        "mixins": "{}",
        "metadata": {"version": "1"},
    }

    assert problems(wrong).keys() == {"lastName", "active", "onHold", "b2b", "mixins", "metadata.version"}


def test_a_message_says_what_to_change_and_not_what_was_sent() -> None:
    found = problems({"lastName": 31337, "contactEmail": "secret", "photoUrl": "secret"})

    assert "31337" not in str(found)
    assert "secret" not in str(found)
    assert all("must" in message for message in found.values())


def test_a_name_that_is_wrong_is_named_like_a_value() -> None:
    assert problems({"metadata": {"mixins": {"a\t": None}}}).keys() == {"metadata.mixins.a\t"}


def test_a_body_does_not_show_its_password() -> None:
    assert "correct horse" not in repr(parsed(CustomerSignupBySeller, {"password": "correct horse"}))


@given(st.dictionaries(st.sampled_from(KNOWN), json_values))
def test_any_json_is_either_members_or_problems_of_what_was_sent(document: dict[str, Any]) -> None:
    try:
        found = update(document)
    except ValidationFailed as refusal:
        named = {(problem.field or "").partition(".")[0] for problem in refusal.problems}
        assert named
        assert named <= document.keys()
    else:
        assert found.keys() == document.keys()


def test_the_example_in_a_refusal_of_a_url_is_one_of_the_member() -> None:
    found = problems({"photoUrl": "a.png", "metadata": {"mixins": {"shop": "a.json"}}})

    assert found["photoUrl"].endswith("such as https://example.com/photo.png")
    assert found["metadata.mixins.shop"].endswith("such as https://example.com/schema.json")
