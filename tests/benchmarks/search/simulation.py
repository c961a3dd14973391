"""What searches would read in each design, counted on generated customers: `python -m …search.simulation`."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from shared.domain.collation import without_accents_and_case
from shared.domain.search.distance import edits_allowed
from shared.domain.search.typed import typed_words
from shared.domain.search.words import Listing, Word, text_words
from tests.benchmarks.search.corrections import Dictionary, matches, mistyped
from tests.benchmarks.search.designs import PAGE, Found, index_count, merged, one_word, signed, tested
from tests.benchmarks.search.index import KEY_BYTES, Index, listing_share
from tests.benchmarks.search.population import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.benchmarks.search.population import Person

STATE_BYTES, DIRECTORY_BYTES = 200, 600
"""Of an item with all words of a customer, and of a row of the directory."""


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--searches", type=int, default=300, help="of each kind")
    parser.add_argument("--compare", action="store_true", help="count the designs that were not chosen, too")
    given = parser.parse_args()
    began = time.process_time()
    index = Index(people(given.customers), kept=max(given.customers // 5_000, 1))
    _say(f"{index.size} customers, {time.process_time() - began:.0f} s of CPU")
    _writes(index)
    _searches(index, given.searches, compare=given.compare)
    _beginnings(index)
    _corrections(index, given.searches)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _writes(index: Index) -> None:
    each = len(index.held) / index.size
    names = {listing.name: round(share, 2) for listing, share in listing_share(index).items()}
    per_customer = sorted(index.starts[n + 1] - index.starts[n] for n in range(0, index.size, 13))
    _say(f"entries per customer {each:.2f} {names}; p50 {_at(per_customer, 50)} p95 {_at(per_customer, 95)}")
    mean = (
        sum(KEY_BYTES + len(index.words[word].text.encode()) + 4 for word in index.held[:200_000]) / 200_000
    )
    _say(f"bytes of an entry {mean:.0f}, with signature {mean + index.signature_bytes:.0f}")
    hottest: dict[int, Counter[str]] = {1: Counter(), 2: Counter(), 3: Counter()}
    for rank, word in enumerate(index.words):
        count = index.first[rank + 1] - index.first[rank]
        for letters, counter in hottest.items():
            counter[f"{word.listing}:{word.text[:letters]}"] += count
    for letters, counter in hottest.items():
        top = ", ".join(f"{name} {count / index.size:.3f}" for name, count in counter.most_common(6))
        _say(f"entries per creation in partitions by {letters}: {len(counter)} partitions; {top}")
    distinct = Counter(word.listing for word in index.words)
    _say(f"distinct words {dict(distinct)}")


def _searches(index: Index, count: int, *, compare: bool) -> None:
    chance = random.Random(7)
    samples = [person for _, person in index.samples]
    placed = [person for person in samples if person.city]
    phoned = [person for person in samples if person.phone]
    kinds: dict[str, Callable[[], str]] = {
        "1 last name": lambda: chance.choice(samples).last,
        "1 'müller' (2 %)": lambda: "müller",
        "1 first name": lambda: chance.choice(samples).first,
        "1 city": lambda: chance.choice(placed).city or "",
        "1 e-mail": lambda: chance.choice(samples).email,
        "1 domain": lambda: chance.choice(samples).email.rpartition("@")[2],
        "1 number": lambda: chance.choice(samples).number,
        "1 beginning of 4": lambda: chance.choice(samples).last[:4],
        "1 beginning of 3": lambda: chance.choice(samples).last[:3],
        "1 beginning of 2": lambda: chance.choice(samples).last[:2],
        "1 last 4 digits": lambda: (chance.choice(phoned).phone or "")[-4:],
        "1 telephone number": lambda: "0" + (chance.choice(phoned).phone or ""),
        "1 nobody's": lambda: "xqzvw" + str(chance.random())[-3:].replace("0", "k"),
    }
    for kind, make in kinds.items():
        _report(kind, [one_word(index, typed_words(make())[0]) for _ in range(count)])
    several: dict[str, Callable[[Person], str]] = {
        "2 first last": lambda p: f"{p.first} {p.last}",
        "2 last city": lambda p: f"{p.last} {p.city}",
        "2 last[:3] city[:3]": lambda p: f"{p.last[:3]} {(p.city or '')[:3]}",
        "2 first[:1] last": lambda p: f"{p.first[:1]} {p.last}",
        "3 last[:4] city[:4] digits": lambda p: (
            f"{p.last[:4]} {(p.city or '')[:4]} {(p.phone or p.number)[-4:]}"
        ),
        "3 first last city": lambda p: f"{p.first} {p.last} {p.city}",
        "2 'müller' first": lambda p: f"müller {p.first}",
        "2 'müller' city": lambda p: f"müller {p.city}",
        "2 'müller istanbul'": lambda _: "müller istanbul",
        "2 'müller londo'": lambda _: "müller londo",
        "2 'gmail.com berlin'": lambda _: "gmail.com berlin",
        "2 first city": lambda p: f"{p.first} {p.city}",
        "2 two letters each": lambda p: f"{p.first[:2]} {p.last[:2]}",
    }
    for kind, form in several.items():
        texts = [form(chance.choice(placed)) for _ in range(1 if kind.endswith("'") else count)]
        asked = [typed_words(text) for text in texts]
        _report(f"{kind} [signed]", [signed(index, each) for each in asked])
        few = asked[: max(count // 10, 1)] if compare else []
        _report(f"{kind} [tested]", [tested(index, each) for each in few])
        _report(f"{kind} [merged]", [merged(index, each) for each in few])
    cjk = [p for p in placed if p.last and ord(p.last[0]) > 0x3000]
    if cjk:
        asked = [typed_words(chance.choice(cjk).last) for _ in range(count)]
        _report(
            "1 CJK last name",
            [one_word(index, a[0]) if len(a[0].needed) == 1 else signed(index, a) for a in asked],
        )
        asked = [typed_words(f"{p.last} {p.city}") for p in (chance.choice(cjk) for _ in range(count))]
        _report("2 CJK last city", [signed(index, each) for each in asked])


def _report(kind: str, found: list[Found]) -> None:
    if not found:
        return
    units = sorted(each.cost.units for each in found)
    requests = sorted(each.cost.requests for each in found)
    profiles = sorted(each.cost.profiles for each in found)
    hits = sorted(len(each.hits) for each in found)
    ended = sum(each.ended for each in found) / len(found)
    _say(
        f"{kind:42} RU p50 {_at(units, 50):7.1f} p95 {_at(units, 95):8.1f} max {units[-1]:9.1f}"
        f"  requests {_at(requests, 50)}/{_at(requests, 95)}"
        f"  profiles {_at(profiles, 50)}/{_at(profiles, 95)}  hits {_at(hits, 50)}  ended {ended:.1%}"
    )


def _beginnings(index: Index) -> None:
    """Print what newest first would cost for beginnings, were there an item of words per customer."""
    chance = random.Random(11)
    for letters in (1, 2, 3, 4):
        texts = [
            text
            for _, person in chance.sample(index.samples, 200)
            if (text := without_accents_and_case(person.last)[:letters])
        ]
        rows = []
        for text in texts:
            part = typed_words(text)[0].needed[0]
            entries = index_count(index, part)
            share = min(entries / index.size, 1.0)
            whole = index.bytes_of(Word(Listing.NAMES, text), entries, signed=True) / 8192
            rows.append(
                (whole, PAGE / share * STATE_BYTES / 8192, PAGE / share * DIRECTORY_BYTES / 8192, entries)
            )
        for name, at in (("range whole", 0), ("walk of words", 1), ("walk of directory", 2), ("entries", 3)):
            values = sorted(row[at] for row in rows)
            _say(
                f"beginnings of {letters}: {name:18} p50 {_at(values, 50):10.1f} p95 {_at(values, 95):10.1f}"
            )


def _corrections(index: Index, count: int) -> None:
    chance = random.Random(13)
    dictionary = Dictionary(index)
    each = 2 * len(dictionary.words) / index.size
    _say(f"dictionary: {len(dictionary.words)} words, {each:.3f} units per creation")
    outcomes: Counter[str] = Counter()
    together: Counter[str] = Counter()
    units, requests, looked, nearest, seconds = [], [], [], [], []
    tries = max(count * 4, 1000)
    while sum(outcomes.values()) < tries:
        _, person = chance.choice(index.samples)
        word = chance.choice([*text_words(person.last), *text_words(person.first), *text_words(person.city)])
        if not (word.isalpha() and edits_allowed(word) and word.isascii()):
            continue
        typed = mistyped(word, chance)
        began = time.process_time()
        found = dictionary.nearest(typed)
        seconds.append(time.process_time() - began)
        units.append(found.units)
        requests.append(found.requests)
        looked.append(found.looked_at)
        nearest.append(len(found.words))
        there = matches(index, typed)
        how_many = ("many" if there > PAGE else "few") if there else "no"
        is_found = word in found.words
        outcomes[f"{how_many} matches, {'found' if is_found else 'not found'}"] += 1
        if is_found and there:
            hits = signed(index, typed_words(f"{person.first} {typed}")).hits
            is_found = len(hits) < PAGE
        together["found" if is_found else "not found"] += 1
    for name, values in (
        ("units", units),
        ("requests", requests),
        ("words looked at", looked),
        ("nearest", nearest),
        ("seconds", seconds),
    ):
        ordered = sorted(values)
        at = f"p50 {_at(ordered, 50):9.4f} p95 {_at(ordered, 95):9.4f} max {ordered[-1]:9.4f}"
        _say(f"corrections: {name:16} {at}")
    _say(f"corrections of one word alone: {dict(outcomes)}; with a first name: {dict(together)}")


def _at(ordered: Iterable[float], percent: int) -> float:
    values = list(ordered)
    return values[min(len(values) * percent // 100, len(values) - 1)]


if __name__ == "__main__":
    main()
