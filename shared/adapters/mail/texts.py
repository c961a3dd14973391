"""Reads the service's texts of messages, one file of `shared/messages` for each language."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from shared.domain.message_texts import FALLBACK_LANGUAGE, Texts, folded_tag, missing_from, problems_of

MESSAGES = Path(__file__).parents[2] / "messages"


class UnusableTexts(Exception):
    """A file of texts breaks the rules. The error names the file, the message and what to change."""


def shipped_texts(folder: Path = MESSAGES) -> Mapping[str, Texts]:
    """Return the texts by language. Raises `UnusableTexts` with every problem of a file."""
    languages = {folded_tag(file.stem): _texts_of(file) for file in sorted(folder.glob("*.toml"))}
    missing = missing_from(languages.get(FALLBACK_LANGUAGE, {}))
    if missing:
        raise UnusableTexts(f"{FALLBACK_LANGUAGE}.toml: lacks {', '.join(missing)}")
    return languages


def _texts_of(file: Path) -> Texts:
    try:
        texts = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnusableTexts(f"{file.name}: {error}") from None
    problems = [f"{file.name}: {problem.field}: {problem.message}" for problem in problems_of(texts)]
    if problems:
        raise UnusableTexts("\n".join(problems))
    return texts
