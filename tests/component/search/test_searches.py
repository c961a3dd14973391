"""What searches find, and in which order, through the port and on a real engine."""

import pytest

from shared.domain.customers.customer import AccountId
from tests.component.search.residents import customer, found, page, pages, settle, walked


class TestRank:
    def test_exact_words_come_before_beginnings_and_names_before_places(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("begins", 9, last_name="Weberknecht"),
                customer("in-place", 8, places=["Weber"]),
                customer("begins-place", 7, places=["Weberstadt"]),
                customer("older", 1, last_name="Weber"),
                customer("newer", 2, company="Weber AG"),
            ],
        )
        assert found(tenant, "weber") == ["newer", "older", "in-place", "begins", "begins-place"]

    def test_ties_are_by_number(self, tenant: str) -> None:
        settle(tenant, [customer(number, last_name="Weber") for number in ("c", "a", "B")])
        assert found(tenant, "weber") == ["B", "a", "c"]

    def test_the_worst_of_several_words_counts(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("one-begins", 9, first_name="Annabelle", last_name="Weber"),
                customer("in-place", 8, first_name="Anna", places=["Weber"]),
                customer("exact", 1, first_name="Anna", last_name="Weber"),
            ],
        )
        assert found(tenant, "anna weber") == ["exact", "in-place", "one-begins"]
        assert found(tenant, "Weber ANNA") == ["exact", "in-place", "one-begins"]

    def test_corrected_words_come_last(self, tenant: str) -> None:
        settle(
            tenant,
            [customer("near", 9, last_name="Maier"), customer("typed", 1, last_name="Meier")],
        )
        answer = page(tenant, "meier")
        assert [each.number for each in answer.customers] == ["typed", "near"]
        assert answer.corrected == "maier"


class TestWords:
    def test_texts_of_all_kinds(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("umlaut", last_name="Müller"),
                customer("sharp", last_name="Groß"),
                customer("accent", first_name="René", last_name="Łukasz"),
                customer("turkish", last_name="İlker"),
                customer("han", last_name="田中太郎"),
                customer("dashed", last_name="Meyer-Landrut"),
                customer("apostrophe", last_name="O'Neill"),
            ],
        )
        asked = {
            "müller": "umlaut",
            "muller": "umlaut",
            "GROSS": "sharp",
            "rene": "accent",
            "ilker": "turkish",
            "田中": "han",
            "中太": "han",
            "田中太郎": "han",
            "landrut": "dashed",
            "meyer-land": "dashed",
            "oneill": "apostrophe",
            "o'nei": "apostrophe",
        }
        assert {text: found(tenant, text)[:1] for text in asked} == {
            text: [number] for text, number in asked.items()
        }

    def test_digits(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("1004293", contact_phone="+49 170 1234567"),
                customer("national", 1, contact_phone="0170/7654321"),
                customer("zip", 2, places=[{"zipCode": "10115", "street": "Weg 7"}]),
            ],
        )
        assert found(tenant, "0170 1234567") == ["1004293"]
        assert found(tenant, "01701234567") == ["1004293"]
        assert found(tenant, "+49 170 1234567") == ["1004293"]
        assert found(tenant, "+49170 7654321") == ["national"]
        assert found(tenant, "4321") == ["national"]
        assert found(tenant, "21") == []
        assert found(tenant, "100429") == ["1004293"]
        assert found(tenant, "101") == ["zip"]

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("030 1234567", ["berlin"]),
            ("030 123 45 67", ["berlin"]),
            ("(030) 1234567", ["berlin"]),
            ("+49 30 1234567", ["berlin"]),
            ("0170 123 45 67", ["mobile"]),
            ("weber 0170 123 4567", ["mobile"]),
            ("+491701234567 10115", ["mobile"]),
            ("0170 123 4567 10115", ["mobile"]),
            ("01067 12", ["berlin"]),
            ("0170 123 45 68", []),
            ("+491701234567 01067", []),
        ],
    )
    def test_telephone_numbers_that_are_typed_with_spaces(
        self, tenant: str, text: str, numbers: list[str]
    ) -> None:
        settle(
            tenant,
            [
                customer("berlin", contact_phone="+49 30 1234567", places=[{"zipCode": "01067 Weg 12"}]),
                customer("mobile", 1, last_name="Weber", contact_phone="0170 1234567", places=["10115"]),
            ],
        )
        assert found(tenant, text) == numbers

    def test_names_without_spaces_as_they_are_written(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("jp", first_name="太郎", last_name="田中"),
                customer("cn", 1, first_name="小明", last_name="王"),
                customer("kr", 2, first_name="민준", last_name="김", company="삼성전자"),
                customer("th", 3, first_name="สมชาย", last_name="ใจดี"),
            ],
        )
        for text, number in {
            "김민준": "kr",
            "민준": "kr",
            "김": "kr",
            "김 민준": "kr",
            "전자": "kr",
            "성전자": "kr",
            "สมชาย": "th",
            "สมช ใจดี": "th",
            "田": "jp",
            "田中太郎": "jp",
            "太郎": "jp",
            "中太": "jp",
            "王小明": "cn",
            "王 小明": "cn",
        }.items():
            assert found(tenant, text) == [number], text
        assert found(tenant, "王太郎") == []

    def test_pieces_of_e_mail_addresses(self, tenant: str) -> None:
        settle(
            tenant,
            [customer("c", contact_email="Anna.Weber+shop@mail.example.com", accounts=())],
        )
        for text in (
            "anna.weber+shop@mail.example.com",
            "anna.weber",
            "weber",
            "shop",
            "mail.example",
            "anna",
        ):
            assert found(tenant, text) == ["c"], text
        assert found(tenant, "example") == []

    def test_one_letter(self, tenant: str) -> None:
        names = ["Weber", "Wagner", "Wolf", "W", "Zorn"]
        settle(tenant, [customer(name, at, last_name=name) for at, name in enumerate(names)])
        assert found(tenant, "w") == ["W", "Wolf", "Wagner", "Weber"]
        assert walked(tenant, "w", size=1) == ["W", "Wolf", "Wagner", "Weber"]

    def test_all_words_must_be_met(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("both", first_name="Anna", last_name="Weber", places=["Berlin"]),
                customer("no-place", first_name="Anna", last_name="Weber", places=["Hamburg"]),
            ],
        )
        assert found(tenant, "web berl an") == ["both"]


