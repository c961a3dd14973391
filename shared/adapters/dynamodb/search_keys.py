"""The keys of the index of words. Words come before reaches, as restrictions may have any characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.writes import Key
from shared.domain.search.corrections import Entry as DictionaryEntry
from shared.domain.search.corrections import Side
from shared.domain.search.corrections import entries_of as dictionary_entries
from shared.domain.search.words import Listing, Word, is_without_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.search.entries import Entry

WORDS, ENDINGS, DICTIONARY, REGISTRY = "W", "R", "D", "B"
BEHIND_WORD = "\0"
_NAME, _PLACE = "0", "1"
_LATEST = (1 << 43) - 1
_HEX_DIGITS = 11
_BEGINNING = 2


def beginning_of(text: str) -> str:
    """Return the characters of a word that its partition is named by."""
    return text[: 1 if is_without_spaces(text[:1]) else _BEGINNING]


def listed_under(word: Word) -> str:
    """Return the name of a word's partition in the registry: the letter of its kind, and its beginning."""
    return (ENDINGS if word.listing is Listing.ENDINGS else WORDS) + beginning_of(word.text)


def partition_of(tenant: str, reach: str, listed: str) -> str:
    """Return the partition that the registry of a reach names so: of entries, or of the dictionary."""
    return f"{tenant}#{listed[0]}#{listed[1:]}#{reach}"


def entries_partition(tenant: str, reach: str, word: Word) -> str:
    """Return the partition of the entries of a word, and of those that begin with it.

    For a single letter, that of the word of one letter alone; the registry names the others.
    """
    return partition_of(tenant, reach, listed_under(word))


def entry_key(tenant: str, entry: Entry) -> Key:
    """Return the key of an entry: names before places, each newest first."""
    order = _PLACE if entry.word.listing is Listing.PLACES else _NAME
    newest_first = f"{_LATEST - entry.created:0{_HEX_DIGITS}x}"
    return Key(
        entries_partition(tenant, entry.reach, entry.word),
        f"{entry.word.text}{BEHIND_WORD}{order}{newest_first}{entry.number}",
    )


def entry_place(listed: str, sort_key: str) -> tuple[Word, int, str]:
    """Return the word, the time of creation in milliseconds, and the number that a sort key is made of."""
    text, _, rest = sort_key.partition(BEHIND_WORD)
    listing = Listing.PLACES if rest[0] == _PLACE else Listing.NAMES
    if listed[0] == ENDINGS:
        listing = Listing.ENDINGS
    created = _LATEST - int(rest[1 : 1 + _HEX_DIGITS], 16)
    return Word(listing, text), created, rest[1 + _HEX_DIGITS :]


def dictionary_partition(tenant: str, reach: str, side: Side, letter: str) -> str:
    """Return the partition of the dictionary's words that have this letter first from a side."""
    return partition_of(tenant, reach, f"{DICTIONARY}{side}{letter}")


def dictionary_keys(tenant: str, reach: str, word: str) -> tuple[Key, Key]:
    """Return the keys of a word of the dictionary, forward and backward."""
    forward, backward = (
        Key(dictionary_partition(tenant, reach, entry.side, entry.text[0]), entry.text)
        for entry in dictionary_entries(word)
    )
    return forward, backward


def dictionary_listed(word: str) -> Iterator[str]:
    """Yield the names of a word's two partitions of the dictionary in the registry."""
    return (f"{DICTIONARY}{entry.side}{entry.text[0]}" for entry in dictionary_entries(word))


def registry_partition(tenant: str, reach: str) -> str:
    """Return the partition that lists the partitions of a reach."""
    return f"{tenant}#{REGISTRY}#{reach}"


def registry_key(tenant: str, reach: str, listed: str) -> Key:
    """Return the key of the mark that a partition of a reach has something."""
    return Key(registry_partition(tenant, reach), listed)


def build_key(tenant: str) -> Key:
    """Return the key of how far a build has come. No reach is empty."""
    return Key(registry_partition(tenant, ""), "BUILD")


def dictionary_word(listed: str, sort_key: str) -> str:
    """Return the word that a sort key of the dictionary is made of."""
    return DictionaryEntry(Side(listed[1]), sort_key).word
