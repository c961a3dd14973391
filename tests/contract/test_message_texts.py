"""Files of texts, for translators: every language says what English says, with the same placeholders."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.mail.texts import MESSAGES, UnusableTexts, shipped_texts
from shared.domain import fields
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import PARTS, missing_from
from shared.domain.messages import messages
from tests.event_schemas import SCHEMAS
from tools.packaging import layer

ROOT = Path(__file__).parents[2]
SHIPPED = shipped_texts()
FILES = sorted(MESSAGES.iterdir())
PLACEHOLDER = re.compile(r"\{\w+\}")
ENGLISH = (MESSAGES / "en.toml").read_text(encoding="utf-8")
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def placeholders(texts: Any) -> dict[str, list[str]]:
    return {
        f"{kind}.{name}": sorted(PLACEHOLDER.findall(texts[kind][name]))
        for kind, parts in PARTS.items()
        for name in parts
    }


def folder_of(path: Path, **changed: str) -> Path:
    """Our files, of which some are other ones."""
    for file in FILES:
        (path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    for language, text in changed.items():
        (path / f"{language}.toml").write_text(text, encoding="utf-8")
    return path


@every_file
def test_a_file_is_a_language(file: Path) -> None:
    assert (file.suffix, fields.language(file.stem)) == (".toml", file.stem)


@pytest.mark.parametrize("language", SHIPPED)
def test_a_language_has_every_text_with_the_placeholders_of_english(language: str) -> None:
    assert missing_from(SHIPPED[language]) == []
    assert placeholders(SHIPPED[language]) == placeholders(SHIPPED["en"])


def test_there_are_texts_for_every_message_that_is_sent() -> None:
    with_tokens = {kind for kind, parts in PARTS.items() if "textWithLink" in parts}
    notices, first_passwords = (
        SCHEMAS[name]["properties"]["detail"]["properties"]["kind"]["enum"]
        for name in ("customer.message", "customer.password-reset")
    )

    assert PARTS.keys() == set(MessageKind)
    assert (
        with_tokens - {*first_passwords} == {*map(MessageKind, TokenPurpose)} == {*messages._KINDS.values()}
    )
    assert PARTS.keys() - with_tokens == set(notices)


@every_file
def test_a_file_explains_to_translators_what_there_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    head = text.partition("\n\n")[0]
    known = {name for parts in PARTS.values() for part in parts.values() for name in part.placeholders}

    assert all(line.startswith("#") for line in head.splitlines())
    assert set(PLACEHOLDER.findall(head)) == known
    for kind in MessageKind:
        assert re.search(rf"^# .+\n\[{kind}\]$", text, re.MULTILINE), (
            f"{file.name} does not say what {kind} is"
        )


def test_files_explain_the_same() -> None:
    explained = {
        "\n".join(line for line in file.read_text(encoding="utf-8").splitlines()[1:] if line.startswith("#"))
        for file in FILES
    }

    assert len(explained) == 1


@pytest.mark.parametrize(
    ("now", "then", "says"),
    [
        (
            "from now on, open this link",
            "{form} now on, open this link",
            "it.toml: EMAIL_CHANGE.textWithLink: must not have the placeholder {form}; it may have",
        ),
        (
            'subject = "Log in',
            'subjetc = "Log in',
            "it.toml: PASSWORD_MIGRATION_REMINDER.subjetc: is not a text",
        ),
        ("[OPT_IN]", "[OPTIN]", "it.toml: OPTIN: is not a kind of message"),
        (
            "{day} {month} {year}",
            "{day} {moon} {year}",
            "it.toml: dates: its date must not have the placeholder {moon}",
        ),
        ("\n[dates]\n", "\n[dates\n", "it.toml: "),
    ],
)
def test_a_mistake_is_named_by_file_message_and_placeholder(
    tmp_path: Path, now: str, then: str, says: str
) -> None:
    assert now in ENGLISH

    with pytest.raises(UnusableTexts) as error:
        shipped_texts(folder_of(tmp_path, it=ENGLISH.replace(now, then, 1)))

    assert str(error.value).startswith(says)


def test_every_mistake_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableTexts) as error:
        shipped_texts(folder_of(tmp_path, it=ENGLISH.replace("{email}", "{name}")))

    texts = [line for line in ENGLISH.splitlines() if not line.startswith("#")]
    assert len(str(error.value).splitlines()) == sum("{email}" in line for line in texts)


def test_english_is_complete_as_all_others_fall_back_on_it(tmp_path: Path) -> None:
    without = ENGLISH.replace('text = "Thank you', '# text = "Thank you', 1)

    with pytest.raises(UnusableTexts, match=r"^en\.toml: lacks ACCOUNT_CREATED\.text$"):
        shipped_texts(folder_of(tmp_path, en=without))


def test_a_language_that_is_added_is_a_file(tmp_path: Path) -> None:
    added = shipped_texts(folder_of(tmp_path, pt_BR=ENGLISH))

    assert added.keys() == {*SHIPPED, "pt-br"}
    assert added["pt-br"] == SHIPPED["en"]


def test_files_are_installed_and_deployed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = [file.relative_to(ROOT) for file in FILES]

    assert "*.toml" in project["tool"]["setuptools"]["package-data"]["*"]
    assert not [file for file in shipped for pattern in layer._UNUSED if fnmatch(str(file), pattern)]
