"""Operands of another type than their field: an error with its place, and no empty answer."""

import pytest

from shared.domain.errors import InvalidQuery
from shared.domain.query.parser import parse_query

DATE = "a date in ISO 8601 (in a URL, '+' is written %2B), found "
BOOLEAN = "true or false, without quotes, found "
NUMBER = "a number, without quotes, found "
NO_ORDER = "true, false, missing or exists: the field is a boolean, found "
NO_VALUE = "exists, missing, or conditions on its members in brackets: the field is an object, found "


@pytest.mark.parametrize(
    ("q", "position", "expected"),
    [
        ('metadataCreatedAt:>"2026-01-01T00:00:00 02:00"', 20, DATE + "'\"2026-01-01T00:00:00 02:00\"'"),
        ("metadataCreatedAt:>2026-01-01T00:00:00 02:00", 40, "a known field, such as id"),
        ('metadataCreatedAt:>"2026-13-01"', 20, DATE + "'\"2026-13-01\"'"),
        ("metadataCreatedAt:>yesterday", 20, DATE + "'yesterday'"),
        ("metadataCreatedAt:>2026", 20, DATE + "'2026'"),
        ('metadataCreatedAt:>"2026-01"', 20, DATE),
        ('metadataModifiedAt:<="2026-02-30"', 22, DATE),
        ('lastLogin:<"2026-01-01T24:00"', 12, DATE),
        ("lastLogin:>20260101", 12, DATE),
        ("metadataCreatedAt:>2026-01-01T00:00:00+00:60", 20, DATE),
        ("metadataCreatedAt:today", 19, DATE + "'today'"),
        ("metadataCreatedAt:(2026-01-01, today )", 32, DATE + "'today'"),
        ("metadataCreatedAt:(today OR missing)", 20, DATE + "'today'"),
        ("metadataCreatedAt:(missing OR today)", 31, DATE + "'today'"),
        ("metadataCreatedAt:(>2026-01-01 AND <= soon)", 39, DATE + "'soon'"),
        ("metadataCreatedAt:(missing, 2026-01-01)", 20, DATE + "'missing'"),
        ("active:yes", 8, BOOLEAN + "'yes'"),
        ("active:1", 8, BOOLEAN),
        ('active:"true"', 8, BOOLEAN + "'\"true\"'"),
        ("onHold:(true, no)", 15, BOOLEAN + "'no'"),
        ("addresses.isDefault:TRUES", 21, BOOLEAN),
        ("active:>=true", 8, NO_ORDER + "'>'"),
        ("active:(>false AND <true)", 9, NO_ORDER),
        ("active:~true", 8, NO_ORDER + "'~'"),
        ("metadata.version:03", 18, NUMBER + "'03'"),
        ('metadata.version:"3"', 18, NUMBER),
        ("metadata.version:true", 18, NUMBER),
        ('metadata.version:>"2"', 19, NUMBER),
        ("metadata.version:>two", 19, NUMBER),
        ("addresses.metadata.version:>1970-01-01", 29, NUMBER),
        ("metadata.version:~3", 18, "a number, missing or exists: the field is a number, found '~'"),
        ("lastName:>5", 11, "a text (a number in quotes), found '5'"),
        ("addresses.zipCode:(>=10000 AND <20000)", 22, "a text (a number in quotes), found '10000'"),
        ("contactEmail:<1e3", 15, "a text (a number in quotes)"),
        ("addresses:Bonn", 11, NO_VALUE + "'Bonn'"),
        ('b2b:"x"', 5, NO_VALUE),
        ("defaultAddress:~Bonn", 16, NO_VALUE + "'~'"),
        ("accounts:>5", 10, NO_VALUE + "'>'"),
        ("active:" + "x" * 50, 8, BOOLEAN + f"'{'x' * 40}...'"),
    ],
)
def test_an_operand_that_is_none_of_the_fields_type_is_refused(q: str, position: int, expected: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(q)

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")


@pytest.mark.parametrize(
    "q",
    [
        *(
            "active:null",
            "metadata.version:missing",
            "metadataCreatedAt:exists",
            "addresses:exists",
            "b2b:null",
        ),
        *("firstName:5", "firstName:true", "contactEmail:anybody", "lastName:>2026-01-31", 'lastName:>"5"'),
        *("mixins.a:>yesterday", 'mixins.a:"true"', "mixins.a:~1", "metadata.mixins.a:>5", "mixins:x"),
        *("addresses.mixins:x", "metadataCreatedAt:~^2026", "lastLogin:(missing OR <2026-01-01)"),
    ],
)
def test_keywords_fit_every_field_and_anything_fits_under_mixins(q: str) -> None:
    assert not parse_query(q).is_empty
