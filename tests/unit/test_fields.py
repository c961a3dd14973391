import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.domain import fields


def nested(levels: int) -> dict[str, Any]:
    return reduce(lambda inner, _: {"inner": inner}, range(levels - 1), {})


ACCEPTED: list[tuple[Callable[[Any], Any], Any]] = [
    (fields.text, ""),
    (fields.text, "Zoë O'Neill-Øst 李 👩‍🚀"),
    (fields.text, "x" * 256),
    (fields.site, "main"),
    (fields.url, "https://example.com"),
    (fields.url, "HTTP://example.com:8080/a/b.png?size=1&x=%20#top"),
    (fields.url, "https://[2001:db8::1]/photo"),
    (fields.url, "https://bücher.example/ü"),
    (fields.url, "https://example.com/" + "x" * (2048 - 20)),
    (fields.currency, "EUR"),
    (fields.currency, "XCG"),
    (fields.country, "DE"),
    (fields.country, "XK"),
    (fields.text, "می\u200cخواهم"),
    (fields.language, "en"),
    (fields.language, "en-US"),
    (fields.language, "en_US"),
    (fields.language, "EN-us"),
    (fields.language, "zh-Hant-TW"),
    (fields.language, "zh-yue-HK"),
    (fields.language, "es-419"),
    (fields.language, "de-CH-1996-u-co-phonebk-x-shop"),
    (fields.email, "anna@example.com"),
    (fields.email, "Anna.O'Neill+shop@mail.example.co.uk"),
    (fields.email, '"anna @ home"@example.com'),
    (fields.email, "анна@пример.рф"),
    (fields.email, "anna@xn--e1afmkfd.xn--p1ai"),
    (fields.email, "anna@localhost"),
    (fields.email, "anna@[192.0.2.1]"),
    (fields.email, "anna@[IPv6:2001:db8::1]"),
    (fields.email, "x" * 64 + "@example.com"),
    (fields.email, "anna@" + ".".join(["x" * 61] * 4) + ".x"),
    (fields.customer_number, "0"),
    (fields.customer_number, "Ab_-9" * 13 + "x"),
    (fields.tenant, "acm"),
    (fields.tenant, "a234567890123456"),
    (fields.document, {}),
    (fields.document, {"": None, "a": [True, "", {"b": "\x00"}]}),
    (fields.document, nested(levels=20)),
    (fields.document, {"n": [0, Decimal("0E-500"), Decimal("1E-130"), -(10**125), Decimal("9.9E+125")]}),
    (fields.document, {"n": [int("9" * 38), Decimal("0." + "1" * 38), int("1" * 38 + "0" * 80)]}),
]

REFUSED: list[tuple[Callable[[Any], Any], Any, str]] = [
    (fields.text, "x" * 257, "256 characters"),
    (fields.text, "a\nb", "control characters"),
    (fields.text, "a\x00", "control characters"),
    (fields.text, "a\x9f", "control characters"),
    (fields.text, "a\n", "control characters"),
    (fields.text, "a\u202ena", "direction"),
    (fields.text, "a\u2066", "direction"),
    (fields.text, " \u3000", "can be seen"),
    (fields.text, "\u200b", "can be seen"),
    (fields.text, "\u200d \ufeff", "can be seen"),
    (fields.text, "\u3164", "can be seen"),
    (fields.text, "\U000e0041\U000e007f", "can be seen"),
    (fields.text, "a\ud800", "surrogate"),
    (fields.url, "", "absolute"),
    (fields.url, "/photo.png", "absolute"),
    (fields.photo_url, "/photo.png", "such as https://example.com/photo.png"),
    (fields.schema_url, "/schema.json", "such as https://example.com/schema.json"),
    (fields.destination_url, "/webhooks", "such as https://example.com/webhooks"),
    (fields.secure_url, "/token", "such as https://example.com/page"),
    (fields.url, "ftp://example.com", "absolute"),
    (fields.url, "https://", "absolute"),
    (fields.url, "https:///photo", "absolute"),
    (fields.url, "https://anna:secret@example.com/photo", "absolute"),
    (fields.url, "https://example.com/a b", "absolute"),
    (fields.url, "https://example.com\n", "absolute"),
    (fields.url, "javascript:alert(1)//https://example.com", "absolute"),
    (fields.url, "https://example.com/\ud800", "surrogate"),
    (fields.url, "https://example.com/" + "x" * (2048 - 19), "2048 characters"),
    (fields.currency, "eur", "ISO 4217"),
    (fields.currency, "DEM", "ISO 4217"),
    (fields.currency, "", "ISO 4217"),
    (fields.country, "de", "ISO 3166-1"),
    (fields.country, "uk", "ISO 3166-1"),
    (fields.country, "XX", "ISO 3166-1"),
    (fields.country, "UK", "must be GB"),
    (fields.country, "EL", "must be GR"),
    (fields.country, "DEU", "ISO 3166-1"),
    (fields.language, "", "BCP 47"),
    (fields.language, "e", "BCP 47"),
    (fields.language, "en-", "BCP 47"),
    (fields.language, "en US", "BCP 47"),
    (fields.language, "en-US\n", "BCP 47"),
    (fields.language, "en" + "-abcde" * 50, "BCP 47"),
    (fields.language, "xq", "registered language"),
    (fields.language, "english", "registered language"),
    (fields.language, "en-QQ", "registered region"),
    (fields.email, "", "e-mail address"),
    (fields.email, "anna", "e-mail address"),
    (fields.email, "@example.com", "e-mail address"),
    (fields.email, "anna@", "e-mail address"),
    (fields.email, "a@b@example.com", "e-mail address"),
    (fields.email, ".anna@example.com", "e-mail address"),
    (fields.email, "an..na@example.com", "e-mail address"),
    (fields.email, "anna@-example.com", "e-mail address"),
    (fields.email, "anna@exa_mple.com", "e-mail address"),
    (fields.email, "anna@example.com.", "e-mail address"),
    (fields.email, "an na@example.com", "e-mail address"),
    (fields.email, "an\u202ena@example.com", "e-mail address"),
    (fields.email, "anna\ud800@example.com", "e-mail address"),
    (fields.email, "anna@[300.0.0.1]", "e-mail address"),
    (fields.email, "x" * 65 + "@example.com", "64 bytes"),
    (fields.email, "ü" * 33 + "@example.com", "64 bytes"),
    (fields.email, "anna@" + "x" * 64 + ".com", "e-mail address"),
    (fields.email, "anna@" + ".".join(["x" * 61] * 4) + ".xy", "254 bytes"),
    (fields.email, "anna\uff20shop@example.com", "e-mail address"),
    (fields.email, "\ufdfa" * 20 + "@example.com", "e-mail address"),
    (fields.customer_number, "", "1 to 66"),
    (fields.customer_number, "x" * 67, "1 to 66"),
    (fields.customer_number, "1001\n", "1 to 66"),
    (fields.customer_number, "ü", "1 to 66"),
    (fields.customer_number, "00000000", "reserved"),
    (fields.tenant, "ac", "3 to 16"),
    (fields.tenant, "a2345678901234567", "3 to 16"),
    (fields.tenant, "1acme", "3 to 16"),
    (fields.tenant, "Acme", "3 to 16"),
    (fields.tenant, "acme\n", "3 to 16"),
    (fields.document, [], "object"),
    (fields.document, None, "object"),
    (fields.document, nested(levels=21), "20 levels"),
    (fields.document, {"a": [[[Decimal("9.9E-131")]]]}, "1E-130"),
    (fields.document, {"a": Decimal("1E+126")}, "9.99E+125"),
    (fields.document, {"a": -(10**126)}, "9.99E+125"),
    (fields.document, {"a": int("1" * 39)}, "38 significant"),
    (fields.document, {"a": Decimal("0." + "1" * 39)}, "38 significant"),
    (fields.document, {"a": ["\udfff"]}, "surrogate"),
    (fields.document, {"\ud83d": 1}, "surrogate"),
]