class TestCorrections:
    def test_a_word_that_nobody_has(self, tenant: str) -> None:
        settle(tenant, [customer("c", last_name="Weber", places=["Berlin"])])
        for text in ("wbeer", "weer", "wexber", "webbr"):
            answer = page(tenant, text)
            assert [each.number for each in answer.customers] == ["c"], text
            assert answer.corrected == "weber"
        assert page(tenant, "wexber berl").corrected == "weber berl"

    @pytest.mark.parametrize(
        "typed",
        [
            *("annalena", "anna-lena", "Anna Lena"),
            *("annalema", "anna-lema", "amna-lena", "ana-lena", "annaelna", "anna lema"),
            *("vandenberg", "van-den-berg", "vandenbreg", "van-den-brg", "vam-den-berg"),
            *("annalema vandenberg", "anna-lena vandenbreg", "wexber van-den-breg"),
        ],
    )
    def test_names_of_several_pieces_that_are_joined_somehow(self, tenant: str, typed: str) -> None:
        settle(
            tenant,
            [
                customer("c", first_name="Anna-Lena", last_name="van den Berg", company="Weber"),
                customer("o", first_name="Anna", last_name="Berg", contact_email="lena.den@x.de"),
                customer("v", first_name="Vam", last_name="Denver"),
            ],
        )
        assert found(tenant, typed)[0] == "c"

    def test_the_pieces_that_a_name_has_are_not_said_to_be_corrected(self, tenant: str) -> None:
        settle(tenant, [customer("c", first_name="Anna-Lena", last_name="Weber")])
        assert page(tenant, "anna-lena wexber").corrected == "anna-lena weber"
        assert page(tenant, "anna-lema weber").corrected == "annalena weber"
        assert page(tenant, "anna-lena").corrected is None

    def test_two_errors_in_a_long_word(self, tenant: str) -> None:
        settle(tenant, [customer("c", last_name="Schwarzenegger")])
        assert found(tenant, "schwarzeneger") == found(tenant, "schwartzeneger") == ["c"]

    def test_no_error_is_allowed_in_digits_and_short_words(self, tenant: str) -> None:
        settle(tenant, [customer("12345", last_name="Ann")])
        assert found(tenant, "12354") == found(tenant, "anm") == []
        assert page(tenant, "anm").corrected is None

    def test_an_error_that_is_the_name_of_another(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("meant", first_name="Anna", last_name="Weber"),
                customer("other", first_name="Bob", last_name="Leber"),
            ],
        )
        answer = page(tenant, "anna leber")
        assert [each.number for each in answer.customers] == ["meant"]
        assert answer.corrected == "anna weber"

    def test_nothing_is_corrected_where_enough_is_found(self, tenant: str) -> None:
        settle(tenant, [customer(f"c{at}", at, last_name="Weber") for at in range(3)])
        settle(tenant, [customer("near", 9, last_name="Leber")])
        assert "near" in found(tenant, "weber", size=4)
        assert page(tenant, "weber", size=3).next_position is None


class TestStored:
    def test_whoever_has_more_words_comes_once(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer(
                    f"c{at:02}",
                    at,
                    first_name="Weber",
                    last_name="Weberling",
                    company="Weberei",
                    accounts=(AccountId(email=f"weber{at}@x.de"),),
                )
                for at in range(30)
            ],
        )
        numbers = walked(tenant, "weber", size=7)
        assert numbers == [f"c{at:02}" for at in reversed(range(30))]

    def test_q_holds_besides(self, tenant: str) -> None:
        settle(
            tenant,
            [
                customer("on", last_name="Weber", active=True),
                customer("off", last_name="Weber", active=False),
            ],
        )
        assert found(tenant, "weber", q="active:false") == ["off"]

    def test_the_last_page_says_so(self, tenant: str) -> None:
        settle(tenant, [customer(f"c{at}", at, last_name="Weber") for at in range(4)])
        assert [len(each.customers) for each in pages(tenant, "weber", size=2)] == [2, 2]
