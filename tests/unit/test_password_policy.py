import unicodedata
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import fields
from shared.domain.data import common_passwords
from shared.domain.errors import ValidationFailed
from shared.domain.log_in.password_policy import check_new_password
from tests import common_passwords_source

COMMON = common_passwords.MOST_USED.split()
WIDE = {ord(character): ord(character) + 0xFEE0 for character in map(chr, range(0x21, 0x7F))}


def test_the_list_is_what_its_source_says_today() -> None:
    written = Path(str(common_passwords.__file__)).read_text()

    assert written == common_passwords_source.module()


def test_the_list_holds_as_many_as_it_says_each_once_and_as_they_are_compared() -> None:
    assert len(COMMON) == len(set(COMMON)) == common_passwords_source.HOW_MANY
    assert all(word == normalize("NFKC", word).casefold() for word in COMMON)
    assert all(fields.password(word) for word in COMMON)


@given(word=st.sampled_from(COMMON), data=st.data())
def test_a_common_password_is_refused_however_it_is_written(word: str, data: st.DataObject) -> None:
    spellings = ((c, c.upper(), c.translate(WIDE), c.upper().translate(WIDE)) for c in word)
    password = "".join(data.draw(st.sampled_from(spelling)) for spelling in spellings)

    with pytest.raises(ValidationFailed) as refused:
        check_new_password(password, "newPassword", refuse_common=True)
    with pytest.raises(ValidationFailed) as other:
        check_new_password(COMMON[-1], "newPassword", refuse_common=True)

    (problem,) = refused.value.problems
    assert problem.field == "newPassword"
    assert refused.value.problems == other.value.problems  # whatever the word is
    check_new_password(password, "newPassword", refuse_common=False)


@given(word=st.sampled_from(COMMON))
def test_a_password_that_only_holds_a_common_one_will_do(word: str) -> None:
    check_new_password(f"{word} and more", "password", refuse_common=True)


@given(password=st.text(min_size=6, max_size=128))
def test_a_password_of_6_to_128_characters_is_kept_however_it_is_composed(password: str) -> None:
    assert fields.password(password) == unicodedata.normalize("NFC", password)


@pytest.mark.parametrize("password", ["", "12345", "x" * 129])
def test_a_password_of_any_other_length_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match="must have 6 to 128 characters"):
        fields.password(password)