def shown(parameter: object) -> str:
    return getattr(parameter, "__name__", None) or ascii(parameter)[:40]


@pytest.mark.parametrize(("check", "value"), ACCEPTED, ids=shown)
def test_a_value_within_the_limits_is_kept_as_it_was_given(
    check: Callable[[Any], Any], value: object
) -> None:
    assert check(value) is value


@pytest.mark.parametrize(("check", "value", "advice"), REFUSED, ids=shown)
def test_a_value_beyond_a_limit_is_refused_with_what_to_change(
    check: Callable[[Any], Any], value: object, advice: str
) -> None:
    with pytest.raises(ValueError, match="must") as refusal:
        check(value)

    assert advice in str(refusal.value)


def test_a_document_of_any_depth_is_refused_and_exhausts_no_stack() -> None:
    with pytest.raises(ValueError, match="20 levels"):
        fields.document(nested(levels=100_000))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna@Example.COM", "anna@example.com"),
        ("ﬁona@example.com", "fiona@example.com"),
        ("Zoe\u0308@example.com", "zoë@example.com"),
        ("ΑΝΝΑΣ@example.com", "αννας@example.com"),
    ],
)
def test_addresses_that_differ_by_case_or_compatibility_form_are_one_account(one: str, other: str) -> None:
    assert fields.folded_email(one) == fields.folded_email(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("anna@example.com", "ana@example.com"), ("STRASSE@example.com", "straße@example.com")],
)
def test_addresses_that_differ_otherwise_are_two_accounts(one: str, other: str) -> None:
    assert fields.folded_email(one) != fields.folded_email(other)


def test_white_space_around_an_address_is_not_part_of_it() -> None:
    assert fields.email(" anna@example.com\n") == "anna@example.com"


@given(st.text())
def test_folding_an_address_twice_changes_nothing_more(value: str) -> None:
    folded = fields.folded_email(value)

    assert fields.folded_email(folded) == folded


@given(st.emails())
def test_every_address_of_the_internet_is_accepted(address: str) -> None:
    assert fields.email(address) == address


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=80))
def test_any_text_without_control_characters_is_accepted_and_normalised(value: str) -> None:
    assume(any(character.isalpha() for character in value))

    assert fields.text(value) == unicodedata.normalize("NFC", value)


@given(st.text(st.characters(codec="utf-8", exclude_characters='"'), min_size=1, max_size=64))
def test_no_accepted_address_turns_into_two_by_folding_or_outgrows_a_key(local_part: str) -> None:
    try:
        address = fields.email(f"{local_part}@example.com")
    except ValueError:
        return

    folded = fields.folded_email(address)
    assert folded.count("@") == 1
    assert len(folded.encode()) <= 3 * fields.MAX_EMAIL_OCTETS


def test_the_published_pattern_refuses_what_a_text_cannot_be() -> None:
    def is_accepted(value: str) -> bool:
        try:
            fields.text(value)
        except ValueError:
            return False
        return True

    below_surrogates = (*range(0xD800), *range(0xE000, 0x10000))
    differing = {
        value
        for code in below_surrogates
        for value in (chr(code), f"{chr(code)}\u3164")
        if is_accepted(value) != (re.match(fields.TEXT_PATTERN, value) is not None)
    }

    assert differing == set()
    assert not any(map(is_accepted, ("\u3164", "\u00ad", "\u2800", " \u2060", "\U000e0041")))
