"""`sort` in api.md: order of values, missing ones, ties, and positions that a cursor holds."""

import json
import unicodedata
from decimal import Decimal
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.collation import without_accents_and_case
from shared.domain.errors import InvalidQuery
from shared.domain.query.order import parse_order
from tests.unit.query.documents import customer
from tests.unit.query.strategies import DOCUMENTS, PATHS

ORDERS = st.lists(
    st.tuples(st.sampled_from(PATHS), st.sampled_from(["", ":asc", ":desc"])), min_size=1, max_size=3
).map(lambda fields: ",".join(path + direction for path, direction in fields))


def ids_in_order(sort: str | None, *documents: dict[str, Any]) -> str:
    return " ".join(document["id"] for document in sorted(documents, key=parse_order(sort).key))


def customers_with(member: str, *values: Any) -> list[dict[str, Any]]:
    """Customers a, b, c ... with these values of the member, in reverse; `...` leaves it out."""
    return [
        customer(id="abcdefghijkl"[index], **({} if value is ... else {member: value}))
        for index, value in reversed(list(enumerate(values)))
    ]


@pytest.mark.parametrize("sort", [None, "", "  ", "metadataCreatedAt", " metadataCreatedAt:asc "])
def test_customers_are_in_the_order_of_their_creation_by_default(sort: str | None) -> None:
    documents = [
        customer(id="b", metadataCreatedAt="2026-01-01T00:00:00.000Z"),
        customer(id="a", metadataCreatedAt="2026-01-01T00:00:00.001Z"),
        customer(id="C", metadataCreatedAt="2026-01-01T00:00:00.000Z"),
    ]

    assert parse_order(sort).is_default
    assert ids_in_order(sort, *documents) == "C b a"


@pytest.mark.parametrize(
    "sort", ["metadataCreatedAt:desc", "id", "metadataCreatedAt,id", "metadataModifiedAt"]
)
def test_other_orders_are_not_the_default(sort: str) -> None:
    assert not parse_order(sort).is_default


def test_texts_are_in_the_order_of_their_letters_without_accents_and_case() -> None:
    documents = customers_with(
        "lastName",
        "",
        "Abel",
        "abel 2",
        "Ärger",
        "Arger 2",
        "Straße",
        "strasse 2",
        "Zimmer",
        "李",
        "\U00010000",
    )

    assert ids_in_order("lastName", *documents) == "a b c d e f g h i j"
    assert ids_in_order("lastName:desc", *documents) == "j i h g f e d c b a"


@pytest.mark.parametrize(
    "ascending",
    [
        ("ARGER", "Arger", "arger", "\u00c4rger", "\u00e4rger", "Arger\u0301a"),
        ("Z", "z", "\u017d", "\u2124", "za"),
        ("o", "\u00d8", "\u00f8", "\u01fe", "od", "Oe", "\u0152", "\u0153", "of"),
        (
            "d",
            "\u0110",
            "\u0111",
            "l",
            "\u0141",
            "\u0142",
            "ss",
            "\u00df",
            "\u1e9e",
            "th",
            "\u00de",
            "\u00fe",
        ),
        ("ad", "ae", "\u00c6", "\u00e6", "\u01fd", "af"),
        ("\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2", "\u03bf\u03b4\u03bf\u03c3\u03b1"),
        ("", "\u0301", " ", "-", "1", "\u00b9", "2", "a"),
    ],
)
def test_texts_that_differ_in_accents_or_case_alone_are_in_the_order_of_their_code_points(
    ascending: tuple[str, ...],
) -> None:
    documents = customers_with("lastName", *ascending)

    assert ids_in_order("lastName", *documents).split() == list("abcdefghijkl"[: len(ascending)])
    assert ids_in_order("lastName:desc", *documents).split() == list("abcdefghijkl"[: len(ascending)])[::-1]


def test_a_text_that_is_taken_apart_already_comes_where_it_would_come_in_one() -> None:
    assert without_accents_and_case("A\u0308rger") == without_accents_and_case("\u00c4rger") == "arger"


def test_what_accents_and_case_are_left_out_of_has_none() -> None:
    letters = [chr(code) for code in range(0x80, 0x30000) if not 0xD800 <= code <= 0xDFFF]
    changed = [form for letter in letters if (form := without_accents_and_case(letter)) != letter]

    assert [form for form in changed if without_accents_and_case(form) != form] == []


def test_texts_are_compared_by_what_fits_into_900_bytes() -> None:
    long = "x" * 899
    documents = [
        customer(id="a", lastName=long + "z"),
        customer(id="b", lastName=long + "zb"),
        customer(id="c", lastName=long + "za"),
        customer(id="d", lastName=long + "y"),
        customer(id="e", lastName=long + "\u0416"),
        customer(id="f", lastName=long + "\u0414"),
        customer(id="g", lastName=long),
    ]

    assert ids_in_order("lastName", *documents) == "e f g d a b c"


