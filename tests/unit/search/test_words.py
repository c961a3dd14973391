"""Words of customers: folded as `sort` folds texts, and found in every form that people type."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import LegalEntityReference
from shared.domain.collation import without_accents_and_case
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.search.typed import Quality, quality_of, typed_words
from shared.domain.search.words import MAX_WORD, Listing, Word, email_words, text_words, words_of

BORN = datetime(2026, 1, 31, tzinfo=UTC)
ANNA = Customer(
    tenant="acme",
    number="C-4711",
    created_at=BORN,
    modified_at=BORN,
    incarnation="i",
    first_name="Anna",
    middle_name="Łucja",
    last_name="Müller-Weiß",
    company="Bäckerei O'Brien & Söhne",
    contact_phone="+49 (151) 2345-6789",
    contact_email="A.Mueller82@Mail.Example.com",
    legal_entities=(LegalEntityReference("L1", "Nordlicht GmbH"),),
    addresses=(
        Address(
            id="1", texts={"street": "Lange Straße", "zipCode": "10115", "city": "Berlin", "state": "X1"}
        ),
        Address(id="2", texts={"street": "Rue Anna", "city": "Saint-Étienne", "contactPhone": "0711 998877"}),
    ),
)


def test_words_are_those_of_names_numbers_and_places() -> None:
    words = words_of(ANNA)
    by_list = {listing: {word.text for word in words if word.listing is listing} for listing in Listing}
    assert by_list[Listing.NAMES] == {
        *("anna", "lucja", "muller", "weiss", "mullerweiss"),
        *("backerei", "obrien", "sohne", "nordlicht", "gmbh"),
        *(
            "c-4711",
            "15123456789",
            "711998877",
            "a.mueller82@mail.example.com",
            "mueller82",
            "mail.example.com",
        ),
    }
    assert by_list[Listing.PLACES] == {"lange", "strasse", "10115", "berlin", "rue", "saint", "etienne"}
    assert by_list[Listing.ENDINGS] == {"987654321", "778899117"}


def test_the_log_in_is_a_word_beside_the_contact_address() -> None:
    customer = replace(ANNA, accounts=(AccountId("anna@log.in"),), contact_email=None)
    assert {Word(Listing.NAMES, "anna@log.in"), Word(Listing.NAMES, "log.in")} <= words_of(customer)


@pytest.mark.parametrize(
    ("typed", "quality"),
    [
        ("müller", Quality.EXACT_NAME),
        ("MULLER weiss", Quality.EXACT_NAME),
        ("Müller-W", Quality.BEGINNING_OF_NAME),
        ("o’brien", Quality.EXACT_NAME),
        ("nordl", Quality.BEGINNING_OF_NAME),
        ("müllerweiß", Quality.EXACT_NAME),
        ("Müller-Weiß", Quality.EXACT_NAME),
        ("nordlichtgmbh", None),
        ("berlin", Quality.EXACT_PLACE),
        ("xt-étienne", None),
        ("étien", Quality.BEGINNING_OF_PLACE),
        ("anna berl", Quality.BEGINNING_OF_PLACE),
        ("a.mueller82@mail", Quality.BEGINNING_OF_NAME),
        ("a.mueller82", Quality.EXACT_NAME),
        ("mueller82", Quality.EXACT_NAME),
        ("mail.example.com", Quality.EXACT_NAME),
        ("@mail.example.com", Quality.EXACT_NAME),
        ("c-47", Quality.BEGINNING_OF_NAME),
        ("C-4711", Quality.EXACT_NAME),
        ("6789", Quality.BEGINNING_OF_NAME),
        ("89", None),
        ("01512345", Quality.BEGINNING_OF_NAME),
        ("0151 23456789", Quality.EXACT_NAME),
        ("015123456789", Quality.EXACT_NAME),
        ("0049 151 23456789", Quality.EXACT_NAME),
        ("+49 151/234 567-89", Quality.EXACT_NAME),
        ("+49 711 998877", Quality.EXACT_NAME),
        ("491512345", Quality.BEGINNING_OF_NAME),
        ("10115", Quality.EXACT_PLACE),
        ("101", Quality.BEGINNING_OF_PLACE),
        ("muller hamburg", None),
        ("x1", None),
    ],
)
def test_what_people_type_finds_the_customer(typed: str, quality: Quality | None) -> None:
    assert quality_of(typed_words(typed), words_of(ANNA)) == quality


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("山田太郎", ["山田", "田太", "太郎"]),
        ("李", ["李"]),
        ("佐々木 Anna", ["佐々", "々木", "anna"]),
        ("ABC株式会社", ["abc", "株式", "式会", "会社"]),
        ("ﾔﾏﾀﾞ", ["ヤマ", "マタ"]),
        ("محمد ١٢", ["محمد", "12"]),
        ("สมชาย กิตติ", ["สมชาย", "กตต"]),
        ("00-950", ["00950"]),
        ("24/7 Fit", ["247", "fit"]),
        ("SW1A 1AA", ["sw1a", "1aa"]),
        ("  ", []),
        (None, []),
        ("_--_", []),
    ],
)
def test_scripts_without_spaces_are_words_by_pairs(text: str | None, words: list[str]) -> None:
    assert list(text_words(text)) == words


def test_a_part_of_a_name_without_spaces_is_found() -> None:
    customer = replace(ANNA, last_name="山田", first_name="太郎", company="東京電力")
    for typed in ("山田", "山", "東京電力", "京電", "山田 太郎"):
        assert quality_of(typed_words(typed), words_of(customer)) is not None
    assert quality_of(typed_words("山太"), words_of(customer)) is None


@pytest.mark.parametrize("typed", ["김민준", "김", "김민", "민준", "김 민준", "민준 김", "기"])
def test_a_korean_name_is_found_as_it_is_written(typed: str) -> None:
    customer = replace(ANNA, last_name="김", first_name="민준")
    assert quality_of(typed_words(typed), words_of(customer)) is not None
    assert quality_of(typed_words("김준"), words_of(customer)) is None


@pytest.mark.parametrize(
    ("typed", "quality"),
    [
        ("삼성전자", Quality.EXACT_NAME),
        ("삼성", Quality.BEGINNING_OF_NAME),
        ("전자", Quality.EXACT_NAME),
        ("성전자", Quality.EXACT_NAME),
        ("삼성저", Quality.BEGINNING_OF_NAME),
        ("삼전", None),
        ("삼성전기", None),
        ("삼전자", None),
    ],
)
def test_a_part_of_a_compound_in_hangul_is_found(typed: str, quality: Quality | None) -> None:
    assert quality_of(typed_words(typed), words_of(replace(ANNA, company="삼성전자"))) is quality


NAMELESS = replace(ANNA, first_name=None, middle_name=None, last_name="X")


@pytest.mark.parametrize(
    ("customer", "typed"),
    [
        (
            replace(NAMELESS, first_name="Anna-Lena"),
            ["annalena", "Anna-Lena", "anna lena", "annal", "lena"],
        ),
        (
            replace(NAMELESS, last_name="van den Berg"),
            ["vandenberg", "van-den-berg", "Van Den Berg", "vandenb"],
        ),
        (replace(NAMELESS, last_name="O'Neill-Ó Briain"), ["oneillobriain", "o'neill-o'briain"]),
        (replace(NAMELESS, middle_name="Ali Can"), ["alican"]),
        (replace(NAMELESS, first_name="Annalena"), ["anna-lena"]),
    ],
)
def test_names_of_several_pieces_are_found_however_they_are_joined(
    customer: Customer, typed: list[str]
) -> None:
    for text in typed:
        assert quality_of(typed_words(text), words_of(customer)) is not None, text


@pytest.mark.parametrize("number", ["2026-0042", "C-47-11", "A_1", "00000042", "-x-"])
def test_a_number_is_found_as_it_is_written(number: str) -> None:
    assert quality_of(typed_words(number), words_of(replace(ANNA, number=number))) is Quality.EXACT_NAME


def test_what_is_long_is_cut_alike_on_both_sides() -> None:
    customer = replace(ANNA, company="x" * 300)
    assert max(len(word.text) for word in words_of(customer)) == MAX_WORD
    assert quality_of(typed_words("x" * 200), words_of(customer)) is Quality.EXACT_NAME


def test_the_first_piece_of_an_address_has_no_word_of_its_own() -> None:
    assert list(email_words("weber71.x@gmx.de")) == ["weber71.x@gmx.de", "x", "gmx.de"]
    assert list(email_words("_.a@b.de")) == ["_.a@b.de", "a", "b.de"]


texts = st.text(st.sampled_from("aäßİıŁø山田ﾞ'’.-_@ 09٣e\u0301\0"), max_size=12)


@given(texts)
def test_words_are_folded_and_found_by_themselves_and_each_beginning(text: str) -> None:
    customer = replace(ANNA, last_name=text)
    words = words_of(customer)
    for word in text_words(text):
        assert without_accents_and_case(word) == word
        assert Word(Listing.NAMES, word) in words
        for end in range(1, len(word) + 1):
            if not word[:end].isdecimal():
                assert quality_of(typed_words(word[:end]), words) is not None


@given(texts.filter(lambda text: any(map(str.isalnum, text))))
def test_who_is_called_like_that_is_found_by_the_whole_text(text: str) -> None:
    tokens = list(text_words(text))
    if tokens and not any("@" in each for each in text) and len(text.split()) <= 10:
        assert quality_of(typed_words(text), words_of(replace(ANNA, company=text))) is not None
