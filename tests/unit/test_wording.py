"""By which texts a message is worded: language, fallback, a tenant's own, and what breaks the rules."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import ValidationFailed
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import PARTS, check_languages
from shared.domain.messages.wording import Wording
from tests.unit.mails import MINTED, PAGE, SHIPPED, TOKENS, links_of, message, page_of

KIND = MessageKind.ACCOUNT_CREATED
SUBJECT = SHIPPED["en"][KIND]["subject"]


def subject(name: str) -> dict[str, Any]:
    """Texts of a language in which the subject is known by this name."""
    return {KIND: {"subject": name}}


def worded(tag: str, own: Any, default_language: str = "en") -> str:
    return Wording(SHIPPED, own, default_language).text(tag, KIND, "subject").text


class TestWhichLanguage:
    @pytest.mark.parametrize(
        ("tag", "expected"),
        [
            ("de-AT", "austrian"),
            ("DE_at", "austrian"),
            ("de-AT-1996", "austrian"),
            ("de-CH", "german"),
            ("de", "german"),
            ("it-IT", "italian"),
            ("ita", SUBJECT),
            ("fr", SHIPPED["fr"][KIND]["subject"]),
            ("en-GB", SUBJECT),
            ("es", SUBJECT),
        ],
    )
    def test_it_is_the_customers_the_closest_there_is(self, tag: str, expected: str) -> None:
        own = {"de_AT": subject("austrian"), "de": subject("german"), "it": subject("italian")}

        assert worded(tag, own) == expected

    @pytest.mark.parametrize(
        ("default", "expected"),
        [
            ("de", "german"),
            ("de-CH", "german"),
            ("it", "italian"),
            ("fr", SHIPPED["fr"][KIND]["subject"]),
            ("es", SUBJECT),
        ],
    )
    def test_customers_of_other_languages_get_the_tenants(self, default: str, expected: str) -> None:
        own = {"de": subject("german"), "it": subject("italian")}

        assert worded("es-MX", own, default) == expected

    def test_the_service_speaks_the_customers_language_rather_than_the_tenant_its_own(self) -> None:
        assert worded("fr-FR", {"it": subject("italian")}, "it") == SHIPPED["fr"][KIND]["subject"]

    def test_the_tenants_english_goes_before_ours(self) -> None:
        assert worded("es", {"en": subject("english")}) == "english"

    def test_parts_fall_back_one_by_one(self) -> None:
        sent = message(KIND, language="it", own={"it": subject("Conto creato")}, default_language="de")

        assert sent.subject == "Conto creato"
        assert "Vielen Dank" in sent.text
        assert sent.language == "de"
        assert page_of(sent).attrib == {"lang": "de"}

    @given(
        tag=st.lists(st.sampled_from(["de", "at", "x", "it"]), min_size=1, max_size=4).map("-".join),
        own=st.sets(st.lists(st.sampled_from(["de", "at", "x", "it"]), min_size=1, max_size=4).map("-".join)),
    )
    def test_a_language_is_looked_up_as_rfc_4647_says(self, tag: str, own: set[str]) -> None:
        subtags = tag.split("-")
        lookup = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
        shipped = {language: SHIPPED[language][KIND]["subject"] for language in SHIPPED}
        expected = next(
            (each if each in own else shipped[each] for each in lookup if each in own | shipped.keys()),
            SUBJECT,
        )

        assert worded(tag, {each: subject(each) for each in own}) == expected


REMINDER = {MessageKind.PASSWORD_MIGRATION_REMINDER: {"text": "Entro il {day}"}}
DATES = {"date": "{day}/{month}/{year}", "months": [f"mese {n}" for n in range(1, 13)]}


def reminder(own: Any, language: str = "it-IT") -> str:
    """The text of a reminder of a day that is the first of its month."""
    kind, changes = MessageKind.PASSWORD_MIGRATION_REMINDER, {"day": "2027-12-01"}
    return message(kind, changes=changes, language=language, own=own).text


class TestDays:
    def test_a_language_of_the_tenants_says_how_they_are_written(self) -> None:
        assert reminder({"it": {**REMINDER, "dates": DATES}}) == "Entro il 1/mese 12/2027"

    def test_they_are_figures_where_it_does_not(self) -> None:
        assert reminder({"it": REMINDER}) == "Entro il 2027-12-01"

    def test_they_are_in_the_language_of_the_sentence(self) -> None:
        own = {"it": {"dates": DATES}}

        assert "before 1 December 2027" in reminder(own)

    def test_the_first_of_a_month_may_be_written_otherwise(self) -> None:
        dates = {**DATES, "firstOfMonth": "{day}° {month} {year}"}
        wording = Wording(SHIPPED, {"it": {"dates": dates}}, "en")

        assert [wording.day("it", date(2027, 12, day)) for day in (1, 2)] == [
            "1° mese 12 2027",
            "2/mese 12/2027",
        ]

    def test_a_regional_language_has_those_of_its_own_language(self) -> None:
        own = {"fr-CA": {MessageKind.PASSWORD_MIGRATION_REMINDER: {"text": "D'ici au {day}"}}}

        assert reminder(own, "fr-CA") == "D'ici au 1er décembre 2027"


class TestOwnTextsInBothForms:
    def test_a_text_is_filled_in_and_laid_out(self) -> None:
        own = {"it": {"OPT_IN": {"textWithLink": "Ciao!\nEcco:\n\n{link}\n\nVale {hours} ore per {email}."}}}

        sent = message(MessageKind.OPT_IN, language="it", own=own)

        assert sent.text == f"Ciao!\nEcco:\n\n{PAGE}?token={MINTED}\n\nVale 24 ore per Anna@example.com."
        assert links_of(sent) == [sent.link, sent.link]
        assert len([*page_of(sent).iter("br")]) == 1

    def test_markup_is_text(self) -> None:
        script = "<script>alert(1)</script><a href='https://evil.example'>&amp;</a>"
        own = {"en": {KIND: {"subject": script, "text": script}}}

        sent = message(KIND, own=own)

        assert (sent.subject, sent.text) == (script, script)
        assert links_of(sent) == []
        assert page_of(sent).findtext("head/title") == page_of(sent).findtext("body/p") == script

    def test_a_code_is_sent_where_there_is_no_page(self) -> None:
        own = {
            "en": {"PASSWORD_RESET": {"textWithCode": "{code}\n\nis your code.", "textWithLink": "{link}"}}
        }

        assert message(MessageKind.PASSWORD_RESET, page=None, own=own).text == f"{MINTED}\n\nis your code."


PIECES = st.sampled_from(
    [
        "{email}",
        "{link}",
        "{code}",
        "{hours}",
        "{day}",
        "{customer.__class__}",
        "{0}",
        "{",
        "}",
        "{{",
        "\n\n",
        "\n",
        "\r\n",
        "a",
        "<script>",
        "&",
        '"',
        "%s",
        "$email",
        "\u2028",
        "\0",
        " ",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
JSON = (
    st.none()
    | st.booleans()
    | st.integers()
    | TEXTS
    | st.lists(TEXTS, max_size=2)
    | st.dictionaries(TEXTS, TEXTS, max_size=2)
)
NAMES = st.sampled_from([*MessageKind, "dates", "other"])
PART_NAMES = st.sampled_from(["subject", "text", "textWithLink", "textWithCode", "date", "months", "other"])
ANY_TEXTS = JSON | st.dictionaries(
    NAMES, JSON | st.dictionaries(PART_NAMES, JSON | TEXTS, max_size=4), max_size=5
)
OWN = st.dictionaries(st.sampled_from(["it", "it-IT", "de", "en", "", "é", '"']), ANY_TEXTS, max_size=4)


@given(own=OWN, kind=st.sampled_from(MessageKind), page=st.sampled_from([PAGE, None]), default=TEXTS)
def test_whatever_a_tenant_has_set_a_message_goes_out_and_does_its_work(
    own: dict[str, Any], kind: MessageKind, page: str | None, default: str
) -> None:
    sent = message(kind, language="it_IT", own=own, page=page, default_language=default)

    assert sent.subject.strip()
    assert not {"\n", "\r", "\u2028"}.intersection(sent.subject)
    assert {element.tag for element in page_of(sent).iter()} <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "p",
        "a",
        "br",
    }
    if kind in TOKENS:
        assert (sent.link or MINTED) in sent.text
        assert links_of(sent) == ([sent.link, sent.link] if sent.link else [])


@given(text=TEXTS, kind=st.sampled_from(MessageKind), data=st.data())
def test_a_text_that_may_be_set_is_sent_and_one_that_may_not_is_never(
    text: str, kind: MessageKind, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([*PARTS[kind]]))
    own = {"it": {kind: {name: text}}}
    try:
        check_languages(own)
    except ValidationFailed:
        is_taken = False
    else:
        is_taken = True

    assert (Wording(SHIPPED, own, "en").text("it", kind, name).language == "it") is is_taken