def test_marks_in_any_number_cost_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart: list[int] = []
    normalize = unicodedata.normalize

    def counting(form: str, text: str) -> str:
        taken_apart.append(len(text))
        return normalize(form, text)  # type: ignore[arg-type]  # any form

    monkeypatch.setattr(unicodedata, "normalize", counting)

    parse_order("lastName").key(customer(lastName="x" + "\u0300\u0359" * 20_000 + "\u0316\u0308" * 20_000))

    # As one text, marks would be put in order, in a time that grows with the square of their number.
    assert max(taken_apart, default=0) <= 1


def test_a_direction_may_be_in_any_case() -> None:
    assert parse_order("lastName:DESC,id:Asc") == parse_order("lastName:desc,id:asc")


def test_email_addresses_ignore_case_and_compatibility_forms() -> None:
    documents = customers_with("contactEmail", "anna@X.de", "\uff21nna@x.de", "Bob@x.de")

    assert ids_in_order("contactEmail", *documents) == "a b c"


@pytest.mark.parametrize("direction", ["DESC", "Desc", "dESC"])
def test_a_direction_is_known_in_any_case(direction: str) -> None:
    assert parse_order(f"metadataCreatedAt:{direction}") == parse_order("metadataCreatedAt:desc")
    assert parse_order("lastName:ASC,id:DESC") == parse_order("lastName,id:desc")


def test_missing_values_are_last_in_both_directions() -> None:
    documents = customers_with("lastName", "", "Doe", None, ...)

    assert ids_in_order("lastName", *documents) == "a b c d"
    assert ids_in_order("lastName:desc", *documents) == "b a d c"


def test_ties_are_in_the_order_of_exact_ids_in_the_direction_of_the_last_field() -> None:
    documents = [customer(id=number, lastName="Doe", firstName="X") for number in ("b", "B", "a", "10", "9")]

    assert ids_in_order("lastName", *documents) == "10 9 B a b"
    assert ids_in_order("lastName:desc", *documents) == "b a B 9 10"
    assert ids_in_order("lastName:desc,firstName", *documents) == "10 9 B a b"
    assert ids_in_order("lastName,firstName:desc", *documents) == "b a B 9 10"
    assert ids_in_order("id", *documents) == "10 9 a B b"


def test_the_first_field_wins_and_each_has_its_direction() -> None:
    documents = [
        customer(id="a", lastName="Doe", firstName="Anna"),
        customer(id="b", lastName="Doe", firstName="Zoe"),
        customer(id="c", lastName="Abel", firstName="Max"),
    ]

    assert ids_in_order("lastName,firstName:desc", *documents) == "c b a"
    assert ids_in_order("lastName:desc, firstName", *documents) == "a b c"


