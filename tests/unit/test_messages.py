"""The message that an event asks for: its recipient, and its words as text and as HTML."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.fields import email as checked_email
from shared.domain.fields import url as checked_url
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import Texts
from shared.domain.messages.messages import message_of
from shared.domain.messages.wording import Wording
from tests.unit.mails import (
    API,
    AT,
    FIRST_PASSWORDS,
    MINTED,
    PAGE,
    SHIPPED,
    TOKENS,
    event_of,
    links_of,
    message,
    page_of,
)

every_kind = pytest.mark.parametrize("kind", MessageKind)
every_language = pytest.mark.parametrize("language", SHIPPED)


def opening(texts: Texts, kind: MessageKind, name: str) -> str:
    """The first paragraph of a text, as the message of `event_of` has it."""
    email = "new.Anna@example.com" if kind is MessageKind.EMAIL_CHANGE else "Anna@example.com"
    first: str = texts[kind][name].partition("\n")[0]
    return first.replace("{email}", email)


class TestRecipients:
    @every_kind
    def test_a_message_goes_to_the_account_and_that_of_a_change_to_the_new_address(
        self, kind: MessageKind
    ) -> None:
        expected = "new.Anna@example.com" if kind is MessageKind.EMAIL_CHANGE else "Anna@example.com"

        sent = message(kind)

        assert sent.to == expected
        assert expected in sent.text

    @every_kind
    def test_it_is_known_whose_it_is(self, kind: MessageKind) -> None:
        sent = message(kind)

        assert (sent.tenant, sent.customer_number, sent.kind, sent.site) == ("acme", "1001", kind, "main")


class TestLinks:
    @pytest.mark.parametrize("kind", TOKENS)
    def test_the_page_of_the_tenant_is_linked_by_a_button_and_in_full(self, kind: MessageKind) -> None:
        sent = message(kind)

        assert sent.link == f"{PAGE}?token={MINTED}"
        assert f"\n\n{sent.link}\n\n" in sent.text
        assert links_of(sent) == [sent.link, sent.link]
        button, in_full = page_of(sent).iter("a")
        assert (button.text, in_full.text) == (sent.subject, sent.link)

    @pytest.mark.parametrize("kind", [MessageKind.PASSWORD_RESET, MessageKind.EMAIL_CHANGE])
    def test_without_a_page_there_is_the_token_alone(self, kind: MessageKind) -> None:
        sent = message(kind, page=None)

        assert (sent.link, sent.token) == (None, MINTED)
        assert f"\n\n{MINTED}\n\n" in sent.text
        assert links_of(sent) == []

    def test_without_a_page_of_the_tenant_a_sign_up_is_confirmed_at_ours(self) -> None:
        link = f"{API}/customer/acme/signup/confirmation?token={MINTED}"

        assert message(MessageKind.OPT_IN, page=None).link == link

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " https://shop.example.com",
            "https://shop.example.com/\nb",
            "data:text/html,x",
            "//shop.example.com",
            "ftp://shop.example.com",
            'https://shop.example.com/"onmouseover="alert(1)',
            "https://shop.example.com@evil.example",
            "",
        ],
    )
    @pytest.mark.parametrize(
        ("kind", "member"), [(MessageKind.PASSWORD_RESET, "url"), (MessageKind.OPT_IN, "activateAccountUrl")]
    )
    def test_whatever_an_event_says_a_link_leads_to_the_web(
        self, url: str, kind: MessageKind, member: str
    ) -> None:
        sent = message(kind, changes={member: url})

        assert sent.link is None
        assert links_of(sent) == []
        assert MINTED in sent.text

    @pytest.mark.parametrize("kind", [MessageKind.ACCOUNT_CREATED, MessageKind.PASSWORD_MIGRATION_REMINDER])
    def test_a_notice_has_neither_link_nor_token(self, kind: MessageKind) -> None:
        sent = message(kind)

        assert (sent.link, sent.token, links_of(sent)) == (None, None, [])


class TestLanguages:
    @pytest.mark.parametrize(
        ("tag", "language"),
        [
            ("en_US", "en"),
            ("de", "de"),
            ("de-AT", "de"),
            ("FR_fr", "fr"),
            ("it_IT", "en"),
            ("deu", "en"),
            ("zh-Hant-TW", "en"),
        ],
    )
    @every_kind
    def test_it_is_the_customers_as_far_as_there_are_texts(
        self, kind: MessageKind, tag: str, language: str
    ) -> None:
        sent = message(kind, language=tag)

        assert sent.language == language
        assert page_of(sent).attrib == {"lang": language}
        assert sent.subject == SHIPPED[language][kind]["subject"]

    @every_language
    @pytest.mark.parametrize("kind", TOKENS)
    def test_a_token_is_asked_for_as_what_it_is(self, language: str, kind: MessageKind) -> None:
        with_link, with_code = (
            opening(SHIPPED[language], kind, name) for name in ("textWithLink", "textWithCode")
        )

        assert with_link != with_code
        assert message(kind, language=language).text.startswith(with_link)
        if kind is not MessageKind.OPT_IN:
            assert message(kind, language=language, page=None).text.startswith(with_code)

    @every_language
    def test_every_kind_has_texts_of_its_own(self, language: str) -> None:
        texts = [SHIPPED[language][kind] for kind in MessageKind]

        assert len({parts["subject"] for parts in texts}) == len(MessageKind)
        assert all("{email}" in parts[name] for parts in texts for name in parts.keys() - {"subject"})

    @pytest.mark.parametrize(
        ("kind", "hours"),
        [(MessageKind.PASSWORD_RESET, 1), (MessageKind.OPT_IN, 24), (MessageKind.EMAIL_CHANGE, 24)],
    )
    def test_they_say_how_long_the_token_works(self, kind: MessageKind, hours: int) -> None:
        assert f"valid for {hours} h" in message(kind).text

    def test_an_invitation_says_how_long_it_works(self) -> None:
        end = int((AT + timedelta(days=7)).timestamp())

        invitation = message(MessageKind.PASSWORD_RESET, changes={"expiresAt": end})

        assert "valid for 168 h" in invitation.text

    @pytest.mark.parametrize(
        ("language", "first", "other"),
        [
            ("en", "1 December 2026", "22 March 2027"),
            ("de", "1. Dezember 2026", "22. März 2027"),
            ("fr", "1er décembre 2026", "22 mars 2027"),
        ],
    )
    def test_a_reminder_says_which_day_it_is_about(self, language: str, first: str, other: str) -> None:
        kind = MessageKind.PASSWORD_MIGRATION_REMINDER

        assert first in message(kind, language=language).text
        assert other in message(kind, language=language, changes={"day": "2027-03-22"}).text

    @every_language
    def test_every_month_has_a_name(self, language: str) -> None:
        wording = Wording(SHIPPED, {}, "en")

        months = {wording.day(language, date(2026, month, 2)) for month in range(1, 13)}

        assert len(months) == 12


@every_language
@every_kind
class TestBothForms:
    @pytest.mark.parametrize("page", [PAGE, None])
    def test_they_say_the_same(self, kind: MessageKind, language: str, page: str | None) -> None:
        sent = message(kind, language=language, page=page)

        paragraphs = ["".join(each.itertext()) for each in page_of(sent).iter("p")]
        if sent.link is not None:
            assert paragraphs.pop(1) == sent.subject  # the button
        assert "\n\n".join(paragraphs) == sent.text

    def test_the_subject_is_one_line_and_the_title(self, kind: MessageKind, language: str) -> None:
        sent = message(kind, language=language)

        assert sent.subject.isprintable()
        assert page_of(sent).findtext("head/title") == sent.subject

    def test_nothing_is_loaded_and_styles_are_inline(self, kind: MessageKind, language: str) -> None:
        tags = {element.tag for element in page_of(message(kind, language=language)).iter()}

        assert tags <= {"html", "head", "meta", "title", "body", "p", "a"}


def is_valid(check: Any, value: str) -> bool:
    try:
        check(value)
    except ValueError:
        return False
    return True


local_parts = st.text("ab<>&'\"{}!#$%*/=?^`|~ü.\\ ", min_size=1, max_size=30)
emails = st.builds("{}@example.com".format, local_parts.flatmap(lambda t: st.sampled_from([t, f'"{t}"'])))
urls = st.builds("https://a.example/{}".format, st.text("ab&'={}?#%();,ü🂡", max_size=30))


@given(
    kind=st.sampled_from(MessageKind),
    language=st.sampled_from([*SHIPPED]),
    email=emails.filter(lambda value: is_valid(checked_email, value)),
    page=st.none() | urls.filter(lambda value: is_valid(checked_url, value)),
)
def test_whatever_is_put_in_stays_what_it_is(
    kind: MessageKind, language: str, email: str, page: str | None
) -> None:
    sent = message(kind, language=language, email=email, page=page)

    shown = "".join(page_of(sent).itertext())
    assert sent.to in shown
    assert sent.to in sent.text
    if sent.link is not None:
        assert links_of(sent) == [sent.link, sent.link]
        assert sent.link in shown


class TestInvitations:
    @pytest.mark.parametrize(
        ("language", "until"),
        [
            ("en", "until 6 December 2026"),
            ("de", "bis zum 6. Dezember 2026"),
            ("fr", "jusqu'au 6 décembre 2026"),
        ],
    )
    @pytest.mark.parametrize("page", [PAGE, None])
    def test_they_say_the_day_until_which_they_are_good(
        self, language: str, until: str, page: str | None
    ) -> None:
        end = datetime(2026, 12, 6, 23, 59, tzinfo=UTC)

        sent = message(
            MessageKind.INVITATION, language=language, page=page, changes={"expiresAt": int(end.timestamp())}
        )

        assert until in sent.text

    @pytest.mark.parametrize("kind", FIRST_PASSWORDS)
    def test_a_tenants_own_words_for_resets_stand_in_for_its_own_that_are_missing(
        self, kind: MessageKind
    ) -> None:
        own = {"it": {"PASSWORD_RESET": {"subject": "Scegli una password"}}}

        assert message(kind, own=own, language="it").subject == "Scegli una password"
        assert message(kind, own=own).subject == SHIPPED["en"][kind]["subject"]
        own["it"][kind] = {"subject": "Benvenuti"}
        assert message(kind, own=own, language="it").subject == "Benvenuti"


class TestEventsThatAskForNoMessage:
    @pytest.mark.parametrize("name", ["customer.created", "customer.refresh-token", ""])
    def test_there_is_none_for_other_events(self, name: str) -> None:
        with pytest.raises(KeyError):
            message_of(name, event_of(MessageKind.OPT_IN).detail(), Wording(SHIPPED, {}, "en"))

    @pytest.mark.parametrize("kind", ["PASSWORD_RESET", "INVITATION", "UNHEARD_OF"])
    def test_a_notice_is_of_a_kind_without_a_token(self, kind: str) -> None:
        with pytest.raises((KeyError, ValueError)):
            message(MessageKind.ACCOUNT_CREATED, changes={"kind": kind})

    @every_kind
    def test_what_a_message_needs_must_be_there(self, kind: MessageKind) -> None:
        event = event_of(kind)
        unneeded = {"occurredAt", "expiresAt", "url", "activateAccountUrl"}
        if kind is MessageKind.EMAIL_CHANGE:
            unneeded.add("email")  # the message goes to the new one
        if kind in FIRST_PASSWORDS:
            unneeded.add("kind")  # without it, it is about a new password

        if kind is MessageKind.WEBHOOK_DISABLED:
            unneeded |= {"customerNumber", "site", "language"}  # it is not to a customer

        for member in event.detail().keys() - unneeded:
            detail = {k: v for k, v in event.detail().items() if k != member}
            with pytest.raises(KeyError):
                message_of(event.name, detail, Wording(SHIPPED, {}, "en"))


class TestIdentity:
    @every_kind
    def test_a_message_is_its_events(self, kind: MessageKind) -> None:
        assert message(kind).id == event_of(kind).id
        assert message(kind) == message(kind)

    @every_kind
    def test_what_is_secret_or_personal_does_not_show_in_a_repr(self, kind: MessageKind) -> None:
        shown = repr([message(kind), event_of(kind)])

        assert MINTED not in shown
        assert "anna@" not in shown.lower()
