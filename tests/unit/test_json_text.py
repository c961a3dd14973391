"""JSON in and out: exact to the digit, and strict with what clients send."""

import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text

texts = st.text(st.characters(codec="utf-8"), max_size=5)
numbers = st.integers(-(10**40), 10**40) | st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda number: number.as_tuple().exponent != 0  # "1" is read as an integer
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_what_is_written_is_read_as_the_same(value: Any) -> None:
    text = json_text.dumps(value)

    for read in (json_text.loads(text), json_text.loads_strictly(text.encode())):
        assert json_text.same(read, value)
        assert repr(read) == repr(value)


@pytest.mark.parametrize("digits", ["1", "-0", "0.10", "1E+2", "1E-130", "9" * 40, "0." + "1" * 40, "-1.50"])
def test_no_digit_is_lost(digits: str) -> None:
    text = json_text.dumps(json_text.loads_strictly(f'{{"n":{digits}}}'.encode()))

    assert text == f'{{"n":{"0" if digits == "-0" else digits}}}'


def test_text_is_compact_and_readable() -> None:
    assert json_text.dumps({"a": [1, "ü"], "b": None}) == '{"a":[1,"ü"],"b":null}'


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"{",
        b"{}{}",
        b"{'a':1}",
        b'{"a":1,}',
        b"[1,]",
        b"01",
        b"+1",
        b".5",
        b"1.",
        b"0x1",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e99999999999999999999",
        b"9" * 5000,
        b'"\t"',
        b'"\\x41"',
        b'"\\ud800"',
        b'{"\\udc00":1}',
        b'["\\ud83d", "\\ude00"]',
        b"\xff",
        b'"\xed\xa0\x80"',
        b'"a"'.decode().encode("utf-16"),
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=lambda raw: ascii(raw)[:30],
)
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    with pytest.raises(json_text.NotJson):
        json_text.loads_strictly(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'"\\ud83d\\ude00"', "😀"),
        (b'"\\u00fc\\/"', "ü/"),
        (b'"\\\\ud800"', "\\ud800"),
        (b' {"a" : [ ] }\r\n', {"a": []}),
        (b"1.0", Decimal("1.0")),
    ],
)
def test_what_is_json_is_read(raw: bytes, value: Any) -> None:
    assert json_text.loads_strictly(raw) == value


@pytest.mark.parametrize(
    "raw", [b'{"a":1,"a":1}', b'[{"b":{"a":1,"b":2,"\\u0061":3}}]', b'{"x":1,"a":{},"a":[]}']
)
def test_a_member_given_twice_is_named(raw: bytes) -> None:
    with pytest.raises(json_text.DuplicateKey, match=r"^a$"):
        json_text.loads_strictly(raw)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        (True, 1, False),
        ({"a": [0]}, {"a": [False]}, False),
        (Decimal("1.5"), Decimal("1.50"), False),
        (1, Decimal("1.0"), False),
        (1, "1", False),
        ([1, 2], [2, 1], False),
        ({"a": None}, {}, False),
        ("é", "e\u0301", False),
    ],
)
def test_values_are_the_same_digit_for_digit(one: Any, other: Any, expected: bool) -> None:
    assert json_text.same(one, other) is expected
    assert json_text.same(other, one) is expected


def number(digits: str, fraction: str, exponent: int) -> str:
    return f"{digits}{f'.{fraction}' if fraction else ''}{f'e{exponent}' if exponent else ''}"


spellings = st.builds(
    number,
    st.integers(-(10**20), 10**20).map(str) | st.sampled_from(["0", "-0", "10", "-100"]),
    st.text("0012", max_size=8),
    st.integers(-60, 60) | st.just(0),
)


@given(spellings, spellings)
def test_numbers_have_one_canonical_text_exactly_where_they_are_the_same(one: str, other: str) -> None:
    same = Fraction(one) == Fraction(other)

    assert (canonical(one) == canonical(other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.50", "1.5"),
        ("1.0", "1"),
        ("100", "1e2"),
        ("-1.20e30", "-12E+29"),
        ("0.0000001", "1.0e-7"),
        ("-0.0", "0"),
        ("0e9", "-0E-9"),
        ("1" + "0" * 100, "1e100"),
        ('{"a":[1.0],"b":"é"}', '{ "b": "\\u00e9", "a": [1] }'),
        (
            '{"a":[1.0],"\\u2028":"\\u2029😀\\u007f/"}',
            '{"\\u2028":"\\u2029\\ud83d\\ude00\\u007f\\/","a":[1]}',
        ),
    ],
)
def test_what_is_the_same_json_has_one_canonical_text(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", '"1"'), ("1", "true"), ("10", "1"), ("1.5", '"15e-1"'), ("[1,2]", "[2,1]"), ("{}", "[]")],
)
def test_other_json_has_another(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def canonical(text: str) -> bytes:
    return json_text.canonical(json_text.loads_strictly(text.encode()))


def test_twice_the_numbers_whose_spelling_is_looked_at_take_twice_the_time() -> None:
    def least_time(count: int) -> float:
        value = json_text.loads_strictly(b"[" + b",".join([b"1.0e-9"] * count) + b"]")
        times = []
        for _ in range(5):
            began = time.thread_time()
            json_text.canonical(value)
            times.append(time.thread_time() - began)
        return min(times)

    assert least_time(json_text.MAX_PLAIN_VALUES) < 3 * least_time(json_text.MAX_PLAIN_VALUES // 2)


@pytest.mark.parametrize("count", [json_text.MAX_PLAIN_VALUES, json_text.MAX_PLAIN_VALUES + 1])
def test_however_long_a_text_is_it_depends_on_its_value_how_it_is_compared(count: int) -> None:
    texts = [f"[{','.join(['1.5'] * count)}]", f"[{' , '.join(['1.5'] * count)}]", f"[ {',1.5' * count} ]"]
    texts[2] = texts[2].replace(",", "", 1)
    longer = texts[0].replace("1.5", "1.50")

    assert len({canonical(text) for text in texts}) == 1
    assert (canonical(longer) == canonical(texts[0])) == (count <= json_text.MAX_PLAIN_VALUES)
