import unicodedata
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import fields
from shared.domain.data import common_passwords
from shared.domain.errors import ValidationFailed
from shared.domain.log_in.password_policy import check_new_password, check_unlike_email
from shared.domain.tenants.configuration import Configuration
from tests import common_passwords_source

REFUSING, TAKING = (Configuration({"password.refuseCommon": value}) for value in (True, False))
COMMON = common_passwords.MOST_USED.split()
WIDE = {ord(character): ord(character) + 0xFEE0 for character in map(chr, range(0x21, 0x7F))}


def test_the_list_is_what_its_source_says_today() -> None:
    written = Path(str(common_passwords.__file__)).read_text()

    assert written == common_passwords_source.module()


def test_the_list_holds_more_than_20_000_each_once_and_as_they_are_compared() -> None:
    assert len(COMMON) == len(set(COMMON)) > 20_000
    assert all(word == normalize("NFKC", word).casefold() for word in COMMON)
    assert all(fields.password(word) for word in COMMON)


@given(word=st.sampled_from(COMMON), data=st.data())
def test_a_common_password_is_refused_however_it_is_written(word: str, data: st.DataObject) -> None:
    spellings = ((c, c.upper(), c.translate(WIDE), c.upper().translate(WIDE)) for c in word)
    password = "".join(data.draw(st.sampled_from(spelling)) for spelling in spellings)

    with pytest.raises(ValidationFailed) as refused:
        check_new_password(password, "newPassword", REFUSING)
    with pytest.raises(ValidationFailed) as other:
        check_new_password(COMMON[-1], "newPassword", REFUSING)

    (problem,) = refused.value.problems
    assert problem.field == "newPassword"
    assert refused.value.problems == other.value.problems  # whatever the word is
    check_new_password(password, "newPassword", TAKING)


@given(word=st.sampled_from(COMMON))
def test_a_password_that_only_holds_a_common_one_will_do(word: str) -> None:
    check_new_password(f"{word} and more", "password", REFUSING)


@given(password=st.text(min_size=6, max_size=128))
def test_a_password_of_6_to_128_characters_is_kept_however_it_is_composed(password: str) -> None:
    assert fields.password(password) == unicodedata.normalize("NFC", password)


@pytest.mark.parametrize("password", ["", "12345", "x" * 129])
def test_a_password_of_any_other_length_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match="must have 6 to 128 characters"):
        fields.password(password)


def reason(password: str) -> str | None:
    """Why the password is refused, if it is."""
    try:
        check_new_password(password, "password", REFUSING)
    except ValidationFailed as refused:
        return refused.problems[0].message
    return None


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaa",
        "555555",
        "987654321",
        "121212",
        "michael",
        "daniel",
        "jennifer",
        "azerty",
        "qwertz",
        " dragon ",
    ],
)
def test_what_was_leaked_most_often_is_refused_names_included(password: str) -> None:
    assert reason(password) == "is one of the most common passwords; choose another one"


@pytest.mark.parametrize(
    "password",
    [" " * 6, "\u3000" * 8, "ÄÄÄäää", "7" * 128, "8080808", "xyxyxyx", "Ab!Ab!Ab!A", "w4x5w4x5", "😀" * 6],
)
def test_one_character_or_a_short_pattern_is_refused(password: str) -> None:
    assert reason(password) == "is one character or a short pattern, repeated; choose another one"


@pytest.mark.parametrize(
    "password",
    [
        *(
            "56789012345",
            "543210987",
            "abcdefghijkl",
            "ZYXWVUTSRQ",
            "qwertyuiop[",
            "SDFGHJKL;",
            "poiuztrewq",
        ),
        *(
            "qsdfghjklm",
            "йцукенгш",
            "rewqfdsavcxz",
            "1qaz2wsx3edc4",
            "qweasdzxcrfv",
            "abc123xyz",
            "!@#$%^&*(",
        ),
    ],
)
def test_runs_of_keyboard_and_alphabet_are_refused(password: str) -> None:
    assert reason(password) == "follows the keyboard or the alphabet; choose another one"


@pytest.mark.parametrize(
    "password",
    [
        "stone wall",
        "abcdog12",
        "12ab34cd",
        "correct horse",
        "123456 password",
        "qwexqwey",
        "staging",
        "asd1asd2",
    ],
)
def test_what_only_begins_like_that_will_do(password: str) -> None:
    assert reason(password) is None


@pytest.mark.parametrize("configuration", [REFUSING, TAKING])
@pytest.mark.parametrize(
    "password",
    [
        *("anna.weber@example.com", "ANNA.Weber@Example.com", "anna.weber", "Anna.Weber", " anna.weber "),
        *(
            "ａｎｎａ.ｗｅｂｅｒ",
            "info-shop@münchen.example",
            "info-shop@xn--mnchen-3ya.example",
            "info-shop",
        ),
    ],
)
def test_the_address_and_its_local_part_are_no_password(password: str, configuration: Configuration) -> None:
    emails = [None, "Anna.Weber@example.com", "info-shop@münchen.example"]

    check_new_password(password, "password", configuration)
    with pytest.raises(ValidationFailed) as refused:
        check_unlike_email(password, "signup.password", emails)

    (problem,) = refused.value.problems
    assert (problem.field, problem.message) == (
        "signup.password",
        "must not be the e-mail address, nor what is before its @",
    )


@pytest.mark.parametrize("password", ["anna.weber1", "weber@example.com", "anna.weber@example.org"])
def test_what_only_resembles_the_address_will_do(password: str) -> None:
    check_unlike_email(password, "password", ["anna.weber@example.com"])
