"""The events that a pattern matches, and the patterns that are not supported."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.bus.patterns import UnknownPattern, matcher

VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
DOCUMENTS = st.recursive(
    st.dictionaries(st.sampled_from("abcd"), VALUES, min_size=1, max_size=3),
    lambda below: st.dictionaries(st.sampled_from("abcd"), VALUES | below, min_size=1, max_size=3),
    max_leaves=8,
)


def exact(document: dict[str, Any]) -> dict[str, Any]:
    """The pattern that names all of a document."""
    return {name: exact(value) if isinstance(value, dict) else [value] for name, value in document.items()}


@pytest.mark.parametrize(
    ("pattern", "document", "matches"),
    [
        ({"source": ["a", "b"]}, {"source": "b"}, True),
        ({"source": ["a", "b"]}, {"source": "c"}, False),
        ({"source": ["a"]}, {}, False),
        ({"source": ["a"], "name": ["x"]}, {"source": "a", "name": "y"}, False),
        ({"name": [{"prefix": "client-management."}]}, {"name": "client-management.x"}, True),
        ({"name": [{"prefix": "client-management."}]}, {"name": "client-managementx"}, False),
        ({"name": [{"prefix": "x"}]}, {"name": 1}, False),
        ({"name": [{"prefix": "x"}, "y"]}, {"name": "y"}, True),
        ({"a": {"b": ["c"]}}, {"a": {"b": "c", "d": 1}}, True),
        ({"a": {"b": ["c"]}}, {"a": "c"}, False),
        ({"a": ["c"]}, {"a": {"c": "c"}}, False),
        ({"a": ["c"]}, {"a": ["b", "c"]}, True),
        ({"a": {"b": ["c"]}}, {"a": [{"b": "d"}, {"b": "c"}]}, True),
        ({"a": [1]}, {"a": True}, False),
        ({"a": [True]}, {"a": 1}, False),
        ({"a": [None]}, {"a": None}, True),
        ({"a": [None]}, {}, False),
        ({"a": ["1"]}, {"a": 1}, False),
    ],
)
def test_a_pattern_matches_what_has_one_of_the_values_in_each_place(
    pattern: dict[str, Any], document: dict[str, Any], matches: bool
) -> None:
    assert matcher(pattern)(document) is matches


@given(DOCUMENTS)
def test_a_document_matches_the_pattern_that_names_all_of_it(document: dict[str, Any]) -> None:
    assert matcher(exact(document))(document)


@given(DOCUMENTS, DOCUMENTS)
def test_of_two_documents_both_match_each_others_pattern_only_if_they_are_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    both = matcher(exact(one))(other) and matcher(exact(other))(one)

    assert both == (repr(sorted_deeply(one)) == repr(sorted_deeply(other)))


def sorted_deeply(value: Any) -> Any:
    return sorted((k, sorted_deeply(v)) for k, v in value.items()) if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "pattern",
    [
        {},
        [],
        "customer.created",
        {"a": "customer.created"},
        {"a": []},
        {"a": {}},
        {"a": [["b"]]},
        {"a": [{"suffix": "b"}]},
        {"a": [{"prefix": "b", "suffix": "c"}]},
        {"a": [{"prefix": 1}]},
        {"a": [{"anything-but": ["b"]}]},
        {"a": [{"exists": False}]},
        {"a": [{"numeric": [">", 0]}]},
        {"$or": [{"a": ["b"]}]},
        {"a": ["b"], "c": {"d": [{"wildcard": "*"}]}},
    ],
)
def test_what_is_not_understood_is_refused_rather_than_mismatched(pattern: Any) -> None:
    with pytest.raises(UnknownPattern):
        matcher(pattern)
