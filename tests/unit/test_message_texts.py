"""Rules for a tenant's texts of messages, and the filling of placeholders (api.md §3)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.mail.texts import shipped_texts
from shared.domain.errors import ValidationFailed
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import (
    MAX_LANGUAGES,
    MAX_TEXT_LENGTH,
    PARTS,
    check_languages,
    check_text,
    filled,
    paragraphs,
)

SHIPPED = shipped_texts()
MONTHS = SHIPPED["en"]["dates"]["months"]
WITH_LINK = "Ciao!\n\n{link}\n\nVale {hours} ore per {email}."
every_part = pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in PARTS for name in PARTS[kind]]
)


def problems(value: Any) -> dict[str | None, str]:
    """Messages of the problems by the place that they name."""
    with pytest.raises(ValidationFailed) as refusal:
        check_languages(value)
    return {problem.field: problem.message for problem in refusal.value.problems}


def problem_of(kind: str, name: str, text: object) -> str:
    """The message of the one problem with a text."""
    found = problems({"it": {kind: {name: text}}})
    assert found.keys() == {f"it.{kind}.{name}"}
    return found[f"it.{kind}.{name}"]


class TestWhatIsAccepted:
    @pytest.mark.parametrize("tag", ["it", "de-AT", "pt_BR", "zh-Hant-TW", "EN"])
    def test_all_that_the_service_ships_in_any_language(self, tag: str) -> None:
        check_languages({tag: SHIPPED["en"]})

    @pytest.mark.parametrize(
        "texts",
        [
            {},
            {"PASSWORD_RESET": {}},
            {"PASSWORD_RESET": {"subject": "Password – nuova 🔑"}},
            {"OPT_IN": {"textWithLink": WITH_LINK}},
            {"OPT_IN": {"textWithLink": "{link}"}},
            {"OPT_IN": {"textWithLink": "\n\n  Ciao!\nRiga due.\n \n{link}\n"}},
            {"ACCOUNT_CREATED": {"text": "<b>Ciao & benvenuti</b>"}},
            {"dates": {"months": MONTHS, "date": "{year}年{month}{day}日"}},
        ],
    )
    def test_some_texts_of_a_language(self, texts: dict[str, Any]) -> None:
        check_languages({"it": texts})


class TestWhatIsRefused:
    @pytest.mark.parametrize("value", [[], "it", 1, True])
    def test_what_is_not_an_object_of_languages(self, value: object) -> None:
        with pytest.raises(ValueError, match="an object of texts by language"):
            check_languages(value)

    def test_more_languages_than_a_shop_has(self) -> None:
        with pytest.raises(ValueError, match=f"at most {MAX_LANGUAGES} languages"):
            check_languages({f"en-x-{n}": {} for n in range(MAX_LANGUAGES + 1)})

    @pytest.mark.parametrize("tag", ["", "italiano vero", "it-", "xq", "en-QQ", 'it"><script>', "it\n"])
    def test_a_language_that_is_not_one(self, tag: str) -> None:
        assert "must" in problems({tag: {}})[tag]

    def test_a_language_that_comes_twice(self) -> None:
        assert "same language" in problems({"de-AT": {}, "de_at": {}})["de_at"]

    def test_members_that_are_not_texts(self) -> None:
        found = problems(
            {"it": {"WELCOME": {"subject": "x"}, "OPT_IN": {"text": "x"}, "ACCOUNT_CREATED": "x"}}
        )

        assert found.keys() == {"it.WELCOME", "it.OPT_IN.text", "it.ACCOUNT_CREATED"}
        assert all(kind in found["it.WELCOME"] for kind in MessageKind)
        assert "subject, textWithLink, textWithCode" in found["it.OPT_IN.text"]

    @pytest.mark.parametrize("texts", [[], "x", None, 1])
    def test_a_language_without_texts(self, texts: object) -> None:
        assert "an object of kinds" in problems({"it": texts})["it"]

    @every_part
    @pytest.mark.parametrize("text", [None, 1, [], {}, "", " \n "])
    def test_what_is_not_a_text(self, kind: MessageKind, name: str, text: object) -> None:
        assert problem_of(kind, name, text) == "must be a string that is not empty"

    @every_part
    @pytest.mark.parametrize(
        "placeholder",
        [
            "{name}",
            "{customer.__class__}",
            "{0}",
            "{}",
            "{email!r}",
            "{email:>9999999}",
            "{ email }",
            "{EMAIL}",
            "{",
            "}",
        ],
    )
    def test_what_is_not_a_placeholder_of_the_message(
        self, kind: MessageKind, name: str, placeholder: str
    ) -> None:
        good = SHIPPED["en"][kind][name]

        message = problem_of(kind, name, f"{good.strip()} {placeholder}")

        allowed = PARTS[kind][name].placeholders
        assert message.startswith("must not have ")
        assert message.endswith(", ".join(allowed) if allowed else "none")

    def test_the_placeholder_of_another_message_is_named(self) -> None:
        message = problem_of("OPT_IN", "textWithLink", f"{WITH_LINK} {{day}}")

        assert message == "must not have the placeholder {day}; it may have {email}, {hours}, {link}"

    @every_part
    def test_a_text_without_its_purpose(self, kind: MessageKind, name: str) -> None:
        for placeholder in PARTS[kind][name].obligatory:
            without = SHIPPED["en"][kind][name].replace(placeholder, "")

            assert problem_of(kind, name, without) == f"must have the placeholder {placeholder}"

    @pytest.mark.parametrize("text", ["See {link}", "{link}\nnow", "{link}\n\n{link}", "{link}\n\nor {link}"])
    def test_a_link_that_could_not_be_a_button(self, text: str) -> None:
        assert problem_of("OPT_IN", "textWithLink", text) == "must have {link} once, between empty lines"

    @pytest.mark.parametrize(
        "control", ["\r\nBcc: eve@example.com", "\n", "\r", "\0", "\u2028", "\u2029", "\x85"]
    )
    @pytest.mark.parametrize("kind", MessageKind)
    def test_a_subject_that_is_more_than_a_line(self, kind: MessageKind, control: str) -> None:
        assert problem_of(kind, "subject", f"Hello{control}")

    @pytest.mark.parametrize("control", ["\r\n", "\0", "\x1b", "\x85", "\ufffe", "\t"])
    def test_control_characters(self, control: str) -> None:
        assert "control characters" in problem_of("ACCOUNT_CREATED", "text", f"Hello{control}")

    def test_a_text_that_is_too_long(self) -> None:
        assert "at most 4000" in problem_of("ACCOUNT_CREATED", "text", "x" * (MAX_TEXT_LENGTH + 1))
        assert "at most 256" in problem_of("ACCOUNT_CREATED", "subject", "x" * 257)

    @pytest.mark.parametrize(
        ("dates", "says"),
        [
            ("d", "an object"),
            ({"date": "{day} {month} {year}"}, "an object of months and date"),
            ({"months": MONTHS}, "an object of months and date"),
            ({"months": MONTHS, "date": "{day} {month} {year}", "era": "x"}, "an object of months and date"),
            ({"months": "JFMAMJJASOND", "date": "{day} {month} {year}"}, "a list of 12"),
            ({"months": MONTHS[1:], "date": "{day} {month} {year}"}, "a list of 12"),
            ({"months": [*MONTHS[1:], 1], "date": "{day} {month} {year}"}, "its months must be a string"),
            ({"months": [*MONTHS[1:], "{day}"], "date": "{day} {month} {year}"}, "its months must not have"),
            ({"months": MONTHS, "date": "{day} {month}"}, "its date must have the placeholder {year}"),
            ({"months": MONTHS, "date": "{day}\n{month} {year}"}, "its date must not contain"),
            (
                {"months": MONTHS, "date": "{day} {month} {year}", "firstOfMonth": "1"},
                "its firstOfMonth must have",
            ),
        ],
    )
    def test_dates_that_cannot_be_written(self, dates: object, says: str) -> None:
        assert says in problems({"it": {"dates": dates}})["it.dates"]

    def test_every_mistake_is_named_at_once(self) -> None:
        wrong = {"OPT_IN": {"subject": "", "textWithLink": "no link"}, "dates": {}}

        assert len(problems({"it": wrong, "de-AT": wrong})) == 6


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_braces_are_a_known_placeholder_or_refused(text: str) -> None:
    part = PARTS[MessageKind.ACCOUNT_CREATED]["text"]
    try:
        check_text(part, text)
    except ValueError:
        return
    left = text.replace("{email}", "")
    assert "{" not in left
    assert "}" not in left


@given(
    st.lists(st.sampled_from(["{email}", "{day}", "{", "}", "a", "\n\n"]), max_size=8),
    st.text("{}emailday"),
    st.text("{}"),
)
def test_what_is_filled_in_is_filled_in_once(pieces: list[str], email: str, day: str) -> None:
    text = "".join(piece for piece in pieces if piece not in {"{", "}"})

    values = {"{email}": email, "{day}": day}

    assert filled(text, values) == "".join(
        values.get(piece, piece) for piece in pieces if piece not in {"{", "}"}
    )


@given(st.lists(st.text("ab \n", max_size=6), max_size=5))
def test_paragraphs_are_what_is_between_empty_lines(lines: list[str]) -> None:
    text = "\n".join(lines)

    found = paragraphs(text)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all("\n\n" not in paragraph for paragraph in found)