def test_numbers_booleans_and_instants_are_compared_by_value() -> None:
    assert (
        ids_in_order("mixins.m.n", *customers_with("mixins", *mixins(-7, 2, Decimal("2.5"), 10))) == "a b c d"
    )
    assert ids_in_order("active:desc", *customers_with("active", True, False)) == "a b"
    assert (
        ids_in_order(
            "lastLogin",
            *customers_with("lastLogin", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", ...),
        )
        == "a b c"
    )


def test_numbers_keep_all_their_digits_in_both_directions() -> None:
    documents = customers_with(
        "mixins", *mixins(Decimal("1." + "0" * 36 + "1"), Decimal("1." + "0" * 36 + "2"))
    )

    assert ids_in_order("mixins.m.n", *documents) == "a b"
    assert ids_in_order("mixins.m.n:desc", *documents) == "b a"


def test_unlike_values_have_an_order_of_types() -> None:
    documents = customers_with("mixins", *mixins(False, True, 5, "", "5", {}, None))

    assert ids_in_order("mixins.m.n", *documents) == "a b c d e f g"
    assert ids_in_order("mixins.m.n:desc", *documents) == "f e d c b a g"


def test_the_first_element_of_a_list_decides() -> None:
    documents = [
        customer(id="a", addresses=[{"city": "Bonn"}, {"city": "Aachen"}]),
        customer(id="b", addresses=[{"city": "Celle"}]),
        customer(id="c", addresses=[{"id": "x"}, {"city": "Aachen"}]),
        customer(id="d", addresses=[]),
        customer(id="e", addresses=[{"city": "Aachen"}]),
    ]

    assert ids_in_order("addresses.city", *documents) == "e a b c d"


def test_an_order_knows_which_members_of_the_document_it_reads() -> None:
    assert parse_order("mixins.a,addresses.city:desc").top_level_fields() == {"id", "mixins", "addresses"}


def test_a_dot_in_the_name_of_a_member_is_escaped() -> None:
    (sort_field,) = parse_order(r"mixins.a\.b\:c\,d:desc").fields

    assert sort_field.field.path == ("mixins", "a.b:c,d")
    assert sort_field.descending


def test_orders_that_differ_have_other_fingerprints() -> None:
    sorts = [None, "id", "id:desc", "lastName,id", "id,lastName", r"mixins.a\.b", "mixins.a.b"]
    fingerprints = {parse_order(sort).fingerprint() for sort in sorts}

    assert len(fingerprints) == len(sorts)
    assert parse_order("id:asc").fingerprint() == parse_order(" id ").fingerprint() == "4d175e5f"


@pytest.mark.parametrize(
    ("sort", "position", "expected"),
    [
        ("foo", 1, "a known field, such as id,"),
        ("lastName,LastName:desc", 10, "a known field, such as id,"),
        ("compoundLogicalQuery", 1, "a known field"),
        ("lastName:up", 10, "asc or desc, found 'up'"),
        ("lastName:DOWN", 10, "asc or desc, found 'DOWN'"),
        ("metadata.createdAt", 1, "a member of 'metadata' (version, mixins), found 'createdAt'"),
        ("id,addresses.foo:desc", 4, "a member of 'addresses' (id, "),
        (
            "b2b.legalEntities.city",
            1,
            "a member of 'b2b.legalEntities' (id, name, contactAssignmentId), found",
        ),
        ("firstName.en", 1, "nothing below 'firstName', which has no members, found 'en'"),
        ("lastName:", 10, "asc or desc, found ''"),
        ("lastName:asc:desc", 10, "asc or desc, found 'asc:desc'"),
        ("lastName,", 10, "the name of a field, found the end"),
        (",lastName", 1, "the name of a field, found ','"),
        ("lastName,,firstName", 10, "the name of a field, found ','"),
        ("lastName firstName", 10, "':asc', ':desc' or ','"),
        ("mixins.", 8, "the name of a field, found the end"),
        ("id" + ",id" * 20, 61, "at most 20 fields"),
    ],
)
def test_an_error_names_the_position_and_what_was_expected(sort: str, position: int, expected: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_order(sort)

    assert caught.value.message.startswith(f"sort, position {position}: expected {expected}")
    assert [problem.field for problem in caught.value.problems] == ["sort"]


@given(ORDERS, st.lists(DOCUMENTS, max_size=6, unique_by=lambda document: str(document["id"])))
def test_keys_order_customers_as_the_oracle_does(sort: str, documents: list[dict[str, Any]]) -> None:
    order = parse_order(sort)

    def compare(one: dict[str, Any], other: dict[str, Any]) -> int:
        return naive_order(sort, one, other)

    expected = sorted(documents, key=cmp_to_key(compare))

    assert sorted(documents, key=order.key) == expected
    assert all(order.key(one) < order.key(other) for one, other in pairwise(expected))


@given(ORDERS, DOCUMENTS, DOCUMENTS)
def test_a_position_that_went_through_json_is_where_its_customer_was(
    sort: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    order = parse_order(sort)
    key = order.key_of_position(json.loads(json.dumps(order.position(one))))

    assert key == order.key(one)
    assert (key < order.key(other)) is (order.key(one) < order.key(other))
    assert (order.key(other) < key) is (order.key(other) < order.key(one))


@pytest.mark.parametrize(
    "position",
    [
        *(None, {}, "1001", [], ["1001"], [None], [None, 1001], [None, None, "1001"]),
        *([["3", "doe"], "1001"], [[9, "doe"], "1001"], [[3, 5], "1001"], [[3], "1001"], [["doe"], "1001"]),
        *(
            [[1, 5], "1001"],
            [[1, "NaN"], "1001"],
            [[1, "x"], "1001"],
            [[0, "true"], "1001"],
            [[4, {}], "1001"],
        ),
        *([[2, "2026-01-01"], "1001"], [[3, "doe\0Doe", 1], "1001"], ["doe", "1001"], [[2, 10**18], "1001"]),
        *([[3, "doe"], "1001"], [[3, "x\0" + "x" * 899], "1001"]),
    ],
)
def test_what_is_not_a_position_in_the_order_is_refused(position: Any) -> None:
    with pytest.raises(InvalidQuery, match="'next' belongs to another order"):
        parse_order("lastName").key_of_position(position)


def mixins(*values: Any) -> list[dict[str, Any]]:
    return [{"m": {"n": value}} for value in values]


def naive_order(sort: str, one: dict[str, Any], other: dict[str, Any]) -> int:
    sign = 1
    for part in sort.split(","):
        path, _, direction = part.partition(":")
        sign = -1 if direction == "desc" else 1
        a, b = naive_value(one, path), naive_value(other, path)
        if a is None or b is None:
            if a is not b:
                return 1 if a is None else -1
        elif a != b:
            return sign if a > b else -sign
    return sign if one["id"] > other["id"] else -sign


def naive_value(document: dict[str, Any], path: str) -> tuple[int, Any] | None:
    value: Any = document
    for member in path.split("."):
        while isinstance(value, list):
            value = value[0] if value else None
        value = value.get(member) if isinstance(value, dict) else None
    while isinstance(value, list):
        value = value[0] if value else None
    if value is None:
        return None
    if isinstance(value, bool):
        return 0, value
    if isinstance(value, int | Decimal):
        return 1, value
    return (2, naive_text(value)) if isinstance(value, str) else (3, 0)


def naive_text(text: str) -> tuple[str, str]:
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M"
    ).lower()
    spelled = {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ"}
    return "".join(spelled.get(c, c) for c in plain), text
